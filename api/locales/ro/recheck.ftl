### Ce s-a verificat expiră: scrisorile, ce trebuie arătat din nou, ce văd moderatorii; și despre cine s-a anunțat.

problem-recheck-only = Oamenii văd această ofertă. Parcurgeți punctele care expiră sau suspendați oferta.
mail-checks-end-subject = Unele acte trebuie văzute din nou în curând
mail-checks-end-body =
    Ce am verificat despre o ofertă a dumneavoastră expiră în cel mult 30 de zile. După aceea oamenii nu o mai văd.
    Deschideți linkul: acolo vedeți despre ce ofertă este vorba și ce trebuie să vedem din nou. Pregătiți totul, vă contactăm noi.
    Ce ați convenit deja cu oamenii rămâne așa cum este.
mail-checks-over-subject = Oamenii nu vă văd oferta: verificările au expirat
mail-checks-over-body =
    Ce am verificat despre o ofertă a dumneavoastră a expirat, așa că oamenii nu o mai văd. Ce ați convenit deja cu oamenii rămâne așa cum este.
    Deschideți linkul: acolo vedeți despre ce ofertă este vorba și ce trebuie să vedem din nou. După ce vedem, oamenii văd din nou oferta.
mail-offer-rechecked-subject = Ne-am uitat încă o dată la oferta dumneavoastră
mail-offer-rechecked-body =
    Cineva s-a uitat încă o dată la oferta dumneavoastră și totul este în regulă. Nu trebuie să faceți nimic.
    Deschideți linkul ca să vedeți până când este valabil.
desk-tab-reported = Cu sesizare
desk-tab-expiring = Expiră
desk-kind-recheck = de verificat din nou
desk-empty-reported = În coadă nu este nicio ofertă a cuiva despre care există o sesizare
desk-empty-expiring = În coadă nu este nimic de verificat din nou
desk-reported-tag = există o sesizare
desk-reported-queued = { $n ->
    [one] { $n } ofertă din coadă este a cuiva despre care există o sesizare
    [few] { $n } oferte din coadă sunt ale cuiva despre care există o sesizare
    *[other] { $n } de oferte din coadă sunt ale cuiva despre care există o sesizare
 }
desk-expiring-again = Oferte de verificat din nou
desk-expiring-again-lead = Oamenii le văd. Ce s-a verificat expiră: apoi nu le mai vede nimeni până când cineva se uită din nou. Ce s-a convenit rămâne.
desk-expiring-no-again = În următoarele 30 de zile nu expiră verificările niciunei oferte.
desk-expiring-queue = În coadă
desk-recheck-what = Oamenii văd această ofertă sau au văzut-o până au expirat verificările. Uitați-vă din nou la aceste puncte. Dacă ceva nu mai este în regulă, suspendați oferta mai jos.
desk-recheck-until = Oamenii o văd. Ce s-a verificat este valabil până la { $date }.
desk-recheck-over = Nu o mai vede nimeni din { $date }: ce s-a verificat a expirat.
desk-recheck-stop = Ceva nu mai este în regulă: suspendați oferta
desk-recheck-stop-answers = Ce ați răspuns mai sus se notează odată cu asta.
said-desk-rechecked = Am notat. Ce s-a verificat rămâne valabil.
provider-show-again = Ce trebuie să vedem din nou
provider-show-again-of = Ce trebuie să vedem din nou: { $offer }
provider-checks-until = valabil până la { $date }
provider-checks-over = oamenii nu o văd din { $date }
provider-show-again-do = Pregătiți totul: cineva vă contactează și parcurge punctele împreună cu dumneavoastră.
provider-show-again-agreed = Ce ați convenit cu oamenii rămâne așa cum este.
