### Conturi, pentru administratori.
accounts = Conturi
accounts-lead = Un cont se găsește după adresa de e-mail întreagă. Conturile nu sunt listate, iar fiecare vizualizare se notează.
accounts-email = Adresa de e-mail
accounts-email-hint = Adresa întreagă cu care persoana intră în cont.
accounts-find = Căutați
accounts-own = Contul meu
accounts-one = Cont
accounts-address = Adresă
accounts-roles = Roluri
accounts-no-roles = niciunul
accounts-stands = Stare
accounts-is-disabled = Dezactivat din { $date }
accounts-sessions = { $n ->
    [one] Activ, o sesiune
    [few] Activ, { $n } sesiuni
   *[other] Activ, { $n } de sesiuni
}
accounts-providers = De câte organizații și persoane care oferă ajutor aparține
accounts-since = Creat la
accounts-is-own = Acesta este contul dumneavoastră. Trebuie să îl schimbe alt administrator.
accounts-give = Ce roluri să aibă acest cont?
accounts-give-hint = Un rol este valabil după ce persoana a intrat în cont cu al doilea factor.
accounts-give-do = Schimbați rolurile
accounts-sure = Dați acestui cont mai multe drepturi?
accounts-from-to = Acum: { $from }. Apoi: { $to }
accounts-sure-what = Cine are un rol vede și hotărăște lucruri pe care alții ni le-au încredințat. Le scriem tuturor celorlalți administratori că ați dat un rol.
accounts-sure-do = Da, dați aceste drepturi
accounts-sure-not = Nu, lăsați cum este
accounts-out = Închideți accesul
accounts-out-lead = Un cont dezactivat se închide imediat peste tot și nu se mai poate intra în el. Ce a făcut rămâne.
accounts-end = Închideți toate sesiunile
accounts-disable = Dezactivați
accounts-enable = Activați din nou
word-staff-role-moderator = Moderare
word-staff-role-child-protection = Protecția copilului
word-staff-role-administrator = Administrare
word-staff-role-auditor = Audit
said-roles-set = Rolurile sunt schimbate.
said-account-disabled = Contul este dezactivat.
said-account-enabled = În cont se poate intra din nou.
said-account-out = Toate sesiunile contului sunt închise.
field-unknown-account = Niciun cont nu are această adresă.
field-administrator-needed = Sunteți singurul administrator al acestui site. Dați mai întâi rolul altcuiva.
problem-administrator-needed = Acesta este singurul administrator al site-ului. Dați mai întâi rolul altcuiva.
problem-own-account = Nimeni nu își schimbă propriile roluri și nu își închide singur accesul. Rugați alt administrator.
mail-roles-given-subject = Un cont a primit un rol
mail-roles-given-body =
    Alt administrator i-a dat unui cont un rol pe care nu îl avea.
    Deschideți linkul ca să vedeți al cui este contul și ce roluri are acum.
    Dacă nu trebuia să se întâmple, retrageți imediat rolul acolo și vorbiți între dvs.
