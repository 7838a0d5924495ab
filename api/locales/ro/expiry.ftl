### Termenele ofertelor: mesaje, pagina din link, lista moderatorilor.

mail-offer-lapses-soon-subject = Oferta dvs. mai este valabilă? Ajunge o singură apăsare
mail-offer-lapses-soon-body =
    În curând oamenii nu vor mai vedea oferta, dacă nu spuneți că este încă valabilă.
    Linkul pune o singură întrebare: valabilă, ocupată sau pauză. Nu trebuie să intrați în cont.
mail-offer-lapsed-subject = Oferta dumneavoastră nu mai este afișată
mail-offer-lapsed-body =
    Oferta nu a fost confirmată la timp, așa că oamenii nu o mai văd. Ce ați convenit deja rămâne valabil.
    Dacă este încă valabilă, o singură apăsare o arată din nou. Nu trebuie să intrați în cont.
mail-checks-lapse-soon-subject = În curând trebuie să vă verificăm din nou
mail-checks-lapse-soon-body =
    Ce s-a verificat despre dumneavoastră este valabil douăsprezece luni, iar acestea aproape au trecut. Apoi oamenii nu mai văd ofertele care au nevoie de această verificare până nu vă verificăm din nou.
    Vă rugăm să pregătiți actele și să vedeți dacă telefonul și orele din profil sunt corecte: cei care verifică vă au pe listă.
    Deschideți linkul ca să vedeți până când este valabilă verificarea.
mail-checks-lapsed-subject = Unele oferte sunt ascunse până la o nouă verificare
mail-checks-lapsed-body =
    Una dintre verificări este mai veche de douăsprezece luni, așa că oamenii nu mai văd ofertele care au nevoie de ea. Ce ați convenit deja rămâne valabil.
    Ele apar din nou singure, imediat ce vă verificăm din nou: cei care verifică vă au pe listă.
    Deschideți linkul ca să vedeți ce verificăm.
field-link-over = Linkul nu mai este valabil: a fost folosit sau există un e-mail mai nou. Puteți și intra în cont ca să confirmați.
still-title = Oferta dumneavoastră mai este valabilă?
still-lead = Ajunge o singură apăsare. Nu trebuie să intrați în cont.
still-code = Codul din e-mail
still-code-hint = Îl completează linkul. Dacă nu, copiați-l din e-mail.
still-choose = Răspunsul dumneavoastră
still-answer-available = Este încă valabilă
still-answer-taken = Ocupată
still-answer-pause = În pauză
still-about-available = Oamenii o văd în continuare.
still-about-taken = O are deja cineva. Oamenii nu o văd până nu o arătați din nou.
still-about-pause = O vreme nu. Oamenii nu o văd până nu o arătați din nou.
still-sign-in = La toate ofertele mele: intrați în cont
still-done = Vă mulțumim
still-said-available = Oferta este valabilă.
still-said-taken = Am notat: este ocupată. Nimeni nu o vede până nu o arătați din nou.
still-said-pause = Este în pauză. Nimeni nu o vede până nu o arătați din nou.
still-reference = Oferta dumneavoastră
still-until = Întrebăm din nou până la { $date }.
still-offers = La ofertele mele
desk-expiring = Termene
desk-expiring-lead = Ce dispare în curând sau a dispărut, fiindcă nu a confirmat nimeni sau verificările sunt prea vechi.
desk-expiring-providers = Cine trebuie verificat din nou
desk-expiring-no-providers = În următoarele 30 de zile nu expiră nicio verificare.
desk-expiring-offers = { $n ->
    [one] { $n } ofertă aprobată
    [few] { $n } oferte aprobate
    *[other] { $n } de oferte aprobate
 }
desk-expiring-unconfirmed = Oferte care așteaptă confirmarea
desk-expiring-no-offers = În aceste zile nu expiră nicio ofertă.
desk-expiring-until = până la { $date }
desk-expiring-since = nu se mai vede din { $date }
desk-expiring-corrected = nume sau date din registru corectate, ori o verificare retrasă
