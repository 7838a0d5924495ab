### What moderators are shown about an offer besides the offer.

desk-hints = Uitați-vă aici
desk-hints-text = Am găsit asta citind și comparând. Poate exista un motiv bun, iar un indiciu nu decide nimic.
desk-hint-far-from-place = { $n ->
    [one] punctul este la { $n } km de locul numit
    [few] punctul este la { $n } km de locul numit
    *[other] punctul este la { $n } km de locul numit
 }
desk-hint-repeated-point = { $n ->
    [one] încă { $n } ofertă are același punct
    [few] încă { $n } oferte au același punct
    *[other] încă { $n } de oferte au același punct
 }
desk-hint-repeated-address = { $n ->
    [one] încă { $n } ofertă are aceeași adresă
    [few] încă { $n } oferte au aceeași adresă
    *[other] încă { $n } de oferte au aceeași adresă
 }
desk-wording-woman-alone = se adresează unei femei sau fete singure
desk-wording-documents = cere acte sau le păstrează
desk-wording-pay = plată prea bună, neclară, în natură sau deloc
desk-wording-lodging-for-work = cazare în schimbul muncii sau pierdută odată cu munca
desk-wording-money-first = bani înainte de a da ceva pentru ei
desk-wording-disguised-contact = o cale de contact scrisă ascuns
desk-wording-pressure = grabă, secret, fără întrebări sau fără telefon
desk-hint-alike = { $n ->
    [one] încă { $n } ofertă din apropiere spune aproape același lucru
    [few] încă { $n } oferte din apropiere spun aproape același lucru
    *[other] încă { $n } de oferte din apropiere spun aproape același lucru
 }
desk-hint-same-contact = { $n ->
    [one] { $n } ofertă a altcuiva are același contact
    [few] { $n } oferte ale altcuiva au același contact
    *[other] { $n } de oferte ale altcuiva au același contact
 }
desk-hint-many-offers = { $n ->
    [one] cine oferă este nou aici: { $n } ofertă într-o zi
    [few] cine oferă este nou aici: { $n } oferte într-o zi
    *[other] cine oferă este nou aici: { $n } de oferte într-o zi
 }
desk-hint-new-at-border = este aici abia din { $date } și lângă frontieră: la cel mult { $km } km de un punct de trecere
desk-hint-guests-gone = oaspeții acceptați nu au rămas: { $never } nu au venit, { $early } au plecat după câteva zile
desk-hint-pay-below-minimum = plată sub salariul minim: se oferă { $offered }, minimul este { $least }
desk-hint-pay-law = { $law }, din { $date }
desk-hint-pay-read = citit la { $date }
desk-hint-pay-known-until = se știe doar până la { $date }, între timp poate fi mai mare
desk-hint-minimum-out-of-date = comparați singuri plata: se oferă { $offered }, minimul pe care îl știm era { $least }
desk-hint-blocked-before = are în comun cu cineva blocat: { $by }
desk-known-phone = telefonul
desk-known-email = adresa de e-mail
desk-known-registration-number = numărul din registru
desk-known-member = o persoană care ține de ambii
desk-apart-same-door = la mai puțin de 150 m
desk-apart-same-quarter = la mai puțin de 1 km
desk-apart-same-area = în zona aceasta sau în cea vecină
desk-apart-unknown = distanță necunoscută
desk-signals-later = Se compară acum
desk-hint-dismiss = Nu e o problemă
desk-hint-restore = Totuși, de verificat
desk-hint-dismissed = (marcat ca fără probleme: { $time })
desk-hints-settled = Tot ce am găsit a fost verificat
desk-hints-dismissed = { $n ->
    [one] { $n } indiciu a fost marcat ca fără probleme
    [few] { $n } indicii au fost marcate ca fără probleme
   *[other] { $n } de indicii au fost marcate ca fără probleme
 }
desk-trouble-hint-changed = Acest indiciu s-a schimbat
desk-trouble-do-hint-changed = De când ați deschis pagina am găsit mai mult sau altceva. Priviți din nou mai jos.
