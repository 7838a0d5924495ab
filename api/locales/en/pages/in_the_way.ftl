### What is promised, where less is to be offered.

provider-in-the-way = { $n ->
    [one] { $n } agreement stands in the way
   *[other] { $n } agreements stand in the way
 }
provider-in-the-way-lead = This is what people count on. Nothing was changed. If something cannot be kept, open it, talk to the people and call it off there.
