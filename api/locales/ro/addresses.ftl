### Altă adresă de e-mail a unui cont.
own-address = Adresa de e-mail
own-address-now = Intrați în cont cu
own-address-lead = Trimitem la adresa nouă un e-mail cu un link. Până nu deschideți linkul, nu se schimbă nimic.
own-address-new = Adresa de e-mail nouă
said-address-sent = Un e-mail este pe drum către adresa nouă. Deschideți linkul din el în cel mult o oră sau copiați codul din el pe această pagină. Scriem și la adresa de acum.
address = Confirmați adresa nouă
address-lead = Copiați codul din e-mailul trimis la adresa nouă, dacă nu este deja aici. Merge doar în contul pentru care ați cerut adresa nouă: trebuie să fie contul deschis acum. De atunci intrați în cont cu adresa nouă.
address-do = Schimbați adresa
said-address-changed = Adresa este schimbată. De acum intrați în cont cu cea nouă.
field-same-address = Aceasta este adresa pe care o aveți acum. Scrieți alta.
mail-address-to-change-subject = Confirmați noua adresă a contului
mail-address-to-change-body =
    Cineva, probabil dumneavoastră, vrea ca un cont de pe Punte să aibă de acum această adresă.
    Dacă ați fost dumneavoastră, deschideți linkul, intrați în cont cu adresa de acum și confirmați. Merge o singură dată, timp de o oră.
    Dacă nu ați fost dumneavoastră, nu trebuie să faceți nimic: fără parola acelui cont nimeni nu poate folosi linkul.
mail-address-change-asked-subject = S-a cerut altă adresă pentru contul dumneavoastră
mail-address-change-asked-body =
    Cineva care vă știe parola, probabil dumneavoastră, vrea să schimbe adresa de e-mail a contului de pe Punte.
    Dacă ați fost dumneavoastră, deschideți linkul din e-mailul venit la adresa nouă.
    Dacă nu ați fost dumneavoastră, alegeți imediat altă parolă. Dacă nu mai puteți intra în cont, spuneți-ne prin linkul de mai jos.
mail-address-changed-subject = Adresa contului dumneavoastră a fost schimbată
mail-address-changed-body =
    Contul dumneavoastră de pe Punte are acum această adresă. Cu ea intrați în cont, iar e-mailurile vin aici.
    Parola și sesiunile deschise rămân cum sunt.
mail-address-left-subject = Această adresă a fost scoasă dintr-un cont
mail-address-left-body =
    Un cont de pe Punte avea această adresă. Acum are alta: cu aceasta nu se mai intră în cont, iar e-mailurile nu mai vin aici.
    Dacă ați fost dumneavoastră, nu trebuie să faceți nimic.
    Dacă nu ați fost dumneavoastră, cineva v-a intrat în cont. Dacă aveți contul încă deschis undeva, alegeți acolo imediat altă parolă. În orice caz sunați sau spuneți-ne prin link, cu numărul uneia dintre ofertele dumneavoastră: cineva le poate opri și poate închide contul.
