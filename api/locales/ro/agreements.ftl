### Ce s-a convenit și despre care nu mai spune nimeni nimic: e-mailuri și paginile ambelor părți.

mail-beginning-asked-subject = A început ajutorul?
mail-beginning-asked-body =
    Ați convenit ceva pe Punte, dar nicio parte nu a spus deocamdată că a început.
    Ajunge o singură apăsare. Dacă în două zile nu răspunde nimeni, ce este rezervat devine liber pentru alții, iar cererea se deschide din nou.
    Deschideți linkul ca să răspundeți.
mail-agreement-lapsed-subject = Ce s-a convenit este din nou liber
mail-agreement-lapsed-body =
    Nicio parte nu a spus că ajutorul convenit cu dumneavoastră pe Punte a început. Ce era rezervat este liber pentru alții, iar contactele nu se mai văd.
    Dacă totuși are loc: cine oferă scade numărul locurilor libere, ca să nu fie trimis nimeni degeaba. Cine mai caută alege din nou.
    Deschideți linkul ca să vedeți ce puteți face.
my-next-not-begun = Nimeni nu a spus că ajutorul a început, așa că ce era rezervat este din nou liber. Dacă mai aveți nevoie, alegeți din nou. Dacă sunteți acolo și totul este bine, rugați-i pe cei care oferă să scadă numărul locurilor libere.
after-must-say = Imediat ce ajutorul a început, spuneți-o aici. Dacă nicio parte nu o face și nu confirmați amândoi, peste câteva zile ce este rezervat devine liber pentru alții.
word-end-reason-not-begun = nimeni nu a spus că a început
