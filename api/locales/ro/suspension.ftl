### Oprirea unei oferte vizibile și arătarea ei din nou.

mail-offer-suspended-subject = Oferta dumneavoastră este suspendată deocamdată
mail-offer-suspended-body =
    Am suspendat una dintre ofertele dumneavoastră. Deocamdată oamenii nu o văd și nimeni nu o poate alege.
    Ce ați convenit deja cu oamenii rămâne așa cum este.
    Deschideți linkul ca să vedeți de ce și ce puteți face.
mail-offer-reinstated-subject = Oferta dumneavoastră nu mai este suspendată
mail-offer-reinstated-body =
    Ne-am uitat încă o dată la oferta dumneavoastră și nu mai este suspendată.
    Dacă între timp a trecut termenul de confirmare, spuneți că este valabilă, iar oamenii o văd din nou.
    Deschideți linkul ca să o vedeți.
desk-stop = Suspendați oferta
desk-stop-title = Suspendați o ofertă vizibilă
desk-stop-why = De ce?
desk-stop-what = Dispare imediat de pe toate paginile, iar alegerile care așteaptă un răspuns se încheie. Ce s-a convenit rămâne: dacă cineva este în pericol, nu suspendați, ci blocați. Motivul îl citește cine oferă.
desk-stop-do = Suspendați acum
desk-show-again = Arătați din nou
desk-show-again-title = Arătați din nou o ofertă suspendată
desk-show-again-what = Va fi ca înainte. Dacă între timp i-a trecut termenul, mai întâi o confirmă cine oferă.
desk-show-again-do = Arătați oferta din nou
desk-stopped-since = suspendată din { $time }
said-desk-stopped = Oferta este suspendată. Nu o mai vede nimeni, iar cine oferă a fost anunțat.
said-desk-shown-again = Oferta nu mai este suspendată. Cine oferă a fost anunțat.
provider-offer-stopped = De ce am suspendat-o
provider-offer-stopped-text = Doar noi o putem arăta din nou. Ce ați convenit cu oamenii rămâne așa cum este.
provider-offer-stopped-do-not-as-described = Spuneți-ne ce s-a schimbat. Dacă s-a schimbat definitiv, retrageți oferta și scrieți una nouă.
provider-offer-stopped-do-unreachable = Verificați dacă adresa de e-mail și numărul de telefon sunt corecte, apoi sunați-ne sau scrieți-ne.
provider-offer-stopped-do-unsafe-conditions = Corectați ce nu este sigur, apoi sunați-ne sau scrieți-ne. Cineva verifică din nou.
provider-offer-stopped-do-checks-needed = Pregătiți actele: cineva le verifică din nou împreună cu dvs.
provider-offer-stopped-do-broken-rules = Sunați-ne sau scrieți-ne. Vă spunem despre ce regulă este vorba.
word-suspension-not-as-described = nu este așa cum scrie în ofertă
word-suspension-unreachable = nu am putut lua legătura
word-suspension-unsafe-conditions = s-ar putea să nu fie sigur acolo
word-suspension-checks-needed = trebuie verificat ceva din nou
word-suspension-broken-rules = încalcă regulile
