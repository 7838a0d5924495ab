### Cum se verifică ofertele și ce se păstrează.
checks-title = Cum verificăm ofertele
checks-lead = Oamenii se uită la fiecare ofertă înainte să o vedeți. Iată ce fac ei și ce nu poate face nimeni.
checks-before = Înainte să vedeți o ofertă
checks-before-1 = Persoana care verifică o citește și trece printr-o listă de întrebări.
checks-before-2 = O locuință privată, un transport cu o persoană privată și munca cu cazare au nevoie de două persoane care spun da, fiecare separat.
checks-before-3 = Nimeni nu verifică o ofertă a propriei organizații.
checks-seen = La ce se uită oamenii
checks-email = A ajuns un mesaj acolo. Asta spune puțin despre o persoană.
checks-identity = O persoană a văzut documentul. Păstrăm felul lui, ultimele patru caractere și ziua. Nu păstrăm niciodată o copie.
checks-record-register = Cazier judiciar sau înscriere într-un registru public
checks-record = Văzut în ziua pe care o arată oferta. Ce s-a schimbat mai târziu nu știm.
checks-visit-contract = Vizită la fața locului sau contract cu o instituție
checks-visit = Cineva a fost acolo sau instituția a semnat ce promite.
checks-least = Minimul pe care îl cerem
checks-least-housing = Cazier sau registru văzut. Pentru locuințe private și familii cu copii: și o vizită.
checks-least-transport = Companii: identitate verificată. Persoane private: cazier sau registru văzut.
checks-least-medical = Cazier sau registru văzut.
checks-least-job = Identitate verificată. Muncă cu cazare: cazier sau registru văzut.
checks-least-service = Îngrijirea copilului: cazier sau registru văzut. Alimente, lucruri, informații, telefon: e-mail confirmat. Restul: identitate verificată.
checks-long = Cât timp este valabilă o verificare
checks-long-text = Un an. Apoi oferta nu se mai vede până când cineva verifică din nou. Ofertele de cazare și transport trebuie confirmate la fiecare 14 zile, celelalte la 30 de zile, altfel dispar.
checks-never = Ce nu poate o verificare
checks-never-1 = Nu spune că o persoană este bună sau că nu se va întâmpla nimic. Actele pot fi false, iar oamenii se schimbă.
checks-never-2 = Ce nu este verificat apare la fiecare ofertă ca „neverificat”. Ce nu a spus nimeni apare ca „nu se știe”.
checks-wrong = Dacă ceva nu este în regulă
checks-wrong-text = Plecați, dacă puteți. În pericol sunați la 112. Puteți refuza oricând, fără explicații.
checks-safety = Ghid: cum să fiți în siguranță
data-title = Datele dvs.
data-lead = Ce păstrăm, de ce și cine vede.
data-look = Dacă doar vă uitați
data-look-1 = Nu cerem nimic și nu ținem liste cu cine la ce s-a uitat. Căutările nu se păstrează.
data-look-2 = Un singur cookie face formularele să meargă și ține minte că ați intrat în cont. Nimeni altcineva nu îl poate citi. Pe paginile noastre nu este nimic de la alte companii.
data-look-3 = Ce spuneți despre un ghid se păstrează fără numele dvs.
data-seek = Dacă cereți ajutor
data-seek-people = Câți sunteți, vârsta copiilor, animale, limbi, ce vă trebuie ca să trăiți
data-seek-people-why = Ca să găsim ce se potrivește. Numerele le văd doar cei pe care îi alegeți. Vârsta copiilor o văd doar pe intervale și abia după ce au acceptat.
data-seek-contact = Nume, telefon, e-mail, cum doriți
data-seek-contact-why = Cealaltă parte vede calea aleasă de dvs., după ce amândoi ați spus da. Fiecare vizualizare se notează.
data-seek-code = Codul cererii dvs.
data-seek-code-why = Păstrăm doar o urmă din care nimeni nu poate reface codul. Dacă îl pierdeți, nu îl mai putem arăta.
data-seek-list = Cererile nu apar în nicio listă. Nimeni nu vă poate căuta.
data-give = Dacă oferiți ajutor
data-give-account = E-mail și parolă
data-give-account-why = Pentru intrarea în cont și e-mailurile noastre. Parola se păstrează astfel încât nimeni să nu o poată citi.
data-give-name = Nume și contact
data-give-name-why = Numele organizațiilor le văd toți. Numele persoanelor private le văd doar cei care verifică și cealaltă parte, după ce amândoi au spus da.
data-give-address = Adresa exactă, șoferul, numărul mașinii
data-give-address-why = Doar pentru cealaltă parte, după ce amândoi au spus da. Ceilalți văd o zonă de cel puțin 1 km sau doar localitatea.
data-give-papers = Felul documentului, ultimele patru caractere, ziua
data-give-papers-why = Ca să se știe ce s-a verificat. Felul și ziua le văd toți. Nu există niciodată o copie.
data-never = Ce nu întrebăm niciodată
data-never-text = Cetățenie, religie, origine etnică, diagnostice, date de naștere, copia pașaportului, bani.
data-long = Cât timp
data-long-idle = { $n ->
    [one] Închidem o cerere pe care nu o deschideți timp de o zi.
    [few] Închidem o cerere pe care nu o deschideți timp de { $n } zile.
   *[other] Închidem o cerere pe care nu o deschideți timp de { $n } de zile.
 }
data-long-ended = { $n ->
    [one] La o zi după ce cererea s-a încheiat, ștergem cine sunteți și cum vă contactăm.
    [few] La { $n } zile după ce cererea s-a încheiat, ștergem cine sunteți și cum vă contactăm.
   *[other] La { $n } de zile după ce cererea s-a încheiat, ștergem cine sunteți și cum vă contactăm.
 }
data-long-offer = { $n ->
    [one] La o zi după ce o ofertă a fost respinsă sau retrasă, ștergem adresa ei exactă.
    [few] La { $n } zile după ce o ofertă a fost respinsă sau retrasă, ștergem adresa ei exactă.
   *[other] La { $n } de zile după ce o ofertă a fost respinsă sau retrasă, ștergem adresa ei exactă.
 }
data-long-report = { $n ->
    [one] La o zi după ce o sesizare de pericol a fost închisă, ștergem ce s-a scris în ea.
    [few] La { $n } zile după ce o sesizare de pericol a fost închisă, ștergem ce s-a scris în ea.
   *[other] La { $n } de zile după ce o sesizare de pericol a fost închisă, ștergem ce s-a scris în ea.
}
data-long-session = { $n ->
    [one] La o zi după ce o sesiune din cont s-a încheiat sau a expirat, ștergem înregistrarea ei.
    [few] La { $n } zile după ce o sesiune din cont s-a încheiat sau a expirat, ștergem înregistrarea ei.
   *[other] La { $n } de zile după ce o sesiune din cont s-a încheiat sau a expirat, ștergem înregistrarea ei.
 }
data-long-account = { $n ->
    [one] Ștergem un cont în care nu intră nimeni timp de o zi și pe care nu se bazează nimeni. Scriem cu 30 de zile înainte.
    [few] Ștergem un cont în care nu intră nimeni timp de { $n } zile și pe care nu se bazează nimeni. Scriem cu 30 de zile înainte.
   *[other] Ștergem un cont în care nu intră nimeni timp de { $n } de zile și pe care nu se bazează nimeni. Scriem cu 30 de zile înainte.
 }
data-long-audit = { $n ->
    [one] Jurnalul cu cine ce a făcut, cu numere în loc de nume, păstrează un rând o zi; apoi îl ștergem.
    [few] Jurnalul cu cine ce a făcut, cu numere în loc de nume, păstrează un rând { $n } zile; apoi îl ștergem.
   *[other] Jurnalul cu cine ce a făcut, cu numere în loc de nume, păstrează un rând { $n } de zile; apoi îl ștergem.
 }
data-yours = Vedeți, luați, ștergeți
data-yours-1 = Cu codul vedeți cererea dvs., iar cu contul tot ce oferiți.
data-yours-2 = Ca să luați o copie, să corectați sau să ștergeți tot, deschideți „Datele dumneavoastră”, în cerere sau după ce intrați în cont. Nu trebuie să spuneți de ce. Legile UE și ale Republicii Moldova vă dau acest drept.
api-lead = Programul dvs. poate citi și scrie aici. Regulile sunt cele de pe pagini.
api-can = Ce poate face un program
api-can-1 = Fără cheie: caută localități și citește ofertele verificate pe care le vede oricine.
api-can-2 = Cu o cheie: ordonează oferte pentru o familie fără să se păstreze nimic, depune cereri, scrie oferte, trimite liste și află ce s-a schimbat.
api-can-3 = Niciun program nu primește o listă de cereri sau de oameni.
api-key = Cum primiți o cheie
api-key-1 = Cheia o dă un administrator al acestui site. Spuneți ce organizație sunteți, ce face programul dvs. și ce îi trebuie din cele de mai sus.
api-key-2 = Dacă nu îi cunoașteți încă pe cei care conduc acest site, sunați și cereți legătura cu ei.
api-try = Primele trei apeluri
api-try-1 = Cazare verificată, cum o vede oricine, fără cheie:
api-try-2 = Oferte pentru o nevoie descrisă într-un fișier, cu o cheie:
api-try-3 = Ce s-a schimbat, cu o cheie:
api-more = Descrierea completă
api-more-file = Descrierea într-un fișier: openapi.yaml
api-more-docs = Descrierea de citit și de încercat (în engleză, cere JavaScript, pagină mare)
