### The moderators' desk.
way-desk = Coadă
desk = Coada verificărilor
desk-back = Înapoi la coadă
desk-order = Mai întâi ce a fost predat altora, apoi ce trebuie decis cel mai devreme. 25 pe pagină.
desk-how = Cum se face ordinea
desk-how-text = Vrem să decidem în 12 ore unde trebuie acordul a două persoane, în 24 de ore în rest, iar despre ce văd oamenii și trebuie verificat din nou, cu o săptămână înainte să dispară. Dintre două cu același termen, întâi cea cu indicii. Cu cât rămâne mai puțin timp, cu atât oferta stă mai sus. Un indiciu nu decide niciodată singur: arată doar unde să vă uitați.
desk-tab-me = Mă așteaptă
desk-tab-new = Noi
desk-tab-edited = Modificate
desk-tab-second = Așteaptă a doua persoană
desk-tab-risky = Cu risc
desk-tab-mine = La mine
desk-tab-held = La alții
desk-kind-new = nouă
desk-kind-edited = modificată după aprobare
desk-filter-category = Fel de ajutor
desk-filter-all = Toate felurile
desk-filter-words = Cuvinte din titlu sau numărul P-
desk-filter-do = Arătați
desk-filter-off = Arătați tot
desk-col-select = Alegeți
desk-col-item = Ofertă
desk-col-signals = Indicii
desk-col-approval = Aprobare
desk-col-time = Timp
desk-col-state = Starea
desk-select = Alegeți: { $title }
desk-no-signals = niciunul
desk-approval-single = o persoană
desk-approval-1 = prima din două persoane
desk-approval-2 = a doua din două persoane
desk-approval-3 = două persoane au fost de acord
desk-take = Preluați
desk-take-text = Preluați această ofertă ca să decideți. Este apoi a dvs. timp de 10 minute și nimeni altcineva nu decide între timp.
desk-more = Următoarele 25
desk-first = La prima pagină
desk-empty-me = Nimic nu vă așteaptă acum
desk-empty-new = Nu așteaptă oferte noi
desk-empty-edited = Nu așteaptă oferte modificate
desk-empty-second = Nimic nu așteaptă a doua persoană
desk-empty-risky = Nimic cu risc nu așteaptă
desk-empty-mine = La dvs. nu este nimic
desk-empty-held = La alții nu este nimic
desk-empty-text = Ofertele noi apar aici de la sine. Reîncărcați pagina mai târziu sau vedeți altă parte a cozii.
desk-empty-filtered = Aici nimic nu se potrivește căutării
desk-empty-filtered-text = Poate așteaptă alte oferte. Folosiți mai puține cuvinte, alegeți toate felurile sau arătați tot.
desk-age-now = a sosit chiar acum
desk-age-minutes = { $n ->
    [one] așteaptă de { $n } minut
    [few] așteaptă de { $n } minute
    *[other] așteaptă de { $n } de minute
 }
desk-age-hours = { $n ->
    [one] așteaptă de { $n } oră
    [few] așteaptă de { $n } ore
    *[other] așteaptă de { $n } de ore
 }
desk-age-days = { $n ->
    [one] așteaptă de { $n } zi
    [few] așteaptă de { $n } zile
    *[other] așteaptă de { $n } de zile
 }
desk-due-minutes = { $n ->
    [one] a rămas { $n } minut
    [few] au rămas { $n } minute
    *[other] au rămas { $n } de minute
 }
desk-due-hours = { $n ->
    [one] a rămas { $n } oră
    [few] au rămas { $n } ore
    *[other] au rămas { $n } de ore
 }
desk-due-days = { $n ->
    [one] a rămas { $n } zi
    [few] au rămas { $n } zile
    *[other] au rămas { $n } de zile
 }
desk-late-minutes = { $n ->
    [one] întârziere: { $n } minut
    [few] întârziere: { $n } minute
    *[other] întârziere: { $n } de minute
 }
desk-late-hours = { $n ->
    [one] întârziere: { $n } oră
    [few] întârziere: { $n } ore
    *[other] întârziere: { $n } de ore
 }
desk-late-days = { $n ->
    [one] întârziere: { $n } zi
    [few] întârziere: { $n } zile
    *[other] întârziere: { $n } de zile
 }
desk-lease-mine = { $n ->
    [one] a dvs. încă { $n } minut
    [few] a dvs. încă { $n } minute
    *[other] a dvs. încă { $n } de minute
 }
desk-lease-held = { $n ->
    [one] verifică altă persoană, încă { $n } minut
    [few] verifică altă persoană, încă { $n } minute
    *[other] verifică altă persoană, încă { $n } de minute
 }
desk-lease-free = nu a preluat-o nimeni
desk-lease-own = a dvs.: decid alții
desk-lease-decided = ați decis: acum decide altă persoană
desk-lease-closed = nu mai este în coadă
desk-offer = Oferta
desk-version = versiunea { $n }
desk-people-see = Până decideți, oamenii văd versiunea { $n }.
desk-nobody-sees = Nimeni nu vede oferta până la aprobare.
desk-own = Oferta este a dvs. sau a unei organizații din care faceți sau ați făcut parte. Decid alte persoane.
desk-decided = Ați decis deja despre această versiune. Trebuie să fie de acord încă o persoană, iar aceea nu puteți fi dvs.
desk-closed = Această versiune nu mai este în coadă.
desk-now-state = Oferta acum:
desk-newer = Vedeți versiunea mai nouă
desk-changed = { $n ->
    [one] S-a schimbat { $n } lucru
    [few] S-au schimbat { $n } lucruri
    *[other] S-au schimbat { $n } de lucruri
 }
desk-was = era
desk-now = acum
desk-nothing = nimic
desk-private-changed = S-a schimbat și nu se arată aici:
desk-private-changed-do = Deschideți mai jos, cu un motiv.
desk-private-address = adresa exactă
desk-private-point = punctul pe hartă
desk-private-driver = șofer
desk-private-plate = numărul mașinii
desk-private-licence-number = numărul licenței
desk-as-seen = Așa o vor vedea oamenii
desk-unseen = Ce nu văd oamenii
desk-unseen-text = Înainte ca ambele părți să fie de acord, acestea le vedeți doar dvs. și cine oferă.
desk-not-said = nu s-a spus
desk-private-title = Adresă și acte
desk-private-none = Nu s-a dat nimic de acest fel.
desk-private-given = S-a dat și este ascuns:
desk-look-private = De ce deschideți aceste date?
desk-look-why = De ce trebuie să știți cine este?
desk-look-identity = Vedeți cine este
desk-look-hint = Fiecare vizualizare se notează, cu contul dvs. și motivul.
desk-look-vetting = ca să verific un act
desk-look-report = din cauza unei sesizări
desk-look-asked-by-provider = mi s-a cerut
desk-look-do = Deschideți și notați
desk-look-recorded = Această vizualizare este notată. Se arată o singură dată: dispare când părăsiți pagina.
desk-who-name = Nume
desk-who-former = Nume la momentul înțelegerii
desk-who-number = Număr în registru
desk-who-representative = Reprezentant legal
desk-who-contact = Cine răspunde
desk-who-email = E-mailul
desk-who-phone = Telefon
desk-who-hours = Când se poate suna
desk-who = Cine este
desk-provider = Cine oferă
desk-too-little = S-a verificat prea puțin ca oferta să fie aprobată. Este nevoie de:
desk-families = Familiile cu copii pot fi trimise aici numai după o vizită (nivelul 3). Acum lipsește:
desk-so-far = Până acum:
desk-so-far-nothing = Până acum nimic.
desk-register = Apare într-un registru public:
desk-counts-until = este valabil până la { $date }
desk-lapsed = nu mai este valabil din { $date }
desk-no-checks = Încă nu s-a văzut nimic
desk-offers-so-far = Oferte până acum:
desk-provider-page = Tot despre cine oferă
desk-earlier = Ce s-a decis înainte
desk-by-you = de dvs.
desk-by-another = de altă persoană care verifică
desk-checklist = Ce se verifică
desk-checklist-none = Nu există o listă pentru acest fel de ofertă. Nu poate fi aprobată până când cei care administrează site-ul nu o adaugă.
desk-two-people-1 = Oferta trebuie aprobată de două persoane diferite. Sunteți prima. După dvs. se întoarce în coadă pentru altcineva.
desk-two-people-2 = O persoană a aprobat deja oferta. Sunteți a doua. Dacă aprobați, oamenii o văd imediat.
desk-two-people-3 = Două persoane au aprobat oferta.
desk-unanswered = { $n ->
    [one] Încă { $n } punct din listă este fără răspuns
    [few] Încă { $n } puncte din listă sunt fără răspuns
    *[other] Încă { $n } de puncte din listă sunt fără răspuns
 }
desk-to-decision = La decizie
desk-optional = dacă se poate
desk-yes = Da
desk-no = Nu
desk-cannot-tell = Nu pot spune
desk-your-decision = Decizia dvs.
desk-decide-approve = Aprobați
desk-decide-request-changes = Cereți modificări
desk-decide-reject = Nu acceptați
desk-reason = Motivul
desk-reason-hint = Nu este nevoie dacă aprobați.
desk-note = Câteva cuvinte pentru cine oferă
desk-note-hint = Motivul îl primesc în limba lor. Adăugați doar ce ajută.
desk-about = La ce rânduri se referă
desk-send-next = Decideți și luați următoarea
desk-send-queue = Decideți, apoi coada
desk-retake-send = Preluați din nou și decideți
desk-renew = Încă 10 minute
desk-release = Dați înapoi
desk-send-hint = Cine oferă primește un e-mail.
desk-what-you-wrote = Ce ați scris
desk-trouble-changed = Oferta s-a schimbat în timp ce citeați
desk-trouble-do-changed = Nu s-a decis nimic. Aceasta este versiunea nouă, iar mai jos vedeți ce s-a schimbat. Tot ce ați scris și ați bifat a rămas: treceți încă o dată prin toate și alegeți din nou decizia.
desk-trouble-closed = Oferta nu mai este în coadă
desk-trouble-do-closed = Cineva a decis sau a fost retrasă. Decizia dvs. nu a contat.
desk-trouble-held = Acum o verifică altă persoană
desk-trouble-do-held = Nu s-a decis nimic. Așteptați până termină sau preluați altă ofertă.
desk-trouble-lease = Cele zece minute au trecut
desk-trouble-do-lease = Nu s-a decis nimic. Preluați oferta din nou și trimiteți decizia încă o dată.
desk-trouble-decided = Ați decis deja despre această versiune
desk-trouble-do-decided = O persoană decide o singură dată. Acum trebuie să o vadă alta.
desk-trouble-own = Nu puteți decide despre această ofertă
desk-trouble-do-own = Este a dvs. sau a unei organizații din care faceți sau ați făcut parte. Decid alte persoane.
desk-trouble-vetting = S-a verificat prea puțin ca să fie aprobată
desk-trouble-do-vetting = Notați ce ați văzut, apoi aprobați. Sau cereți modificări.
desk-trouble-promised = S-a promis mai mult decât oferă această versiune
desk-trouble-do-promised = Oamenii se bazează deja pe asta. Cereți modificări.
desk-trouble-other = Acum nu se poate
desk-trouble-do-other = Între timp s-a schimbat ceva. Nu s-a decis nimic. Vedeți oferta așa cum este acum.
desk-evidence = Ce s-a verificat
desk-evidence-add = Notați ce ați văzut
desk-evidence-lead = Păstrăm ce s-a văzut și când, niciodată o copie. Un nivel contează când s-a văzut și tot ce este sub el: pentru o persoană un act de identitate, apoi cazierul, apoi o vizită; pentru o organizație înscrierea în registru ține loc de primele două.
desk-evidence-kind = Ce ați văzut?
desk-evidence-level = (nivelul { $n })
desk-evidence-last4 = Ultimele patru caractere ale numărului
desk-evidence-last4-hint = Litere latine și cifre. Lăsați gol dacă nu are număr.
desk-evidence-seen = Când ați văzut?
desk-evidence-seen-hint = În ultimele douăsprezece luni.
desk-evidence-do = Notați
desk-evidence-unseen = De când v-ați uitat cine este, s-a schimbat numele sau înregistrarea din registru. Nu s-a notat nimic.
desk-evidence-unseen-do = Deschideți pagina, uitați-vă din nou cine este și comparați cu ce ați văzut. Apoi trimiteți încă o dată.
desk-own-provider = Faceți sau ați făcut parte din această organizație. O verifică alții.
desk-provider-offers = Oferte
desk-provider-no-offers = Încă nu s-a depus nicio ofertă. Când apare una, va fi în coadă.
desk-waits = o versiune așteaptă în coadă
desk-together = O decizie pentru mai multe oferte
desk-together-do = Decideți despre cele alese
desk-together-hint = Le vedeți pe fiecare și dați un motiv înainte să se întâmple ceva. Ce este la alții se lasă deoparte.
desk-together-none = Nu este ales nimic despre care puteți decide
desk-together-none-text = Reveniți la coadă și bifați ofertele. Ce este la altă persoană sau s-a schimbat între timp nu se poate alege.
desk-together-approve = Se aprobă ofertele pe care le-ați parcurs înainte și ale căror indicii au fost privite. Celelalte se lasă deoparte și sunt numite mai jos.
desk-together-count = { $n ->
    [one] { $n } ofertă
    [few] { $n } oferte
    *[other] { $n } de oferte
 }
desk-together-limit = Cel mult { $n } odată. Fiecare are rândul ei în jurnal.
desk-together-send = Decideți despre toate acestea
desk-left-out = Lăsate deoparte
desk-done = Ce s-a făcut
desk-done-count = { $n ->
    [one] S-a decis despre { $n } ofertă
    [few] S-a decis despre { $n } oferte
    *[other] S-a decis despre { $n } de oferte
 }
# Keys.
desk-keys = Taste
desk-keys-switch-on = Porniți tastele
desk-keys-switch-off = Opriți tastele
desk-key-move = oferta următoare, cea dinainte
desk-key-open = deschideți oferta
desk-key-take = preluați oferta
desk-key-select = alegeți oferta
desk-key-search = căutați
desk-key-decide = aprobați, cereți modificări, nu acceptați
desk-key-answer = răspuns la un punct: da, nu, nu pot spune
desk-key-send = trimiteți decizia
desk-key-send-typing = trimiteți decizia în timp ce scrieți
desk-key-queue = înapoi la coadă
desk-key-help = această listă
# Names of the fields of an offer.
desk-field-title = titlu
desk-field-description = descriere
desk-field-language = limba textului
desk-field-place = localitate
desk-field-capacity-housing = paturi
desk-field-capacity-transport = locuri
desk-field-capacity-job = locuri de muncă
desk-field-capacity-medical = persoane pe săptămână
desk-field-capacity-service = persoane în același timp
desk-field-availability = când este disponibil
desk-field-languages = limbi vorbite
desk-field-price-note = cât costă
desk-field-for-minors = pentru copii fără un părinte alături
desk-field-confidential = locul este ținut secret
desk-field-private-home = locuința cuiva
desk-field-show-address = vrea să arate adresa
desk-field-kind = felul locuinței
desk-field-privacy = ce parte din ea
desk-field-max-guests = persoane, cel mult
desk-field-min-child-age = copii de la vârsta de
desk-field-bedrooms = dormitoare
desk-field-bathroom = baie
desk-field-step-free = trepte
desk-field-floor = etaj (0 este parterul)
desk-field-pets-max = animale, cel mult
desk-field-animals-live-there = acolo trăiesc animale
desk-field-resident-women = femei care locuiesc acolo
desk-field-resident-men = bărbați care locuiesc acolo
desk-field-resident-children = copii care locuiesc acolo
desk-field-smoking = se fumează în casă
desk-field-public-transport = metri până la autobuz sau tren
desk-field-min-nights = nopți, cel puțin
desk-field-max-nights = nopți, cel mult
desk-field-stops = opriri
desk-field-departs-from = pleacă nu mai devreme de
desk-field-departs-until = pleacă nu mai târziu de
desk-field-detour = metri în afara drumului
desk-field-child-seats = scaune pentru copii
desk-field-wheelchair = scaun rulant
desk-field-return-trip = merge și înapoi
desk-field-occupation = ocupația (ISCO-08)
desk-field-contract = contractul
desk-field-hours = ore pe săptămână
desk-field-pay = salariu
desk-field-starts-on = prima zi
desk-field-languages-needed = limbi necesare
desk-field-licence-needed = este nevoie de licență
desk-field-speciality = ce fel de medic
desk-field-mode = unde
desk-field-insured-only = doar cu asigurare
desk-field-clinician = femeie sau bărbat
desk-field-opening-hours = program
desk-field-theme = felul ajutorului
desk-field-who-is-eligible = cine poate veni
desk-field-documents-needed = acte necesare
desk-field-public-phone = telefon public
desk-field-web-page = pagină web
# What was done a moment ago.
said-desk-approved = Aprobată. Oamenii văd acum oferta.
said-desk-approved-first = Aprobarea dvs. este notată. Oferta trebuie văzută de încă o persoană.
said-desk-changes-asked = Am cerut modificări. Persoana care oferă este anunțată peste un minut.
said-desk-rejected = Oferta nu este acceptată. Persoana care oferă este anunțată peste un minut.
said-desk-released = Ați dat-o înapoi. Acum o pot prelua alții.
said-desk-evidence = Este notat. Se păstrează doar ce s-a văzut și când.
# What is wrong with an answer.
field-not-checked = Fără un „da” aici nu se poate aproba. Cereți modificări sau nu acceptați.
desk-reports = Sesizări de pericol
desk-reports-lead = Întâi ce are termenul cel mai apropiat. „În pericol acum” într-o oră, restul într-o zi și cu două ore înainte să înceapă ajutorul convenit. Cine preia sesizarea citește ce s-a scris; cealaltă parte nu află cine a semnalat.
desk-reports-open = De verificat
desk-reports-closed = Închise
desk-reports-none = Nicio sesizare nu așteaptă
desk-reports-none-text = Ce semnalează oamenii apare aici imediat, iar „în pericol acum” și prin e-mail.
desk-reports-none-closed = Încă nu s-a închis nimic
desk-report-begins = Ajutorul începe
desk-report-sets-out = S-a convenit, iar cineva urmează să pornească la drum. Verificați înainte de asta.
desk-report-what = Ce se întâmplă
desk-report-who = Cine semnalează
desk-reporter-visitor = un vizitator
desk-reporter-household = o familie care a cerut ajutor
desk-reporter-provider = cineva care oferă ajutor, despre o familie
desk-report-frozen = oferte ascunse
desk-report-state-open = nu a preluat-o nimeni
desk-report-state-taken = a preluat-o altcineva
desk-report-state-closed = închis
desk-report-mine = ați preluat-o dumneavoastră
desk-report-said = Ce s-a scris
desk-report-no-words = Nu s-a scris nimic.
desk-report-of-household = Cine oferă ajutor spune asta despre o familie. Nimeni nu este blocat pentru asta, iar familia nu află cine a semnalat.
desk-report-take-first = Cine preia sesizarea citește ce s-a scris.
desk-report-provider = Deschideți pagina celui care oferă
desk-report-do = Ce e de făcut
desk-report-take = Mă ocup eu
desk-report-take-hint = O puteți prelua și de la altcineva: în pericol nimeni nu așteaptă. Se notează că ați preluat-o.
desk-report-close = Închideți sesizarea
desk-report-close-what = Ce a rezultat?
desk-report-close-hint = Cine a semnalat citește asta cu codul său. Ofertele ascunse se arată din nou, dacă nu ați blocat.
desk-blocks = Blocări care cer a doua verificare
desk-block-title = Blocat
desk-block-open = Blocați de urgență
desk-block-why = Blocați imediat: de ce?
desk-block-hint = Toate ofertele lor dispar imediat de pe toate paginile, ce s-a convenit se oprește, iar familiile sunt anunțate și primesc linia de ajutor. Un al doilea moderator verifică în cel mult 24 de ore.
desk-block-do = Blocați acum
desk-block-danger = Cineva poate fi în pericol acolo
desk-block-exploitation = S-au cerut bani, acte, muncă sau ceva mai rău
desk-block-false-identity = Nu sunt cine spun că sunt
desk-block-broken-rules = Au încălcat din nou regulile
desk-block-mine = Dumneavoastră ați blocat: trebuie să se uite alt moderator.
desk-block-review-by = Un al doilea moderator se uită până la { $time }.
desk-block-uphold = Blocarea rămâne
desk-block-lift = Ridicați blocarea
desk-block-lift-what = Când blocarea se ridică, ofertele se arată din nou. Ce s-a oprit rămâne oprit.
desk-block-upheld = Un al doilea moderator a verificat: blocarea rămâne.
said-desk-report-taken = Acum vă ocupați dumneavoastră.
said-desk-report-closed = Sesizarea este închisă.
said-desk-blocked = Sunt blocați. Ofertele lor au dispărut, iar ce s-a convenit se oprește.
said-desk-block-reviewed = Decizia dumneavoastră a fost notată.
desk-reports-waiting = { $n ->
    [one] { $n } sesizare așteaptă
    [few] { $n } sesizări așteaptă
    *[other] { $n } de sesizări așteaptă
 }
desk-reports-late = { $n ->
    [one] { $n } întârzie
    [few] { $n } întârzie
    *[other] { $n } întârzie
 }
