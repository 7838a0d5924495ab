### Asking for help, step by step.
way-ask = Cereți ajutor
ask-step = Pasul { $n } din { $of }
ask-back = Înapoi
ask-save-next = Salvați și continuați
ask-save-stop = Salvați și continuați mai târziu
ask-code = Codul dumneavoastră:
ask-code-why = Notați-l sau fotografiați-l. Cu el puteți continua de pe orice telefon.
ask-have-code = Am deja un cod
ask-nobody-sees = Nimeni nu vă vede până nu alegeți. Puteți șterge totul oricând.
ask-choose = Alegeți din listă
ask-change = Modificați
ask-go-on = Continuați
ask-anew = Nu am cod: încep din nou
ask-level-none = nu contează
ask-level-prefer = de preferat
ask-level-must = obligatoriu
ask-title-what = De ce aveți nevoie?
ask-title-where = Unde?
ask-title-who = Cine vine cu dumneavoastră?
ask-title-with = Animale și nevoi de deplasare
ask-title-wishes = Ce contează pentru dumneavoastră?
ask-title-when = Când?
ask-title-reach = Cum vă putem contacta?
ask-what-lead = Șapte pași scurți. Vă puteți opri după fiecare.
ask-what-pick = Alegeți un lucru sau mai multe
ask-where-near = Lângă ce oraș sau sat?
ask-where-from = De unde plecați?
ask-where-to = Unde vreți să ajungeți?
ask-where-town = Orașul sau satul
ask-where-town-hint = În orice limbă, de exemplu Siret sau Suceava.
ask-where-which = La care loc vă gândiți?
ask-took = Locul
ask-took-change = Schimbați locul
ask-where-by = lângă { $place }
ask-where-crossing = Sau un punct de trecere a frontierei
ask-where-no-crossing = nu sunt la frontieră
ask-where-rest-housing = Unde căutăm cazare?
ask-where-rest-job = Unde căutăm un loc de muncă?
ask-where-rest-medical = Unde căutăm un medic?
ask-where-rest-service = Unde căutăm celălalt ajutor?
ask-where-rest-several = Unde căutăm restul ({ $what })?
ask-where-rest-end = Acolo unde ajungeți
ask-where-rest-start = Acolo de unde plecați
ask-where-radius = Cât de departe poate fi?
ask-where-within = cel mult { $km } km
ask-where-anywhere = oriunde, distanța nu contează
ask-who-lead = Numărați-vă și pe dumneavoastră.
ask-who-adults = Adulți, de la 18 ani
ask-who-women = Femei
ask-who-men = Bărbați
ask-who-other = Alți adulți
ask-who-children = Vârsta fiecărui copil
ask-who-children-hint = În ani, de exemplu 4, 11. Un bebeluș sub un an este 0 sau, de exemplu, „7 luni”. Fără copii: lăsați gol.
ask-who-older = Câți dintre adulți au 65 de ani sau mai mult?
ask-who-young = Cel mai mare dintre noi nu a împlinit 18 ani sau nu știm sigur
ask-who-languages = Ce limbi vorbiți?
ask-who-more-languages = Alte limbi
ask-with-lead = Nimic din acestea? Mergeți mai departe.
ask-with-animals = Animale care vin cu dumneavoastră
ask-with-animals-hint = Spuneți acum, ca să nu vă refuze nimeni la ușă.
ask-with-count-dog = Câini
ask-with-count-cat = Pisici
ask-with-count-other = Alte animale
ask-with-size-dog = Mărimea celui mai mare câine
ask-with-access = De ce are nevoie cineva dintre dumneavoastră
ask-with-access-hint = Numai ce trebuie să aibă locul. Nu întrebăm despre boli.
ask-with-more = Dacă vă ajută
ask-with-hearing = cineva aude slab
ask-with-sight = cineva vede slab
ask-with-dialysis = Dializă: la cel mult câți kilometri? Lăsați gol dacă nu e nevoie.
ask-wishes-lead = „Obligatoriu” restrânge alegerea. Nu știți? Mergeți mai departe.
ask-wishes-matters = Ce este obligatoriu, ce este de preferat
ask-wishes-more = Mai multe despre cazare
ask-wishes-split = La nevoie, putem sta în două locuri
ask-wishes-speciality = Ce medic?
ask-wishes-theme = Ce fel de ajutor? Cel mult patru.
ask-wishes-theme-one = Ce fel de ajutor?
ask-wishes-work = Ce fel de muncă?
ask-wishes-work-hint = Pentru orice muncă, nu alegeți nimic.
ask-work-91 = Curățenie
ask-work-94 = Ajutor la bucătărie
ask-work-51 = Bucătar, chelner, frizer
ask-work-52 = Vânzări
ask-work-53 = Îngrijirea persoanelor
ask-work-71 = Construcții și reparații
ask-work-75 = Brutărie, croitorie, lemn
ask-work-83 = Șofer
ask-work-61 = Fermă și grădină
ask-work-2 = Muncă cu studii superioare
ask-when-from = Din ce zi?
ask-when-today = Astăzi
ask-when-tomorrow = Mâine
ask-when-other = În altă zi
ask-when-date = Ziua, dacă este alta
ask-when-date-hint = Ziua și luna, de exemplu 28.11 sau 28 noiembrie
ask-when-nights = Pe cât timp?
ask-when-nights-hint = Nu știți? O săptămână este un început bun.
ask-when-nights-n = { $n ->
    [one] o noapte
    [few] { $n } nopți
   *[other] { $n } de nopți
 }
ask-when-ride = Când ați putea pleca?
ask-when-ride-n = { $n ->
    [one] numai în acea zi
    [few] în { $n } zile de atunci
   *[other] în { $n } de zile de atunci
 }
ask-when-soon = Cât de urgent este?
ask-reach-lead = Cealaltă parte vede acest lucru numai după ce ați acceptat amândoi.
ask-reach-how = Alegeți o cale
ask-reach-here = Numai aici, cu codul meu
ask-reach-here-hint = Intrați aici de fiecare dată. Nu scrieți nici telefon, nici e-mail.
ask-reach-by-phone = Prin telefon
ask-reach-by-email = Prin e-mail
ask-reach-phone = Telefonul dumneavoastră
ask-reach-phone-hint = Cu prefixul țării, de exemplu +380…
ask-reach-sms-short = Trimiteți-mi SMS-uri
ask-reach-email = E-mailul dumneavoastră
ask-reach-alerts = Scrieți-mi când se potrivește o ofertă nouă. Cel mult o dată pe zi.
ask-reach-name = Cum să vi se spună?
ask-reach-name-hint = Dacă doriți. Orice nume e bun.
ask-reach-note = Când vă putem suna în siguranță?
ask-reach-note-hint = Dacă doriți, de exemplu: după ora 18, fără mesaje.
ask-review = Mai verificați o dată, apoi trimiteți
ask-review-lead = Este totul corect? Puteți modifica fiecare răspuns.
ask-review-nothing = nimic deosebit
ask-review-what = De ce aveți nevoie
ask-review-where = Locul
ask-review-who = Cine vine
ask-review-with = Animale și nevoi
ask-review-wishes = Ce contează
ask-review-when = Timpul
ask-review-reach = Cum vă contactăm
ask-review-from = de la: { $place }
ask-review-to = până la: { $place }
ask-review-near = lângă: { $place }
ask-review-speak = vorbiți: { $languages }
ask-review-dialysis = dializă la cel mult { $km } km
ask-review-from-day = din { $day }
ask-review-for = Pentru cine este această cerere?
ask-review-for-asked = Pentru altcineva: mi s-a cerut
ask-review-for-asked-hint = Cererea și codul sunt ale acelei persoane. Dați-i codul.
ask-review-for-me = Pentru mine și cei care vin cu mine
ask-send = Trimiteți cererea
ask-sent = Cererea este trimisă
ask-sent-lead = Acesta este codul dumneavoastră. Numai el vă deschide cererea. Notați-l, fotografiați-l sau tipăriți cardul.
ask-sent-go = Vedeți ce se potrivește
ask-sent-pin = Cineva v-ar putea găsi cardul? Un cod PIN îi închide accesul la contactele și datele dumneavoastră.
ask-sent-next = Ce urmează
ask-sent-next-1 = Priviți ofertele și alegeți una. Până atunci nu vă vede nimeni.
ask-sent-next-2 = Oamenii care oferă ajutor răspund „da” sau „nu”, de obicei în două zile.
ask-sent-next-3 = Dacă răspund „da”, fiecare vede datele de contact ale celuilalt.
ask-sent-helper = Ați depus cererea pentru altcineva? Dați-i codul, apoi închideți cererea aici.
ask-sent-keep = Putem arăta codul numai o zi. După aceea nu îl mai poate arăta nimeni, nici noi.
ask-stopped = Salvat. Puteți face o pauză
ask-stopped-lead = Încă nu s-a trimis nimic. Puteți continua până pe { $day }; apoi ștergem totul.
ask-stopped-how = Pentru a continua, alegeți „Cererea mea” pe orice telefon și scrieți codul.
ask-people = Vă va ajuta o persoană
ask-people-call = Sunați la linia de ajutor
ask-people-more = Facem așa pentru toți cei care nu au 18 ani sau nu sunt siguri și nu au un părinte alături. Aici oamenii care știu să ajute sunt mai de folos decât o listă. Nu ați greșit cu nimic. Încă nu s-a trimis nimic. Dacă nu puteți aștepta, sunați sau mergeți la cineva de la frontieră ori dintr-un centru de ajutor.
ask-people-go = Cer ca o persoană să ia legătura cu mine
ask-people-wrong = Nu e corect? Modificați cine vine
ask-child-seen = Cei care oferă ajutor nu văd acest lucru. Puteți șterge totul oricând.
ask-child-lead = Văd acest lucru numai oameni a căror muncă este să protejeze copiii. Unul dintre ei ia legătura cu dumneavoastră.
ask-child-here = Nu am nici telefon, nici e-mail
ask-child-here-hint = Atunci scrieți mai jos unde vă poate găsi cineva și până când.
ask-child-note = Unde și când vă poate găsi cineva în siguranță?
ask-child-note-hint = De exemplu: la centrul de ajutor din gară, până seara. Avem nevoie de asta dacă nu aveți nici telefon, nici e-mail.
ask-child-go = Deschideți cererea
ask-child-next-1 = Ce ați scris citesc oameni a căror muncă este să protejeze copiii. Cei care oferă ajutor nu văd nimic.
ask-child-next-2 = Unul dintre ei ia legătura cu dumneavoastră așa cum ați ales.
ask-child-next-3 = Dacă nu puteți aștepta sau nu vine nimeni, sunați sau mergeți la cineva de la frontieră ori dintr-un centru de ajutor.
ask-discard = Ștergeți această cerere
ask-discard-lead = Tot ce ați scris se șterge imediat, iar codul nu mai deschide nimic.
ask-discard-do = Ștergeți tot
ask-discard-not = Nu, păstrați cererea
ask-again = Scrieți codul dumneavoastră
ask-again-lead = Ați lipsit o vreme, așa că am închis cererea pe acest telefon. Ce ați scris acum se păstrează.
said-ask-closed = Ați lipsit o vreme, așa că am închis cererea pe acest telefon. Nimic nu s-a pierdut: codul o deschide din nou.
said-ask-not-saved = Ultima pagină nu a fost completă și nu s-a salvat. Tot ce a fost înainte este salvat.
said-ask-look-again = Un răspuns nu mai este valabil. Verificați-l încă o dată, apoi trimiteți.
said-ask-discarded = Tot ce ați scris este șters.
said-ask-opened = Ați deschis o cerere începută mai devreme. Continuați doar dacă ați început-o dumneavoastră sau o persoană rugată de dumneavoastră. Dacă altcineva v-a dat codul, opriți-vă: cine are codul vă poate citi răspunsurile. Începeți o cerere proprie.
said-women = { $n ->
    [one] o femeie
    [few] { $n } femei
   *[other] { $n } de femei
 }
said-men = { $n ->
    [one] un bărbat
    [few] { $n } bărbați
   *[other] { $n } de bărbați
 }
said-other-adults = { $n ->
    [one] încă un adult
    [few] încă { $n } adulți
   *[other] încă { $n } de adulți
 }
said-baby = sub un an
said-children = { $n ->
    [one] un copil
    [few] { $n } copii
   *[other] { $n } de copii
 }
said-older = { $n ->
    [one] dintre care o persoană de 65 de ani sau mai mult
    [few] dintre care { $n } persoane de 65 de ani sau mai mult
   *[other] dintre care { $n } de persoane de 65 de ani sau mai mult
 }
said-must = { $what }: obligatoriu
said-wish = { $what }: de preferat
said-period = { $from } – { $to }
said-pet-size = { $size }
said-km = la { $km } km
said-km-less = sub 1 km
