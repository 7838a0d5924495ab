### Ce este promis, când se dorește să se ofere mai puțin.

provider-in-the-way = { $n ->
    [one] O înțelegere stă în cale
    [few] { $n } înțelegeri stau în cale
   *[other] { $n } de înțelegeri stau în cale
 }
provider-in-the-way-lead = Pe acestea se bazează oamenii. Nu s-a schimbat nimic. Dacă ceva nu se poate păstra, deschideți înțelegerea, vorbiți cu oamenii și anulați-o acolo.
