### Nevoile unei cereri în ordine și cum le limitează ceea ce s-a convenit.
plan = În ordine
plan-agreed = convenit
plan-open = încă se caută
plan-gap = { $n ->
    [one] o noapte fără pat
    [few] { $n } nopți fără pat
   *[other] { $n } de nopți fără pat
 }
plan-look = Vă rugăm să vă uitați la asta
plan-gap-do = Întrebați gazdele dacă puteți veni mai devreme sau rămâne mai mult, ori sunați-ne.
plan-clash-rides-at-once = Două dintre călătoriile dumneavoastră pleacă în același timp pe { $day }. Anulați una dintre ele.
plan-clash-beds-at-once = Pentru noaptea de { $day } aveți mai multe paturi decât oameni. Anulați unul dintre locuri, ca alții să poată dormi acolo.
plan-clash-far-from-bed = Pe { $day } călătoria se termină departe de patul pentru acea noapte. Vorbiți cu ambele părți sau anulați una.
because-ride-arrives = Călătoria într-acolo pleacă pe { $day }. Căutăm zile de atunci înainte.
because-ride-leaves = Călătoria de acolo pleacă pe { $day }. Căutăm zile până atunci.
because-bed-until = Aveți un pat până pe { $day }. Căutăm nopți de atunci înainte.
because-bed-from = Aveți un pat începând cu { $day }. Căutăm nopți până atunci.
because-beds-agreed = Pentru toate aceste nopți ați convenit deja paturi. Acum nu aveți ce alege. Dacă plecați mai devreme, spuneți acolo că s-a încheiat.
because-bed-waits = Patul vă este rezervat începând cu { $day }. Căutăm călătorii care pleacă cel târziu atunci.
because-bed-ends = Patul vă este rezervat până pe { $day }. Căutăm călătorii care pleacă cel târziu atunci.
because-near-group = Întâi apare ce este aproape de ceilalți din grupul dumneavoastră.
because-near-asked = Întâi apare ce este aproape de locul pe care l-ați ales pentru ceilalți din grup.
because-near-ride = Întâi apare ce este aproape de capătul călătoriei.
because-near-bed = Întâi apare ce este aproape de patul dumneavoastră.
because-from-near-group = { $km } de ceilalți din grupul dumneavoastră
because-from-near-asked = { $km } de locul pe care l-ați ales pentru ceilalți
because-from-near-ride = { $km } de capătul călătoriei
because-from-near-bed = { $km } de patul dumneavoastră
