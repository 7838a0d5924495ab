### A doua alarmă: la ce nu s-a uitat nimeni la timp.

desk-overdue = Depășit: uitați-vă mai întâi la aceasta
desk-overdue-block = blocat, și nimeni nu s-a uitat a doua oară
mail-report-overdue-subject = De o oră nimeni nu a preluat un anunț de pericol
mail-report-overdue-body =
    Cineva spune că el sau alții sunt în pericol acum, iar de o oră nimeni nu a preluat anunțul.
    Acest mesaj vine o singură dată, la toți cei care verifică. Vă rugăm să preluați anunțul acum, chiar dacă este noapte.
    Deschideți linkul ca să preluați anunțul.
mail-block-overdue-subject = O blocare așteaptă de o zi a doua verificare
mail-block-overdue-body =
    Cineva a fost blocat de urgență, iar în 24 de ore nu s-a uitat niciun al doilea moderator.
    Cine a blocat nu poate fi și al doilea. Vă rugăm să vă uitați acum: blocarea rămâne sau se ridică?
    Deschideți linkul ca să decideți.
mail-safety-overdue-subject = Un pericol sau o blocare așteaptă de prea mult timp
mail-safety-overdue-body =
    Nimeni nu a preluat timp de o oră un anunț de pericol sau nimeni nu s-a uitat timp de o zi a doua oară la o blocare. Le-am scris și celor care verifică.
    Vă rugăm să aveți grijă să se uite cineva acum: sunați-i sau dați rolul altcuiva.
    Deschideți linkul ca să vedeți ce așteaptă.
health-name-overdue-safety = Pericolele și blocările sunt verificate la timp
health-advice-overdue-safety = Un anunț de pericol așteaptă de mai mult de o oră sau o blocare așteaptă a doua verificare de mai mult de o zi. Sunați-i pe cei care verifică sau dați rolul altcuiva.
