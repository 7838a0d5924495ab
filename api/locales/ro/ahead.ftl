### Ce se întreabă din timp: dacă rămâne cum s-a convenit și ce urmează după o ședere lungă.

mail-other-confirmed-subject = Cealaltă parte a confirmat
mail-other-confirmed-body =
    Cealaltă parte a confirmat că ce ați convenit pe Punte rămâne așa.
    Dacă nu ați confirmat încă, ajunge o apăsare. Dacă s-a schimbat ceva, anulați: atunci locul rămâne pentru alții.
    Deschideți linkul ca să vedeți ce ați convenit.
mail-confirm-asked-subject = Rămâne cum ați convenit?
mail-confirm-asked-body =
    În curând începe ceva ce ați convenit pe Punte și nu ați confirmat încă.
    Confirmați cu o singură apăsare. Dacă nu vă mai convine, anulați: nu trebuie să spuneți de ce.
    Deschideți linkul ca să răspundeți.
mail-stay-ends-subject = Peste o săptămână se termină șederea dumneavoastră
mail-stay-ends-body =
    Locul în care stați acum este convenit pentru încă aproximativ o săptămână.
    Căutați de pe acum ce urmează, cât mai este timp. Ce aveți rămâne al dumneavoastră până atunci.
    Deschideți linkul ca să căutați mai departe.
