### A household that a provider reports, for moderators.
reported-household = Persoanele semnalate
reported-lead = Le semnalează cineva care oferă ajutor. Ele nu află cine. Vedeți ce s-a convenit, nu cine sunt.
reported-help = Ajutor
reported-days = Zile
reported-party = Cine vine
reported-asked = Au scris doar acestei organizații. Nu s-a stabilit nimic.
reported-signals = Ce iese în evidență: indicii, nu dovezi
reported-none = Nimic neobișnuit.
reported-said = Ce spun după ajutor cei care l-au oferit
reported-many-requests = { $n ->
    [one] Încă o cerere ({ $n }) din ultimele 90 de zile are același telefon sau e-mail. Poate fi al cuiva care le ajută.
    [few] Alte { $n } cereri din ultimele 90 de zile au același telefon sau e-mail. Poate fi al cuiva care le ajută.
    *[other] Alte { $n } de cereri din ultimele 90 de zile au același telefon sau e-mail. Poate fi al cuiva care le ajută.
 }
reported-no-shows = { $n ->
    [one] O dată ({ $n }) s-a spus că ele sau altele cu același telefon sau e-mail nu au venit.
    [few] De { $n } ori s-a spus că ele sau altele cu același telefon sau e-mail nu au venit.
    *[other] De { $n } de ori s-a spus că ele sau altele cu același telefon sau e-mail nu au venit.
 }
reported-by-providers = { $n ->
    [one] { $n } persoană sau organizație care oferă ajutor le-a semnalat, pe ele sau pe altele cu același telefon sau e-mail.
    [few] { $n } persoane sau organizații care oferă ajutor le-au semnalat, pe ele sau pe altele cu același telefon sau e-mail.
    *[other] { $n } de persoane sau organizații care oferă ajutor le-au semnalat, pe ele sau pe altele cu același telefon sau e-mail.
 }
reported-stopped-before = O altă cerere cu același telefon sau e-mail este oprită.
reported-since = Nu pot alege alte oferte din { $time }.
reported-stop = Opriți alegerea altor oferte
reported-stop-hint = Ce au acceptat ambele părți rămâne; ce așteaptă încă un răspuns se încheie. Dacă aleg o ofertă sau scriu unei organizații, citesc că cererea lor este oprită. Este valabil numai pentru această cerere și încetează dacă închideți sesizarea cu „nu s-a găsit nimic”.
reported-release = Permiteți din nou alegerea
said-reported-stopped = Acum nu mai pot alege alte oferte.
said-reported-released = Pot alege din nou oferte.
problem-request-stopped = Cererea dumneavoastră este oprită: nu puteți alege altă ofertă și nu puteți scrie cuiva nou. Întrebați oamenii care ajută la fața locului. Dacă aveți nevoie de ajutor acum, sunați.
