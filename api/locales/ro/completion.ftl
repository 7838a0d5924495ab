### Că ajutorul s-a încheiat, spun ambele părți: e-mailuri și paginile ambelor.

mail-over-asked-subject = S-a încheiat ajutorul?
mail-over-asked-body =
    Cealaltă parte spune că ajutorul convenit cu dumneavoastră pe Punte a avut loc și s-a încheiat.
    Spuneți da sau nu. Fără răspuns, peste trei zile se consideră încheiat, iar contactele nu se mai văd.
    Deschideți linkul ca să răspundeți.
mail-over-denied-subject = Cealaltă parte spune că nu s-a încheiat
mail-over-denied-body =
    Ați spus că ajutorul convenit pe Punte s-a încheiat. Cealaltă parte spune că încă nu, așa că el continuă.
    Mai întâi scrieți-vă unul altuia. Dacă ceva nu este în regulă, semnalați: cineva se uită.
    Deschideți linkul ca să vedeți ce puteți face.
after-do-not-over = Nu s-a încheiat
after-over-asked = Cealaltă parte spune că ajutorul a avut loc și s-a încheiat. Așa este? Dacă nu răspundeți, se consideră încheiat pe { $date }.
after-over-said = Ați spus că ajutorul a avut loc și s-a încheiat. Cealaltă parte a fost întrebată. Dacă nu răspunde, se consideră încheiat pe { $date }.
after-over-denied = Cealaltă parte spune că nu s-a încheiat încă, așa că ajutorul continuă. Mai întâi scrieți-vă unul altuia. Dacă ceva nu este în regulă, semnalați sau spuneți cum a fost: persoanele care verifică citesc.
after-over-nights = Dacă ambele părți spun că s-a încheiat, nopțile de după ziua aceea devin libere pentru alții.
said-after-asked = Am notat. Întrebăm cealaltă parte dacă s-a încheiat.
said-after-not-over = Am notat: nu s-a încheiat, ajutorul continuă.
provider-not-over-title = Nu s-a încheiat?
provider-not-over-text = Atunci ajutorul continuă cum ați convenit, iar oamenii sunt anunțați. Dacă ați spus din greșeală că s-a încheiat, așa retrageți ce ați spus.
provider-not-over-do = Nu s-a încheiat
