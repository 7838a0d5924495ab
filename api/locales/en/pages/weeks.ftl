### Weeks in which a doctor has places.
said-week = week of { $day }
my-fact-week = has a place in the week of { $day }
my-match-week = a place in the week of { $day }
provider-visits = { $n ->
    [one] place
   *[other] places
 }
