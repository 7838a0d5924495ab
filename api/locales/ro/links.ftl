### Linkuri în mesaje: un cont nou și o parolă nouă.
sign-up-mail = Trimitem la această adresă un e-mail cu un link. Cu el alegeți o parolă.
link-send = Trimiteți-mi e-mailul
link-code = Codul din e-mailul nostru
link-code-hint = Litere și cifre. Literele mici, spațiile și liniuțele nu contează.
link-password = Parola pe care o alegeți
link-none = Nu a venit niciun e-mail sau codul este prea vechi?
link-again = Cereți alt e-mail
said-link-sent = Un e-mail este pe drum către această adresă. Deschideți linkul din el sau copiați codul din el pe această pagină. Poate dura câteva minute; uitați-vă și în dosarul de spam.
confirm = Confirmați adresa
confirm-lead = Copiați codul din e-mailul nostru, dacă nu este deja aici, și alegeți o parolă. Apoi contul este gata.
confirm-do = Creați contul
forgot = Ați uitat parola?
forgot-lead = Scrieți adresa dumneavoastră. Dacă are un cont, trimitem acolo un e-mail cu un link pentru a alege altă parolă.
forgot-factor = Al doilea factor rămâne: vi se cere codul lui, ca de obicei.
said-reset-sent = Dacă această adresă are un cont, un e-mail este pe drum. Deschideți linkul din el în cel mult o oră sau copiați codul din el pe această pagină.
reset = Alegeți altă parolă
reset-lead = Copiați codul din e-mailul nostru, dacă nu este deja aici. Apoi se închid toate sesiunile contului.
reset-do = Schimbați parola contului
said-password-reset = Parola este schimbată. Intrați în cont cu cea nouă.
field-link-code = Acest cod nu merge. Poate este vechi sau a fost folosit deja. Cereți alt e-mail.
problem-email-unconfirmed = Adresa dumneavoastră de e-mail nu este încă confirmată. Alegeți o parolă nouă prin e-mail („Ați uitat parola?”): astfel se confirmă. Apoi trimiteți oferta din nou.
mail-code = Dacă pagina cere un cod: { $code }
mail-address-to-confirm-subject = Vă rugăm să confirmați adresa
mail-address-to-confirm-body =
    Cineva, probabil dumneavoastră, vrea să creeze un cont pe Punte cu această adresă.
    Dacă ați fost dumneavoastră, deschideți linkul și alegeți o parolă. Merge o singură dată, timp de 24 de ore.
    Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: fără link nu există niciun cont.
mail-address-taken-subject = Aveți deja un cont
mail-address-taken-body =
    Cineva, probabil dumneavoastră, a vrut să folosească această adresă pentru un cont pe Punte. Adresa are deja un cont.
    Deschideți linkul ca să intrați în cont. Dacă nu mai știți parola, alegeți acolo „Ați uitat parola?”.
    Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: nimănui nu i s-a spus că există un cont.
mail-password-forgotten-subject = Alegeți altă parolă pentru cont
mail-password-forgotten-body =
    Cineva, probabil dumneavoastră, cere altă parolă pentru contul de pe Punte.
    Dacă ați fost dumneavoastră, deschideți linkul și alegeți una. Merge o singură dată, timp de o oră.
    Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: parola rămâne cum este.
mail-password-changed-subject = Parola dumneavoastră a fost schimbată
mail-password-changed-body =
    Parola contului dumneavoastră de pe Punte a fost schimbată, iar celelalte sesiuni au fost închise.
    Dacă ați fost dumneavoastră, totul este în regulă.
    Dacă nu, alegeți imediat alta: „Ați uitat parola?” pe pagina de intrare în cont.
