### A doua alarmă: la ce nu s-a uitat nimeni la timp.

desk-overdue = Depășit: uitați-vă mai întâi la aceasta
desk-overdue-block = blocat, și nimeni nu s-a uitat a doua oară
mail-report-overdue-subject = Un anunț de pericol așteaptă de o oră
mail-report-overdue-body =
    Cineva spune că el sau alții sunt în pericol acum. De o oră nimeni nu a preluat anunțul sau cine l-a preluat nu l-a închis.
    Acest mesaj vine la toți cei care verifică. Vă rugăm să preluați anunțul acum, chiar dacă este noapte.
    Deschideți linkul ca să preluați anunțul.
mail-block-overdue-subject = O blocare așteaptă de o zi a doua verificare
mail-block-overdue-body =
    Cineva a fost blocat de urgență, iar în 24 de ore nu s-a uitat niciun al doilea moderator.
    Cine a blocat nu poate fi și al doilea. Vă rugăm să vă uitați acum: blocarea rămâne sau se ridică?
    Deschideți linkul ca să decideți.
mail-child-case-overdue-subject = Un caz așteaptă mai mult decât are voie
mail-child-case-overdue-body =
    Un caz de protecția copilului și-a depășit ora și nimeni nu l-a luat.
    Acest mesaj vine la toți cei care se ocupă de astfel de cazuri. Vă rugăm să îl luați acum, chiar dacă este noapte.
    Deschideți linkul ca să îl vedeți.
mail-safety-overdue-subject = Ceva ce ține de siguranță așteaptă de prea mult timp
mail-safety-overdue-body =
    Nimeni nu s-a ocupat timp de o oră de un anunț de pericol, nimeni nu s-a uitat timp de o zi a doua oară la o blocare sau nimeni nu a luat la timp un caz de protecția copilului. Le-am scris și celor care se pot ocupa, dacă există.
    Vă rugăm să aveți grijă să se uite cineva acum: sunați-i sau dați rolul altcuiva.
    Deschideți linkul ca să vedeți ce așteaptă.
health-name-overdue-safety = Pericolele, blocările și cazurile copiilor sunt verificate la timp
health-advice-overdue-safety = Un anunț de pericol așteaptă de mai mult de o oră, o blocare așteaptă a doua verificare de mai mult de o zi sau un caz de protecția copilului așteaptă mai mult decât are voie; ori nu are cine să verifice. Sunați-i pe cei care verifică sau dați rolul altcuiva.
