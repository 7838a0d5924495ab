### Căutarea ofertelor, harta și o ofertă.
offers-title = Oferte verificate
offers-kinds = Feluri de ajutor
offers-all = Toate
offers-place = Unde? Oraș, sat sau punct de trecere a frontierei
offers-within = La cel mult
offers-km = { $n } km
offers-near = mai puțin de 1 km
offers-language = Limba vorbită acolo
offers-any = oricare
offers-theme = Despre ce
offers-speciality = Ce medic
offers-show = Arătați
offers-filters = Mai multe filtre
offers-filters-hint = Arătăm doar ofertele care spun „da”. Cele care nu spun nimic despre asta lipsesc.
offers-which = Care localitate?
offers-crossing = punct de trecere a frontierei
offers-chips = Ce căutați
offers-remove = scoateți filtrul
offers-at-border = Sunt la frontieră
offers-none = Acum nu se potrivește nimic
offers-no-more = Nu mai sunt oferte
offers-none-text = Oferte noi apar în fiecare zi. Dacă cereți ajutor, căutăm din nou la fiecare ofertă nouă. Acum mai puteți:
offers-wider = Căutați până la { $n } km
offers-without = Căutați fără „{ $filter }”
offers-guides = Citiți ghidurile
offers-ask = Cereți ajutor
offers-count = { $n ->
    [one] { $n } ofertă
    [few] { $n } oferte
    *[other] { $n } de oferte
    }
offers-part = { $shown } din { $found } oferte
offers-nearest = Mai întâi cele mai apropiate
offers-newest = Mai întâi cele confirmate recent
offers-next = Următoarele oferte
offers-first = Înapoi la primele oferte
offers-not-here = Nu este ce vă trebuie? Scrieți o dată de ce aveți nevoie și căutăm la fiecare ofertă nouă.
offers-map = Harta
offers-map-label = Harta acestor oferte. Lista spune același lucru în cuvinte.
offers-to-list = La listă
offers-to-map = La hartă
offers-translated = tradus din: { $language }
offers-departs = pleacă { $time }
offers-no-checks = nicio verificare înregistrată
offers-confirmed-today = confirmat astăzi
offers-confirmed-yesterday = confirmat ieri
offers-confirmed-days = { $n ->
    [one] confirmat acum { $n } zi
    [few] confirmat acum { $n } zile
    *[other] confirmat acum { $n } de zile
    }
map-signs = Cerc cu linie întreruptă: se arată doar zona, niciodată adresa. Numerele sunt cele din listă.
map-credit = Harta: Natural Earth. Localități: GeoNames.
offer-back = Înapoi la oferte
offer-original = Citiți originalul
offer-language-note = Scris în: { $language }. Încă nu există traducere.
offer-facts = Ce este și ce nu este
offer-metres = { $n ->
    [one] { $n } metru
    [few] { $n } metri
   *[other] { $n } de metri
 }
offer-checked = Ce s-a verificat și ce nu
offer-no-name = Numele persoanelor private nu se arată: îl aflați după ce amândoi spuneți da.
offer-care = Oamenii au verificat, dar nimeni nu poate promite că totul va fi bine. Puteți refuza oricând.
offer-do = Ce puteți face
offer-ask-title = Aveți nevoie de asta?
offer-ask-text = Scrieți de ce aveți nevoie. Vă arătăm tot ce se potrivește, și această ofertă dacă se potrivește, iar dvs. alegeți.
offer-ask = Cereți acest fel de ajutor
offer-web-page = Pagina lor web
offer-reference = Dacă ne sunați, spuneți numărul { $reference }
offer-where = Unde este
offer-map-label = Harta: unde este oferta
offer-where-door = Organizația a fost de acord ca toți să vadă locul.
offer-where-area = Cercul arată zona. Aflați adresa după ce amândoi spuneți da.
offer-where-settlement = Cercul arată localitatea. Aflați adresa după ce amândoi spuneți da.
offer-safety = Cum să fiți în siguranță
offer-kind = Fel
offer-privacy = Doar pentru dvs.
offer-bathroom = Baie
offer-steps = Trepte
offer-max-guests = Oaspeți, cel mult
offer-bedrooms = Dormitoare
offer-floor = Etaj (0 = parter)
offer-min-child-age = Vârsta minimă a copilului, ani
offer-max-pets = Animale, cel mult
offer-public-transport = Până la autobuz sau tren
offer-min-nights = Nopți, cel puțin
offer-max-nights = Nopți, cel mult
offer-stops = Traseu
offer-departs = Pleacă între
offer-wheelchair = Scaun rulant
offer-child-seats = Scaune pentru copii
offer-return-trip = Face și drumul înapoi
offer-pay = Salariu
offer-contract = Tip de contract
offer-hours = Ore pe săptămână
offer-starts = Începe
offer-languages-needed = Limbi necesare
offer-speciality = Ce medic
offer-mode = Unde anume
offer-clinician = Medicul
offer-insured-only = Doar pentru persoane asigurate
offer-opening-hours = Program
offer-theme = Despre ce
offer-who = Cine poate veni
offer-papers = Acte necesare
offer-languages = Limbi vorbite
offer-price-note = Cât costă
map-open = Hartă care se poate mișca (încă 100 KB)
map-title = Harta ofertelor verificate
map-lead = Locurile private se arată ca zonă, niciodată ca adresă.
map-more = Sunt mai multe oferte decât încap aici: alegeți întâi un fel sau o localitate.
map-back = Înapoi la listă
map-nearer = Mai aproape
map-farther = Mai departe
map-close = Închideți
offer-translate = Traduceți oferta
offer-translate-lead = Doar titlul și descrierea. Redați ce scrie acolo, fără numere de telefon și linkuri. Oamenii văd că a tradus un moderator și pot citi originalul.
offer-translate-stale = Între timp autorul a schimbat textul. Comparați cu ce scrie acum și salvați din nou.
offer-translate-title = Titlu
offer-translate-description = Descriere
offer-translate-keep = Salvați traducerea
offer-translate-remove = Eliminați traducerea
offer-translate-back = La ofertă
said-offer-translation-kept = Traducerea a fost actualizată.
offers-translated-by-moderator = tradus de un moderator din: { $language }
offer-translate-add = Adăugați o traducere:
said-offer-translation-removed = Traducerea a fost eliminată.
