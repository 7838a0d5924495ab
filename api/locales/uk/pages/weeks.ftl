### Тижні, у які лікар має прийоми.
said-week = тиждень з { $day } р.
my-fact-week = є вільний прийом на тижні з { $day } р.
my-match-week = прийом на тижні з { $day } р.
provider-visits = { $n ->
    [one] прийом
    [few] прийоми
   *[other] прийомів
 }
