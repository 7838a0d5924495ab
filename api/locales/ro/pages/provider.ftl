### The provider's area: who offers help, offers, free nights, answers.
# The way in, and registering.
way-offer = Ofer ajutor
provider-start = Oferiți ajutor
provider-start-lead = O cameră, un transport, un loc de muncă, un medic sau alt ajutor. Fiecare ofertă este verificată de oameni înainte să fie văzută.
provider-start-how = Cum funcționează
provider-start-1 = Spuneți cine sunteți
provider-start-1-text = O persoană sau o organizație. Verificăm ce trebuie pentru felul dvs. de ajutor.
provider-start-2 = Descrieți oferta
provider-start-2-text = O puteți salva ca ciornă și continua mai târziu. Dacă ceva nu este clar, vă scriem.
provider-start-3 = Dvs. hotărâți de fiecare dată
provider-start-3-text = Oamenii întreabă, dvs. acceptați sau refuzați. Abia după acordul dvs. cele două părți își văd contactele.
provider-start-never = Nu cerem niciodată bani. Adresa și telefonul dvs. nu sunt publice.
provider-levels-title = Ce verificăm pentru ce fel de ajutor
provider-levels-more = Ce verificăm pentru ce fel de ajutor
provider-levels-l0 = Informații, alimente, haine și lucruri, telefon și internet
provider-levels-l1 = Muncă la un angajator înregistrat, transport cu o firmă înregistrată, majoritatea celorlalte feluri de ajutor
provider-levels-l2 = Cazare, transport particular, ajutor medical, îngrijirea copilului
provider-levels-l3 = O locuință pentru oameni cu copii și tot ce este pentru minori fără părinți
provider-levels-note = Ne uităm la acte și notăm ce am văzut și când. Nu păstrăm copii. O verificare este valabilă 12 luni.
provider-need-l0 = Confirmați adresa dvs. de e-mail.
provider-need-l1 = Arătați-ne un act de identitate.
provider-need-l1-organisation = Pentru o organizație ajunge să o găsim într-un registru public.
provider-need-l2 = Arătați-ne cazierul judiciar sau găsim organizația într-un registru public.
provider-need-l3 = Venim în vizită sau există un contract cu instituția.
provider-which = Cine oferă ajutorul?
provider-register = Spuneți cine oferă ajutor
provider-register-lead = Mai întâi trebuie să știm cine sunteți. Durează câteva minute.
provider-register-person = O persoană
provider-register-person-hint = Oferiți chiar dvs. ajutor: o cameră, un transport, timpul dvs.
provider-register-organisation = O organizație
provider-register-organisation-hint = O asociație, o firmă sau o instituție publică
provider-register-reach = Cum vă contactăm
provider-register-reach-hint = Oamenii văd aceste date abia după ce îi acceptați.
provider-register-do = Salvați și continuați
provider-kind = Ce fel de organizație?
provider-name = Numele
provider-name-person-hint = Prenumele și numele. Arătăm doar prenumele și doar după acordul dvs.
provider-name-organisation-hint = Ca în registru. Îl văd toți.
provider-number = Numărul de înregistrare
provider-number-hint = Îl căutăm în registrul public. În Moldova IDNO, în România CUI sau CIF, în Ucraina EDRPOU.
provider-representative = Reprezentantul legal
provider-contact-person = Cine răspunde
provider-email = Adresa de e-mail
provider-phone = Telefonul
provider-phone-hint = Cu prefixul țării, de exemplu +373…
provider-contact-hours = Când se poate suna
provider-contact-hours-hint = De exemplu: în zilele lucrătoare după ora 17:00
provider-own-languages = Limbile pe care le vorbiți
provider-back = Înapoi
said-provider-registered = Salvat. Acum puteți scrie prima ofertă.
# The dashboard.
provider-dashboard = Ofertele dvs.
provider-things = { $n ->
    [one] Vă așteaptă un lucru
    [few] Vă așteaptă { $n } lucruri
   *[other] Vă așteaptă { $n } de lucruri
 }
provider-quiet = Acum nu vă așteaptă nimic
provider-vetted-until = verificări valabile până la { $date }
provider-stopped = Am oprit deocamdată ofertele dvs. Nimeni nu le vede. Sunați-ne sau scrieți-ne.
provider-waits = Vă așteaptă
provider-answer-by = Răspundeți până la { $date }
provider-asked-for = Oamenii cer: { $offer }
provider-from-to = din { $from } până la { $to }
provider-look-answer = Vedeți și răspundeți
provider-do-edit = Modificați oferta
provider-open = Deschideți
provider-lapsed = termenul a trecut
provider-lapsed-text = Nu a fost confirmată la timp, așa că oamenii nu o văd. O singură apăsare o arată din nou.
provider-confirm-before = Confirmați până la { $date }
provider-confirm-until = Este vizibilă până la { $date }. Apoi confirmați că mai este valabilă.
provider-still = Mai este valabilă: { $offer }?
provider-still-text = { $n ->
    [one] Confirmați în fiecare zi. Altfel nimeni nu vede oferta.
    [few] Confirmați la fiecare { $n } zile. Altfel nimeni nu vede oferta.
   *[other] Confirmați la fiecare { $n } de zile. Altfel nimeni nu vede oferta.
 }
provider-still-yes = Este încă valabilă
provider-still-no = Ocupat sau nu acum: pauză
provider-resume = Arătați din nou
provider-agreed = Ce s-a stabilit
provider-offers = Ofertele dvs.
provider-new = Ofertă nouă
provider-none = Nu aveți încă nicio ofertă
provider-none-text = Scrieți-o pe prima. Vă puteți opri oricând și continua mai târziu. Între timp vă verificăm pe dvs. și oferta.
provider-col-offer = Oferta
provider-col-state = Starea
provider-col-free = Liber acum
provider-col-confirm = De confirmat până la
provider-col-asked = Data cererii
provider-more = Mai multe
provider-history = Tot ce v-au cerut oamenii
provider-history-none = Nu v-a cerut încă nimeni nimic
provider-history-none-text = De îndată ce cineva alege oferta dvs., vă scriem și apare aici.
provider-checked = Ce am verificat despre dvs.
provider-unchecked = Încă nu am verificat nimic
provider-unchecked-text = Când vă vine rândul, vă scriem pe e-mail. Puteți scrie oferte chiar acum. Ele devin vizibile după ce vă verificăm pe dvs. și pe ele.
provider-check-until = valabil până la { $date }
provider-check-over = a fost valabil până la { $date }, acum nu mai este
provider-sign-hidden = verificată, dar nu se vede
provider-missing = Ca să o vadă oamenii:
provider-missing-do = Vă scriem despre asta. Până atunci nimeni nu vede oferta.
provider-families = Familiile cu copii ajung la această locuință numai după o vizită la dumneavoastră (nivelul 3). Acum lipsește:
provider-free-of = { $free } din { $capacity }
provider-unit-housing = { $n ->
    [one] pat
    [few] paturi
   *[other] de paturi
 }
provider-unit-transport = { $n ->
    [one] loc
    [few] locuri
   *[other] de locuri
 }
provider-unit-job = { $n ->
    [one] post
    [few] posturi
   *[other] de posturi
 }
provider-unit-medical = { $n ->
    [one] loc pe săptămână
    [few] locuri pe săptămână
   *[other] de locuri pe săptămână
 }
provider-unit-service = { $n ->
    [one] persoană odată
    [few] persoane odată
   *[other] de persoane odată
 }
# One offer.
provider-reference = Codul { $code }
provider-word = Persoanele care v-au verificat oferta au scris
provider-edited = O versiune modificată așteaptă verificarea.
provider-edited-text = Până atunci oamenii văd versiunea verificată mai înainte.
provider-refused = Versiunea modificată nu a fost aprobată. Ce s-a verificat înainte rămâne cum este.
provider-now = În ce stadiu este
provider-state-draft = Aceasta este o ciornă. O vedeți doar dvs. Trimiteți-o la verificare când este gata.
provider-state-submitted = Așteaptă verificarea. Vă scriem de îndată ce cineva s-a uitat la ea.
provider-state-in-review = Cineva o verifică chiar acum.
provider-state-changes-requested = Modificați ce vi s-a cerut și trimiteți-o din nou.
provider-state-approved = Este verificată.
provider-state-rejected = Nu a fost acceptată. Puteți scrie o altă ofertă.
provider-state-suspended = Am oprit-o deocamdată. Nimeni nu o vede. Sunați-ne sau scrieți-ne.
provider-state-expired = A fost verificată, dar termenul a trecut.
provider-state-withdrawn = Ați retras-o. Nu o mai vede nimeni.
provider-submit = Trimiteți la verificare
provider-nights = Nopți libere
provider-capacity = Câte sunt în total
provider-unknown-facts = { $n ->
    [one] O întrebare nu are încă răspuns. Ofertele cu răspunsuri sunt găsite mai des.
    [few] { $n } întrebări nu au încă răspuns. Ofertele cu răspunsuri sunt găsite mai des.
   *[other] { $n } de întrebări nu au încă răspuns. Ofertele cu răspunsuri sunt găsite mai des.
 }
provider-says = Ce spune oferta
provider-withdraw = Retrageți definitiv oferta
provider-withdraw-text = Nimeni nu o va mai vedea și nu poate reveni. Ce ați stabilit rămâne stabilit. Dacă vă trebuie doar o pauză, folosiți pauza.
provider-withdraw-do = Retrageți oferta
said-provider-saved = Salvat. Deocamdată o vedeți doar dvs.
said-provider-submitted = Trimisă la verificare. Vă vom scrie.
said-provider-enough-today = S-a salvat, dar nu s-a trimis la verificare: cel mult zece oferte pe zi. Trimiteți-o mâine. Dacă aveți multe, rugați-i pe cei care administrează site-ul să preia lista dvs.
said-provider-confirmed = Vă mulțumim. Oferta este valabilă.
said-provider-paused = În pauză. Nimeni nu vede oferta până nu o arătați din nou.
said-provider-resumed = Oferta nu mai este în pauză.
said-provider-withdrawn = Oferta este retrasă.
said-provider-edit-hidden = Salvat. Nimeni nu vede oferta până când modificarea este verificată.
said-provider-edit-waits = Salvat. Versiunea nouă așteaptă verificarea.
said-provider-edit-live = Salvat. Până la verificarea modificării, oamenii văd versiunea dinainte.
said-provider-edit-nothing = Nimic nu diferă de ceea ce s-a verificat.
# The form.
provider-new-lead = Ce doriți să oferiți?
provider-new-hint-housing = O cameră, un apartament, un pat în casa dvs.
provider-new-hint-transport = Locuri într-o mașină sau într-un autobuz
provider-new-hint-medical = Un medic, o clinică, o farmacie
provider-new-hint-job = Cu contract și cu plata precizată
provider-new-hint-service = Alimente, lucruri, acte, școală, sfaturi
provider-edit = Modificați oferta
provider-stale = Ce ați scris a rămas mai jos. Priviți ce este salvat acum. Dacă salvați, textul dvs. îl înlocuiește.
provider-stale-see = Vedeți ce este salvat acum, pe o pagină separată
provider-live = Înainte să modificați ceva
provider-live-hides = Se ascunde imediat, până la verificare: altă localitate sau adresă, cine locuiește acolo, cameră separată sau comună, șoferul, numărul mașinii, traseul, licența, renunțarea la „doar pentru femei”.
provider-live-stays = Tot restul așteaptă verificarea, iar versiunea dinainte rămâne vizibilă.
provider-live-less = Mai puține locuri sau nopți nu cer verificare: schimbați-le pe pagina ofertei.
provider-form-unknown = Dacă nu știți ceva, lăsați „nu se știe”. Oamenii vă vor întreba.
provider-asked-here = verificați aici
provider-form-parts = Părțile formularului
provider-again = Sesiunea s-a încheiat
provider-again-text = A trecut ceva timp, așa că am încheiat sesiunea. Ce ați scris a rămas mai jos. Intrați în cont și se salvează.
provider-again-do = Intrați și salvați
provider-form-end = Ambele butoane păstrează ce ați scris. Ciorna o vedeți doar dvs.
provider-form-end-edit = Verificăm ce ați modificat.
provider-save-submit = Salvați și trimiteți la verificare
provider-save-draft = Salvați ca ciornă
provider-saved-missing = Ciorna este salvată. Ca să fie verificată, mai lipsește ceva.
provider-save = Salvați modificările
provider-group-words = În câteva cuvinte
provider-group-cost = Cât îi costă pe oameni
provider-group-place = Unde
provider-group-rooms = Locuința
provider-group-when = Când
provider-group-welcome = Cine este binevenit
provider-group-residents = Cine locuiește acolo
provider-group-things = Ce există acolo
provider-group-access = Trepte și siguranță
provider-group-talk = Limbi
provider-group-translations = Titlul și descrierea în alte limbi
provider-group-translations-hint = Doar dacă a tradus un om. Lăsați goală aici limba ofertei.
provider-group-route = Traseul
provider-group-seats = Locuri, bagaje, animale
provider-group-driver = Șoferul și vehiculul
provider-group-job = Munca
provider-group-pay = Plata
provider-group-asked = De ce este nevoie
provider-group-with-it = Ce mai include
provider-group-medical = Ajutorul medical
provider-group-service = Ajutorul
provider-group-public = Ce văd toți
provider-title = Titlul
provider-title-hint = Ce este și unde, în câteva cuvinte.
provider-description = Descrierea
provider-description-hint = Fără numere de telefon, linkuri sau adrese de e-mail: contactele vin mai târziu.
provider-language = Limba titlului și a descrierii
provider-place = Oraș, sat sau punct de trecere a frontierei
provider-address = Strada și numărul
provider-address-hint = O văd doar cei care verifică și oamenii pe care i-ați acceptat.
provider-private-home = Este locuința cuiva
provider-private-home-hint = Atunci verifică două persoane și arătăm doar zona.
provider-show-address = Arătați adresa tuturor
provider-show-address-hint = Doar pentru organizații, nu pentru locuințe.
provider-confidential = Locul este secret
provider-confidential-hint = Un adăpost: oamenii văd doar localitatea.
provider-for-minors = Pentru minori fără părinți
provider-for-minors-hint = Atunci verifică două persoane și mai întâi vă vizităm.
provider-languages = Limbile în care vă puteți înțelege cu oamenii
provider-languages-hint = Este de ajuns să o vorbească unul dintre dvs.
provider-price = Cât costă
provider-price-hint = În cuvinte, dacă nu este gratuit.
provider-periods = De când până când
provider-periods-hint = Lăsați gol dacă este disponibil oricând.
provider-periods-from = De la data
provider-periods-to = Până la data
provider-free-nights = Nopți libere
provider-free-nights-hint = Ziua sosirii și ziua plecării. Nopți separate puteți închide mai târziu.
provider-free-nights-from = Liber de la
provider-free-nights-to = Liber până la
provider-housing-kind = Ce este?
provider-privacy = Ce au oaspeții doar pentru ei?
provider-beds = Numărul de paturi
provider-max-guests = Cel mult câte persoane odată
provider-max-guests-hint = Lăsați gol dacă sunt câte paturi există.
provider-bedrooms = Numărul de dormitoare
provider-bathroom = Baia
provider-floor = Etajul
provider-floor-hint = Parterul este 0, etajul întâi este 1.
provider-min-nights = Cel puțin câte nopți
provider-max-nights = Cel mult câte nopți
provider-min-child-age = Vârsta minimă a copilului, ani
provider-women-only = doar pentru femei și copiii lor
provider-women-only-hint = O regulă a locului, pentru siguranța oaspeților.
provider-pets-count = Cel mult câte animale odată
provider-resident-women = Femei care locuiesc acolo
provider-resident-men = Bărbați care locuiesc acolo
provider-resident-children = Copii care locuiesc acolo
provider-animals = acolo locuiesc animale
provider-smoking = se fumează în casă
provider-public-transport = Metri până la autobuz, tramvai sau tren
provider-step-free = Trepte de la stradă până în cameră
provider-stops = Localitățile de pe traseu
provider-stop-from = De unde
provider-stop-to = Până unde sau următoarea oprire
provider-stop-next = Și mai departe până la
provider-departs-from = Cea mai devreme plecare
provider-departs-from-day = Cea mai devreme plecare: ziua
provider-departs-from-time = Cea mai devreme plecare: ora
provider-departs-until = Cea mai târzie plecare
provider-departs-until-day = Cea mai târzie plecare: ziua
provider-departs-until-time = Cea mai târzie plecare: ora
provider-detour = Kilometri de ocol pentru o oprire
provider-detour-hint = Cât de departe ați merge ca să luați pe cineva.
provider-return-trip = face și drumul înapoi
provider-seats = Locuri libere
provider-child-seats = Scaune pentru copii
provider-child-seats-hint = Scrieți 0 dacă nu există.
provider-wheelchair = Scaun rulant
provider-driver = Numele șoferului
provider-driver-hint = Îl văd doar cei care verifică și oamenii pe care i-ați acceptat.
provider-plate = Numărul mașinii
provider-plate-hint = Ca oamenii să urce în mașina potrivită. Nimeni altcineva nu îl vede.
provider-occupation = Ce fel de muncă?
provider-occupation-code = Sau codul ISCO-08
provider-occupation-code-hint = Doar dacă îl știți: una până la patru cifre. Contează mai mult decât lista.
provider-isco-22 = Medic, asistent medical și altă muncă în sănătate
provider-isco-23 = Profesor, educator
provider-isco-25 = Calculatoare și programe
provider-isco-33 = Contabilitate, vânzări, administrație
provider-isco-41 = Muncă de birou
provider-isco-51 = Bucătar, ospătar, frizer, menaj
provider-isco-52 = Magazin și vânzare
provider-isco-53 = Îngrijirea copiilor sau a bolnavilor
provider-isco-61 = Fermă și grădină
provider-isco-71 = Construcții
provider-isco-72 = Metal și mașini, reparații auto
provider-isco-75 = Brutar, măcelar, croitor, tâmplar
provider-isco-81 = Muncă la mașini în fabrică
provider-isco-83 = Șofer
provider-isco-91 = Curățenie
provider-isco-93 = Ajutor în construcții, ambalare, încărcare
provider-isco-94 = Ajutor de bucătărie
provider-contract = Contractul
provider-hours = Ore pe săptămână
provider-openings = Câte persoane căutați
provider-starts-on = Prima zi de muncă
provider-pay = Cât plătiți
provider-pay-hint = Suma întreagă înainte de impozite. Oamenii o văd.
provider-currency = Moneda
provider-pay-period = Aceasta este suma
provider-levels = Limbile necesare la muncă
provider-levels-in = Limba necesară: { $language }
provider-level-none = nu este necesară
provider-licence-needed = este nevoie de licență sau permis
provider-housing-included = este inclusă cazarea
provider-housing-included-hint = Atunci verifică două persoane.
provider-speciality = Ce fel de ajutor?
provider-mode = Cum are loc consultația?
provider-also-remote = și prin telefon sau video
provider-clinician = Medicul este
provider-licence = Numărul licenței
provider-licence-hint = Îl văd doar cei care verifică și oamenii pe care i-ați acceptat.
provider-places-week = Locuri pe săptămână
provider-opening-hours = Programul
provider-opening-hours-hint = Ca pe ușă, de exemplu: luni-vineri 9.00-17.00
provider-insured-only = doar cu asigurare
provider-theme = Despre ce este?
provider-people = Câte persoane odată
provider-eligible = Cine poate veni
provider-documents = Ce acte trebuie aduse
provider-public-phone = Telefonul pe care îl văd toți
provider-public-phone-hint = Doar al unei organizații. Cu prefixul țării.
provider-web-page = Pagina de internet
provider-web-page-hint = Începe cu https://
# Free nights.
provider-availability-later = O puteți schimba aici după ce oferta este verificată. Până atunci modificați oferta.
provider-any-time = Se poate oricând.
provider-earlier = Mai devreme
provider-later = Mai târziu
provider-night-free = liber
provider-night-part = parțial liber
provider-night-full = ocupat
provider-night-closed = închis
provider-calendar-text = { $n ->
    [one] O celulă arată dacă patul este liber în acea noapte. Ce este promis oaspeților nu se poate închide aici.
    [few] O celulă arată câte din cele { $n } paturi sunt libere în acea noapte. Ce este promis oaspeților nu se poate închide aici.
   *[other] O celulă arată câte din cele { $n } de paturi sunt libere în acea noapte. Ce este promis oaspeților nu se poate închide aici.
 }
provider-nights-change = Schimbați câteva nopți
provider-nights-first = Prima noapte
provider-nights-last = Ultima noapte
provider-nights-last-hint = Pentru o singură noapte, aceeași zi din nou.
provider-nights-are = Aceste nopți sunt
provider-nights-closed = închise
provider-nights-open = libere
provider-nights-save = Salvați aceste nopți
provider-capacity-hint = Puteți micșora, apoi mări din nou până la cât s-a verificat.
provider-capacity-of-housing = Paturi, în fiecare noapte
provider-capacity-of-transport = Locuri
provider-capacity-of-job = Posturi
provider-capacity-of-medical = Locuri pe săptămână
provider-capacity-of-service = Persoane odată
provider-capacity-save = Salvați numărul
said-provider-availability = Salvat. Este valabil imediat.
provider-month-1 = Ianuarie
provider-month-2 = Februarie
provider-month-3 = Martie
provider-month-4 = Aprilie
provider-month-5 = Mai
provider-month-6 = Iunie
provider-month-7 = Iulie
provider-month-8 = August
provider-month-9 = Septembrie
provider-month-10 = Octombrie
provider-month-11 = Noiembrie
provider-month-12 = Decembrie
provider-weekday-1 = Lu
provider-weekday-2 = Ma
provider-weekday-3 = Mi
provider-weekday-4 = Jo
provider-weekday-5 = Vi
provider-weekday-6 = Sâ
provider-weekday-7 = Du
# What people ask, and the answer.
provider-party-people = { $n ->
    [one] o persoană
    [few] { $n } persoane
   *[other] { $n } de persoane
 }
provider-party-children = { $n ->
    [one] dintre care un copil
    [few] dintre care { $n } copii
   *[other] dintre care { $n } de copii
 }
provider-party-pets = { $n ->
    [one] cu un animal
    [few] cu { $n } animale
   *[other] cu { $n } de animale
 }
provider-count-nights = { $n ->
    [one] o noapte
    [few] { $n } nopți
   *[other] { $n } de nopți
 }
provider-asks = Ce cer
provider-asks-who = Cine vine
provider-asks-ages = Vârsta copiilor
provider-asks-what = De ce au nevoie
provider-asks-between = De unde până unde
provider-asks-when = În ce zile
provider-asks-offer = Oferta dvs.
provider-asks-more = Ce le este obligatoriu se potrivește cu oferta dvs. Numele și contactul le vedeți după ce acceptați.
provider-asks-ages-later = Tot atunci vedeți și vârsta copiilor.
provider-silence = Dacă nu răspundeți până la { $date }, ei caută mai departe. Nimic nu este rezervat până nu acceptați.
provider-yes = Acceptați
provider-yes-title = Acceptați?
provider-yes-text = Atunci este rezervat pentru ei, iar cele două părți își văd contactele. Mai puteți anula, dar vă rugăm doar dacă nu se poate altfel.
provider-yes-do = Da, accept
provider-no = Refuzați
provider-no-title = Refuzați?
provider-no-text = Este în regulă. Ei caută mai departe și nu vă află numele.
provider-no-do = Refuzați
provider-cancel = Anulați ce s-a stabilit
provider-cancel-title = Anulați ce s-a stabilit?
provider-cancel-text = Îi anunțăm imediat și vor trebui să caute din nou. Dacă sunt pe drum, sunați-i mai întâi.
provider-cancel-do = Da, anulați
provider-reason = De ce?
provider-reason-hint = Cealaltă parte vede doar atât.
provider-too-late = Nu se mai poate răspunde: termenul a trecut sau cineva a răspuns deja.
said-provider-yes = Ați acceptat. Acum cele două părți își pot vedea contactele.
said-provider-no = Ați refuzat. Ei caută mai departe.
said-provider-cancel = Anulat. Am anunțat cealaltă parte.
provider-state-accepted = ați acceptat
provider-state-declined = a fost refuzată
provider-ended-by = Încheiat de:
provider-ended-why = Motivul:
provider-contact = Cum îi contactați
provider-contact-recorded = Fiecare vizualizare se notează, iar cealaltă parte poate vedea asta.
provider-contact-see = Vedeți contactul
provider-contact-name = Numele ales de ei
provider-contact-note = Când se poate suna în siguranță
provider-contact-gets-in = Unde urcă
provider-contact-none = Vor să fie contactați doar aici. Ei văd contactul dvs. și vă vor scrie sau suna.
provider-contact-careful = Folosiți-l doar pentru ajutorul stabilit și nu îl dați mai departe.
provider-safe = În siguranță pentru ambele părți
provider-safe-1 = Nu cereți și nu luați niciodată actele la păstrare, nici pentru o zi.
provider-safe-2 = Ajutorul este cel scris în ofertă. Nu cereți în schimb muncă, bani sau altceva.
provider-safe-3 = Stabiliți locul și ora și spuneți unei persoane de încredere.
provider-safe-4 = În pericol sunați la 112.
