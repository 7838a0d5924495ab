### A group that may be split over several offers.

my-for-how-many = For how many of you
my-for-how-many-hint = { $n ->
    [one] There is room for { $n } of you here. For the others choose another offer.
   *[other] There is room for { $n } of you here. For the others choose another offer.
 }
my-for-how-many-all = There is room here for all of you who still look.
