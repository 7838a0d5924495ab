### Conturi, pentru administratori.
accounts = Conturi
accounts-lead = Un cont se găsește după adresa de e-mail întreagă. Conturile nu sunt listate, iar fiecare privire se notează.
accounts-email = Adresa de e-mail
accounts-email-hint = Adresa întreagă cu care intră persoana.
accounts-find = Căutați
accounts-own = Contul meu
accounts-one = Cont
accounts-address = Adresă
accounts-roles = Roluri
accounts-no-roles = niciunul
accounts-stands = Stare
accounts-is-disabled = Dezactivat din { $date }
accounts-sessions = { $n ->
    [one] Activ, o conectare
    [few] Activ, { $n } conectări
   *[other] Activ, { $n } de conectări
}
accounts-providers = De câte organizații și persoane care oferă ajutor ține
accounts-since = Creat pe
accounts-is-own = Acesta este contul dumneavoastră. Trebuie să îl schimbe alt administrator.
accounts-give = Ce roluri să aibă acest cont?
accounts-give-hint = Un rol contează după ce deținătorul a intrat cu al doilea factor.
accounts-give-do = Păstrați aceste roluri
accounts-out = Închideți accesul
accounts-out-lead = Un cont dezactivat iese imediat și nu mai poate intra. Ce a făcut rămâne.
accounts-end = Încheiați toate conectările
accounts-disable = Dezactivați
accounts-enable = Activați din nou
word-staff-role-moderator = Moderare
word-staff-role-child-protection = Protecția copilului
word-staff-role-administrator = Administrare
word-staff-role-auditor = Audit
said-roles-set = Rolurile sunt păstrate.
said-account-disabled = Contul este dezactivat.
said-account-enabled = Contul poate intra din nou.
said-account-out = Toate conectările contului sunt încheiate.
field-unknown-account = Niciun cont nu are această adresă.
field-administrator-needed = Sunteți singurul administrator al acestui site. Dați mai întâi rolul altcuiva.
problem-administrator-needed = Acesta este singurul administrator al site-ului. Dați mai întâi rolul altcuiva.
problem-own-account = Nimeni nu își schimbă propriile roluri și nu își închide singur accesul. Cereți altui administrator.
