### Ce s-a convenit și despre care nu mai spune nimeni nimic: e-mailuri și paginile ambelor părți.

mail-beginning-asked-subject = A început ajutorul?
mail-beginning-asked-body =
    S-a convenit ceva cu dumneavoastră pe Punte și nicio parte nu a spus încă că a început.
    Ajunge o singură apăsare. Dacă în două zile nu spune nimeni, ce este păstrat devine liber pentru alții, iar cererea se deschide din nou.
    Deschideți linkul ca să răspundeți.
mail-agreement-lapsed-subject = Ce s-a convenit este din nou liber
mail-agreement-lapsed-body =
    Nicio parte nu a spus că ajutorul convenit cu dumneavoastră pe Punte a început. Ce era păstrat este liber pentru alții, iar contactele nu se mai văd.
    Dacă totuși are loc: cine oferă micșorează ce este liber, ca să nu fie trimis nimeni degeaba. Cine mai caută alege din nou.
    Deschideți linkul ca să vedeți ce puteți face.
my-next-not-begun = Nimeni nu a spus că ajutorul a început, așa că ce era păstrat este din nou liber. Dacă mai aveți nevoie, alegeți din nou. Dacă sunteți acolo și totul este bine, rugați-i pe oameni să micșoreze ce este liber.
after-must-say = Imediat ce ajutorul a început, spuneți aici. Dacă nicio parte nu o face și nu confirmați amândoi, peste câteva zile ce este păstrat devine liber pentru alții.
word-end-reason-not-begun = nimeni nu a spus că a început
