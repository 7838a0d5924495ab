### Coduri pierdute și numărul scurt al unei cereri.
lost = Mi-am pierdut codul
lost-lead = Dacă cererea are o adresă de e-mail, trimitem acolo un e-mail. Cu el primiți un cod nou, iar cel vechi nu mai funcționează.
lost-email-hint = Cea pe care ne-ați dat-o ca să vă contactăm.
lost-no-mail = Cererea nu are o adresă de e-mail? Mergeți la oamenii care ajută la fața locului, cu cardul sau cu un act: cine vă urmărește cererea din partea unei organizații vă poate face un cod nou, iar toți ceilalți îi pot cere asta unui moderator.
said-code-sent = Dacă o cerere are această adresă, un e-mail este pe drum. Deschideți linkul din el în cel mult o oră sau copiați codul din el pe această pagină.
renew = Primiți un cod nou
renew-lead = Copiați codul din e-mailul nostru, dacă nu este deja aici. Apoi vedeți cardul nou. Codul vechi nu mai funcționează, iar pe celelalte telefoane cererea se închide.
renew-do = Faceți un cod nou
number = În ce stadiu este cererea mea?
number-lead = Cu numărul scurt de pe card. Spunem doar dacă cererea este deschisă și nimic despre dumneavoastră.
number-field = Numărul scurt
number-hint = Douăsprezece cifre de pe card.
number-do = Întrebați
number-state-open = Această cerere este deschisă.
number-state-withdrawn = Această cerere a fost retrasă.
number-state-closed = Această cerere este închisă.
card-number = Număr scurt: arată doar stadiul cererii
field-request-number = Numărul nu se potrivește. Verificați din nou cifrele.
field-unknown-request = Nicio cerere nu are aceste date sau trebuie să facă altcineva acest lucru. Cereți numărul, telefonul sau adresa de e-mail din cerere.
field-ambiguous = Mai multe cereri deschise au aceste date. Cereți numărul scurt de pe card.
desk-codes = Înlocuiți un cod pierdut
desk-codes-lead = Numai pentru oameni care sunt în fața dumneavoastră. Codul vechi nu mai funcționează, iar dumneavoastră primiți cardul lor, ca să îl tipăriți.
desk-codes-written = Se notează că ați făcut asta și de ce. Nu dați nimănui un cod prin telefon sau mesaj.
desk-codes-known = Numărul scurt, telefonul sau adresa lor de e-mail
desk-codes-known-hint = Așa cum apar în cerere. Dacă apar în mai multe cereri deschise, este nevoie de numărul de pe card.
desk-codes-reason = De unde știți că cererea este a lor?
desk-codes-identity-document = Au arătat un act cu numele din cerere
desk-codes-card-number = Au cardul cu numărul scurt
desk-codes-known-to-helper = Cineva dintr-un centru sau o organizație îi cunoaște
desk-codes-do = Înlocuiți codul
mail-code-lost-subject = Un cod nou pentru cererea dumneavoastră
mail-code-lost-body =
    Cineva, probabil dumneavoastră, a pierdut codul cererii dumneavoastră.
    Dacă ați fost dumneavoastră, deschideți linkul: primiți un cod nou, iar cel vechi nu mai funcționează. Merge o singură dată, timp de o oră.
    Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: codul rămâne valabil.
mail-code-lost-several =
    Cineva, probabil dumneavoastră, a pierdut codul unei cereri.
    Mai multe cereri au această adresă. Fiecare link de mai jos îi dă uneia dintre ele un cod nou, iar codul ei vechi nu mai funcționează. Merge o singură dată, timp de o oră.
    Deschideți doar linkul cererii dumneavoastră. Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: toate codurile rămân valabile.
mail-code-lost-one = Cererea { $number }, depusă pe { $day }
mail-code-replaced-subject = Codul dumneavoastră a fost înlocuit
mail-code-replaced-body =
    Codul cererii a fost înlocuit: printr-un link dintr-un e-mail, de un moderator sau de organizația care vă urmărește cererea, cărora cineva le-a cerut asta. Cel vechi nu mai deschide nimic.
    Dacă ați fost dumneavoastră, totul este în regulă: folosiți codul nou.
    Dacă nu ați fost dumneavoastră, spuneți-ne imediat prin linkul de mai jos.
mail-contact-left-subject = Această adresă a fost scoasă dintr-o cerere
mail-contact-left-body =
    O cerere de ajutor de pe Punte avea această adresă. Acum are altă cale de contact, iar e-mailurile nu mai vin aici.
    Dacă ați fost dumneavoastră, nu trebuie să faceți nimic.
    Dacă nu ați fost dumneavoastră, altcineva are codul cererii. Sunați sau spuneți-ne prin link și mergeți, cu cardul sau cu un act, la oamenii care ajută la fața locului: vă fac un cod nou, iar celălalt nu mai funcționează.
