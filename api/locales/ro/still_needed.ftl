### Dacă o nevoie mai există: mesajul, pagina din link, întrebarea de pe pagina cererii.
mail-need-still-needed-subject = Mai este nevoie de acest ajutor? Ajunge o singură apăsare
mail-need-still-needed-body =
    Nu am mai primit vești de la dvs. de ceva timp. Linkul pune o singură întrebare: mai aveți nevoie de ajutorul pe care îl căutați? Nu vă trebuie codul cererii.
    Dacă mult timp nimeni nu răspunde și nu deschide cererea, ea va fi închisă.
field-question-over = Linkul nu mai este valabil: s-a răspuns deja sau nu mai este nimic de întrebat. Deschideți cererea cu codul dvs.
still-needed-title = Mai aveți nevoie de acest ajutor?
still-needed-lead = Ajunge o singură apăsare. Nu vă trebuie codul cererii.
still-needed-answer-needed = Da, mai am nevoie
still-needed-answer-done-by-others = Nu, am găsit ajutor în altă parte
still-needed-answer-irrelevant = Nu mai am nevoie
still-needed-about = Dacă nu mai este nevoie, nu mai căutăm și retragem ce așteaptă un răspuns.
still-needed-rest = Mai aveți nevoie de rest?
still-needed-rest-what = Ce este convenit rămâne. Pentru rest nu mai căutăm și retragem ce așteaptă un răspuns.
still-needed-request = La cererea mea: se deschide cu codul ei
said-need-stands = Am notat: mai este nevoie. Căutăm în continuare.
said-need-closed = Am notat: nu mai este nevoie. Nevoia este închisă.
said-need-rest = Am notat: de rest nu mai este nevoie. Ce este convenit rămâne.
