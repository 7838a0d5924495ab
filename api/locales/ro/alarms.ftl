### A doua alarmă: la ce nu s-a uitat nimeni la timp.

desk-overdue = Termen depășit: uitați-vă mai întâi aici
desk-overdue-block = blocat, și nimeni nu s-a uitat a doua oară
mail-report-overdue-subject = O sesizare de pericol așteaptă de o oră
mail-report-overdue-body =
    Cineva spune că este în pericol acum sau că alții sunt. De o oră nimeni nu a preluat sesizarea sau cine a preluat-o nu a închis-o.
    Acest mesaj vine la toți cei care verifică. Vă rugăm să preluați sesizarea acum, chiar dacă este noapte.
    Deschideți linkul ca să preluați sesizarea.
mail-block-overdue-subject = O blocare așteaptă de o zi a doua verificare
mail-block-overdue-body =
    Cineva a fost blocat de urgență, iar de 24 de ore niciun alt moderator nu a verificat.
    Cine a blocat nu poate fi și al doilea. Vă rugăm să vă uitați acum: blocarea rămâne sau se ridică?
    Deschideți linkul ca să decideți.
mail-child-case-overdue-subject = Un caz așteaptă mai mult decât este permis
mail-child-case-overdue-body =
    Un caz de protecția copilului a depășit termenul și nimeni nu l-a preluat.
    Acest mesaj vine la toți cei care se ocupă de astfel de cazuri. Vă rugăm să îl preluați acum, chiar dacă este noapte.
    Deschideți linkul ca să îl vedeți.
mail-safety-overdue-subject = Ceva ce ține de siguranță așteaptă de prea mult timp
mail-safety-overdue-body =
    Timp de o oră nimeni nu s-a ocupat de o sesizare de pericol, timp de o zi nimeni nu a verificat a doua oară o blocare sau nimeni nu a preluat la timp un caz de protecția copilului. Le-am scris și celor care se pot ocupa, dacă există.
    Vă rugăm să aveți grijă să se uite cineva acum: sunați-i sau dați rolul altcuiva.
    Deschideți linkul ca să vedeți ce așteaptă.
health-name-overdue-safety = Pericolele, blocările și cazurile copiilor sunt verificate la timp
health-advice-overdue-safety = O sesizare de pericol așteaptă de mai mult de o oră, o blocare așteaptă a doua verificare de mai mult de o zi sau un caz de protecția copilului așteaptă mai mult decât este permis; ori nu are cine să verifice. Sunați-i pe cei care verifică sau dați rolul altcuiva.
