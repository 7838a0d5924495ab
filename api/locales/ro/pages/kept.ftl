### Requests that a household keeps in an account of its own.
kept = Cererile mele
kept-own = Cererile de ajutor pe care le păstrați în acest cont, ca să le deschideți fără cod.
kept-see = Vedeți cererile păstrate
kept-lead = De aici deschideți o cerere la fel ca și cu codul ei. Numai dumneavoastră vedeți această listă.
kept-none = Nu păstrați aici nicio cerere. Nici nu este nevoie: o deschide și codul de pe card.
kept-state-open = deschisă
kept-state-withdrawn = retrasă
kept-state-closed = închisă
kept-open = Deschideți
kept-drop = Nu o mai păstrați aici
kept-add = Păstrați o cerere aici
kept-add-lead = Numai a dumneavoastră. Apoi o poate deschide oricine intră în acest cont. Oamenii a căror cerere este află despre asta și o pot încheia.
kept-pin-hint = Numai dacă cererea are unul.
kept-add-do = Păstrați-o aici
kept-not = Acest cont lucrează cu cererile altor oameni, așa că nu păstrează niciuna. Pe a dumneavoastră deschideți-o cu codul ei.
said-kept = Contul păstrează cererea. O puteți deschide de aici.
said-kept-dropped = Contul nu o mai păstrează. Codul ei o deschide ca înainte.
my-kept = Un cont păstrează această cerere
my-kept-see = Vedeți sau încheiați
my-kept-lead = Din acel cont se deschide la fel ca și cu codul. Dacă nu este contul dumneavoastră sau nu vreți asta, încheiați aici. Cine știe codul poate deschide cererea în continuare: dacă l-a văzut cineva, cereți unul nou.
my-kept-end = Încheiați acum
said-my-kept-ended = S-a încheiat. Niciun cont nu vă mai deschide cererea. Cine știe codul ei o poate deschide în continuare: dacă l-a văzut cineva, cereți unul nou.
ask-review-for-kept = Pentru mine, păstrată și în contul meu
ask-review-for-kept-hint = Atunci o puteți deschide și fără cod. O poate deschide și oricine vă știe parola.
field-too-many-kept = Contul păstrează deja cinci cereri. Alegeți alt răspuns sau renunțați mai întâi la una dintre ele.
problem-already-kept = Această cerere este păstrată de alt cont. Cine are codul ei poate încheia asta la „Datele dumneavoastră”.
problem-too-many-kept = Acest cont păstrează cinci cereri. Renunțați mai întâi la una dintre ele.
mail-request-kept-subject = O cerere este păstrată într-un cont
mail-request-kept-body =
    De acum o cerere de pe Punte este păstrată într-un cont. Cine intră în acel cont deschide cererea la fel ca și cu codul ei.
    Dacă ați fost dumneavoastră, totul este în regulă.
    Dacă nu ați fost dumneavoastră sau nu vreți asta, deschideți cererea cu codul ei și încheiați asta la „Datele dumneavoastră”, cu o singură apăsare.
