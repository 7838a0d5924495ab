### Недели, в которые у врача есть приёмы.
said-week = неделя с { $day } г.
my-fact-week = есть свободный приём на неделе с { $day } г.
my-match-week = приём на неделе с { $day } г.
provider-visits = { $n ->
    [one] приём
    [few] приёма
   *[other] приёмов
 }
