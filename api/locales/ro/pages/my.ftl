### My request: what fits, what was chosen, the card.
my-no-request = Nu aveți încă o cerere? Cereți ajutor
my-is-open = Pe acest telefon este deschisă o cerere.
my-is-open-go = Continuați cu ea
my-request = Cererea dumneavoastră
my-sent-on = Trimisă { $time }
my-not-open = Această cerere a fost retrasă sau închisă. Puteți cere din nou oricând.
my-chosen = Ce ați ales
my-needs = De ce aveți nevoie
my-near = lângă { $place }
my-from-to = de la: { $from }, până la: { $to }
my-beds = { $n ->
    [one] un pat
    [few] { $n } paturi
   *[other] { $n } de paturi
 }
my-seats = { $n ->
    [one] un loc
    [few] { $n } locuri
   *[other] { $n } de locuri
 }
my-see-offers = Vedeți ce se potrivește
my-other-days = Cereți pentru alte zile
my-see-need = Vedeți această nevoie
my-withdraw = Retrageți cererea
my-withdraw-lead = Alegerile deschise se încheie, iar ce era rezervat pentru dumneavoastră devine liber pentru alții. Puteți cere din nou oricând.
my-withdraw-do = Retrageți
my-withdraw-not = Nu, păstrați cererea
my-close = Închideți pe acest telefon
my-elsewhere = { $n ->
    [one] Cererea dvs. este deschisă și pe un alt telefon.
    [few] Cererea dvs. este deschisă și pe alte { $n } telefoane.
   *[other] Cererea dvs. este deschisă și pe alte { $n } de telefoane.
 }
my-close-elsewhere = Închideți pe toate celelalte
my-fit = { $n ->
    [one] Se potrivește o ofertă
    [few] Se potrivesc { $n } oferte
   *[other] Se potrivesc { $n } de oferte
 }
my-fit-lead = Fiecare are tot ce este obligatoriu. Cea mai potrivită este prima. Punctele doar ordonează: dumneavoastră hotărâți.
my-more = Arătați mai multe
my-ask = { $n ->
    [one] O ofertă la care trebuie întrebat
    [few] { $n } oferte la care trebuie întrebat
   *[other] { $n } de oferte la care trebuie întrebat
 }
my-ask-lead = Poate se potrivesc. Ceva obligatoriu nu se știe încă. Puteți alege și întreba imediat ce răspund „da”.
my-relax = Ce limitează alegerea
my-relax-lead = Atâtea oferte în plus s-ar potrivi dacă ați schimba un singur lucru:
my-relax-how = Mai întâi vedeți schimbarea și o salvați dumneavoastră. Vă păstrați locul printre cei care așteaptă.
my-relax-do = Schimbați astfel
my-relax-partly = O parte este deja stabilită, așa că nevoia nu se mai poate schimba.
my-relax-must = Fără „obligatoriu”: { $what }
my-relax-pets = Dacă animalele stau în altă parte
my-relax-radius = Dacă poate fi la cel mult { $km } km
my-relax-country = în altă țară: { $country }
my-relax-earlier = { $n ->
    [one] Dacă veniți cu o zi mai devreme
    [few] Dacă veniți cu { $n } zile mai devreme
   *[other] Dacă veniți cu { $n } de zile mai devreme
 }
my-relax-later = { $n ->
    [one] Dacă poate fi cu o zi mai târziu
    [few] Dacă poate fi cu { $n } zile mai târziu
   *[other] Dacă poate fi cu { $n } de zile mai târziu
 }
my-relax-split = Dacă mergeți în mai multe locuri
my-none = Încă nu se potrivește nimic.
my-none-again = Căutăm din nou la fiecare ofertă nouă.
my-none-now = Reveniți mai târziu cu codul.
my-none-change = Mai jos vedeți ce se poate schimba.
my-none-call = Sau sunați.
my-need-closed = Nevoia este închisă. Acum nu este nimic de ales aici.
my-need-served = Pentru aceasta ați găsit ajutor. Acum nu este nimic de ales aici.
my-need-withdrawn = Ați retras această nevoie. Acum nu este nimic de ales aici.
my-need-expired = Timpul a expirat, așa că nu mai căutăm. Acum nu este nimic de ales aici.
my-see-agreed = Vedeți ce este stabilit
my-most-choices = { $n ->
    [one] Puteți aștepta un singur răspuns în același timp.
    [few] Puteți aștepta { $n } răspunsuri în același timp.
   *[other] Puteți aștepta { $n } de răspunsuri în același timp.
 }
my-of-1000 = din 1000 de puncte
my-why-first = De ce pe primul loc:
my-why-lower = De ce mai jos:
my-why-reliability = răspund la timp și cum a fost pentru alții; cei noi încep de la mijloc
my-points-how = Cum s-au adunat cele { $n } puncte
my-no-checks = despre oameni încă nu s-a verificat nimic
my-choose = Alegeți
my-choose-housing = Alegeți acest loc
my-choose-transport = Alegeți acest transport
my-choose-job = Alegeți acest loc de muncă
my-choose-medical = Alegeți acest medic
my-choose-service = Alegeți acest ajutor
my-choose-ask = Alegeți și întrebați
my-chosen-asked = I-ați întrebat: vedeți în ce stadiu este
my-chosen-agreed = Au spus „da”: vedeți ce este stabilit
my-fact-beds = { $n ->
    [one] un pat liber în toate zilele
    [few] { $n } paturi libere în toate zilele
   *[other] { $n } de paturi libere în toate zilele
 }
my-fact-seats = { $n ->
    [one] un loc liber
    [few] { $n } locuri libere
   *[other] { $n } de locuri libere
 }
my-fact-no = nu: { $what }
my-fact-unknown = { $what }: nu se știe, întrebați
my-fact-no-language = nimeni nu vorbește limbile dumneavoastră
my-ask-pet-count = toate animalele dumneavoastră acceptate
my-drop-off = apoi { $km } până la destinație
my-confirmed = confirmat { $day }
my-refused-gone = Altcineva a fost puțin mai rapid sau nu mai este disponibil
my-refused-already = Ați ales deja această ofertă
my-refused-too-many = Așteptați deja numărul maxim de răspunsuri
my-refused-served = Această nevoie nu mai este deschisă
my-refused-do = Nu s-a schimbat nimic. Iată ce puteți face acum.
my-back-to-offers = Înapoi la oferte
my-why-out = De ce nu este în lista dumneavoastră
my-why-ask = Ce nu se știe încă
my-whole-offer = Vedeți toată oferta
my-out-must = este obligatoriu, dar lipsește: { $what }
my-out-not-for-matching = această ofertă nu se poate alege cu o cerere
my-out-other-kind = este alt fel de ajutor
my-out-too-far = este prea departe
my-out-paused = este în pauză acum
my-out-full = nu este destul loc liber în zilele dumneavoastră
my-out-not-open = nu este deschisă în toate zilele
my-out-stay-length = vreți să stați mai mult sau mai puțin decât poate gazda
my-out-party = sunteți mai mulți decât pot primi
my-out-children = nu se primesc copii sau nu așa mici
my-out-women-only = doar pentru femei și copiii lor
my-out-pets = animalele dumneavoastră nu sunt acceptate sau nu atâtea
my-out-vetting = o locuință în care merg copii o vizităm mai întâi noi, iar aici nu am fost încă
my-out-work-language = munca cere o limbă pe care nu o vorbiți destul de bine
my-match = Alegerea dumneavoastră
my-offer-hidden = Această ofertă nu este publică acum. Dacă aveți îndoieli, sunați înainte de a pleca.
my-renamed = Au acum alt nume decât atunci când v-ați înțeles.
my-renamed-from = Au acum alt nume. Când v-ați înțeles, se numeau { $name }.
my-renamed-where = Cum se numeau atunci se vede împreună cu telefonul și adresa, mai jos.
my-renamed-do = Ce ați convenit rămâne valabil. Dacă aveți îndoieli, întrebați-i sau anulați.
my-changed = Ceva din ce ați convenit este acum altfel.
my-changed-departure = Când v-ați înțeles, plecarea era: { $time }.
my-changed-contacts = Unde este, cine conduce sau alt amănunt este altfel. Arătați contactele: acolo scrie cum este acum și cum era când v-ați înțeles.
my-changed-do = Dacă nu vă mai convine sau aveți îndoieli, scrieți-le sau anulați. Nu trebuie să spuneți de ce.
my-changed-gone = nu mai este indicat
my-changed-then = Când v-ați înțeles: { $what }
my-next-suggested = Vă sugerăm această ofertă. Dumneavoastră hotărâți.
my-next-proposed = Au fost întrebați. Nu trebuie să faceți nimic: reveniți mai târziu sau alegeți și altele.
my-next-accepted = Au spus „da”. Vedeți datele de contact și stabiliți când veniți.
my-next-confirmed = Este stabilit. Datele de contact sunt aici.
my-next-started = A început. Dacă ceva nu e bine, sunați.
my-next-completed = S-a încheiat. Vă dorim numai bine.
my-next-declined = De data aceasta nu se poate. Cererea este deschisă, alegeți altă ofertă.
my-next-cancelled = S-a anulat. Dacă urma să plecați, nu mergeți acolo. Puteți alege altă ofertă.
my-next-no-show = Cealaltă parte spune că nu a venit nimeni. Ce era păstrat pentru dvs. este liber pentru alții, iar nevoia este din nou deschisă. Dacă nu e așa, spuneți cum a fost sau sunați.
my-next-no-show-over = Cealaltă parte spune că nu a venit nimeni. Ce era păstrat pentru dvs. este liber pentru alții. Zilele pentru care ați cerut au trecut: dacă mai aveți nevoie, cereți pentru alte zile. Dacă nu e așa, spuneți cum a fost sau sunați.
my-next-no-show-closed = Cealaltă parte spune că nu a venit nimeni. Ce era păstrat pentru dvs. este liber pentru alții. Dacă nu e așa, spuneți cum a fost sau sunați.
my-next-not-there = Ați spus că acolo nu era nimeni. Nevoia este din nou deschisă: alegeți altă ofertă. Dacă acum nu aveți unde merge, sunați.
my-next-not-there-over = Ați spus că acolo nu era nimeni. Zilele pentru care ați cerut au trecut: dacă mai aveți nevoie, cereți pentru alte zile. Dacă acum nu aveți unde merge, sunați.
my-next-not-there-closed = Ați spus că acolo nu era nimeni. Dacă acum nu aveți unde merge, sunați.
my-next-expired = Nimeni nu a răspuns la timp. Cererea este deschisă, alegeți altă ofertă.
my-next-stopped-for-safety = Am oprit acest ajutor din motive de siguranță. Nu mergeți acolo. Sunați-ne: căutăm alt loc.
my-contacts = Datele lor de contact
my-contacts-show = Vedeți telefonul și adresa
my-contacts-recorded = Fiecare vizualizare se notează. Și cealaltă parte vede datele dumneavoastră.
my-contact-name = Numele
my-contact-phone = Telefonul lor
my-contact-email = Adresa de e-mail
my-contact-hours = Când să sunați
my-contact-gets-in = Unde urcați
ride-agree = Stabiliți între dumneavoastră locul exact.
ride-first = Aceasta este ora plecării din prima oprire: { $place }.
my-contact-address = Adresa
my-contact-map = Deschideți pe harta telefonului
my-contact-driver = Șoferul
my-contact-plate = Numărul mașinii
my-contact-licence = Numărul licenței
my-way = În ce etapă este
my-way-chosen = Ați ales
my-way-answer = Ei răspund
my-way-by = cel târziu { $time }
my-way-yes = Au spus „da”
my-way-contacts = Vă vedeți datele de contact
my-way-there = Primiți ajutorul
my-safe = Puteți pleca oricând. Nu cerem niciodată bani sau pașaportul. În pericol, sunați la 112.
my-cancel = Anulați alegerea
my-cancel-why = De ce anulați?
my-cancel-what = Ce era rezervat pentru dvs. devine liber pentru alții și puteți alege din nou.
my-cancel-do = Da, anulați
said-my-proposed = Ați ales această ofertă. Oamenii au fost întrebați.
said-my-cancelled = S-a anulat.
said-my-withdrawn = Cererea dumneavoastră este retrasă.
said-my-closed = Cererea este închisă pe acest telefon. Codul o deschide din nou.
said-my-closed-elsewhere = Cererea este închisă pe toate celelalte telefoane. Cine are codul o poate deschide din nou.
said-card-unknown = Nu păstrăm codul, așa că nu mai putem tipări cardul. Notați codul de pe cardul vechi.
card = Card cu codul
card-lead = Tipăriți-l sau fotografiați-l. Cine are cardul vă poate deschide cererea: păstrați-l ca pe o cheie.
card-how = Pe telefon: „Partajare”, apoi „Tipărire”. Pe calculator: Ctrl + P.
card-print = Tipăriți cardul
card-square = Pătratul care deschide cererea pe un telefon
card-use = Deschideți { $host } și scrieți codul sau scanați pătratul cu telefonul.
card-use-short = Acest cod deschide o cerere de ajutor. Ajutați persoana să îl scrie.
card-never = Nu cerem niciodată bani sau pașaportul.
