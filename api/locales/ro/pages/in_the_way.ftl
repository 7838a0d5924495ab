### Ce este promis, când se dorește să se ofere mai puțin.

provider-in-the-way = { $n ->
    [one] O înțelegere nu permite asta
    [few] { $n } înțelegeri nu permit asta
   *[other] { $n } de înțelegeri nu permit asta
 }
provider-in-the-way-lead = Pe acestea se bazează oamenii. Nu s-a schimbat nimic. Dacă ceva nu se poate păstra, deschideți înțelegerea, vorbiți cu oamenii și anulați-o acolo.
