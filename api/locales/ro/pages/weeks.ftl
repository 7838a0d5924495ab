### Săptămânile în care un medic are locuri.
said-week = săptămâna care începe pe { $day }
my-fact-week = are un loc în săptămâna care începe pe { $day }
my-match-week = un loc în săptămâna care începe pe { $day }
provider-visits = { $n ->
    [one] loc
    [few] locuri
   *[other] de locuri
 }
