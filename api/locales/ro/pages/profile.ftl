### Ce spune despre sine cine oferă ajutor și cum se corectează.
profile = Profilul nostru
profile-of-one = Profilul meu
profile-lead = Ce spuneți despre dumneavoastră. Corectați aici ce nu este corect sau nu mai este valabil.
profile-again = Alt nume, alt număr de înregistrare sau alt reprezentant legal trebuie verificat din nou. Imediat ce îl salvați, nimeni nu vă mai vede ofertele până când ne uităm, iar alegerile care așteaptă răspunsul dumneavoastră se încheie.
profile-agreed = Ce ați convenit deja rămâne convenit.
profile-following = Cine urmărește cereri pentru organizația dumneavoastră nu le poate deschide până atunci.
profile-rest = Tot restul este valabil imediat, iar ofertele dumneavoastră rămân vizibile. Oamenii pe care i-ați acceptat văd contactele noi.
profile-kind = Tip: { $kind }. Acesta nu se schimbă.
profile-email-hint = Nu adresa cu care intrați în cont: aceea rămâne.
said-provider-corrected = Salvat. Este valabil imediat.
said-provider-corrected-again = Salvat. Verificăm cine sunteți. Până atunci nimeni nu vă vede ofertele.
profile-held = Deocamdată rămâne cum este
profile-held-do = Se verifică ceva despre dumneavoastră. Până terminăm, numele, datele de înregistrare și contactele rămân cum sunt; după aceea le puteți corecta. Mai jos am pus la loc ce era înainte. Când să vă sune și limbile sunt cum le-ați scris: salvați-le, dacă doriți.
