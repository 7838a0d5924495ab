### Un grup care poate fi împărțit între mai multe oferte.

my-for-how-many = Pentru câți dintre dumneavoastră
my-for-how-many-hint = { $n ->
    [one] Aici este loc pentru o persoană dintre dumneavoastră. Pentru ceilalți alegeți altă ofertă.
    [few] Aici este loc pentru { $n } persoane dintre dumneavoastră. Pentru ceilalți alegeți altă ofertă.
   *[other] Aici este loc pentru { $n } de persoane dintre dumneavoastră. Pentru ceilalți alegeți altă ofertă.
 }
my-for-how-many-all = Aici este loc pentru toți cei dintre dumneavoastră care mai caută.
