### Cifrele cozii.

desk-figures = Cifre
desk-figures-lead = Cifrele cozii: fiecare se poate calcula din nou doar din jurnal. Și ce spun oamenii că s-a întâmplat apoi.
desk-figures-first = Așteptarea primei decizii
desk-figures-items = Elemente
desk-figures-median = Jumătate au așteptat cel mult
desk-figures-p90 = Nouă din zece au așteptat cel mult
desk-figures-open = Elemente deschise
desk-figures-none = Nimic
desk-figures-decisions = Decizii, după motiv
desk-figures-blocks = Blocați, după motiv
desk-figures-suspensions = Oferte oprite, după motiv
desk-figures-failed = Verificări nereușite
desk-figures-failed-evidence = { $what }: nu s-a confirmat
desk-figures-failed-taken-back = { $what }: verificare retrasă
desk-figures-lapsed = Verificările au expirat
desk-figures-soon = Verificările expiră în 30 de zile
desk-figures-unconfirmed-lapsed = Neconfirmate la timp, în ultimele 60 de zile
desk-figures-unconfirmed-soon = De confirmat în 4 zile
desk-figures-load = Decizii, după moderator
desk-figures-outcomes = Ce s-a întâmplat apoi
desk-figures-after-week = După 7 zile
desk-figures-after-month = După 30 de zile
desk-figures-after-quarter = După 90 de zile
desk-figures-asked = au fost întrebați
desk-figures-csv = Ca foaie de calcul (CSV)
desk-figures-state-waiting = așteaptă
desk-figures-state-held = la un moderator
desk-figures-state-second = aprobată de o persoană din două
desk-figures-age-12h = sub 12 ore
desk-figures-age-24h = între 12 și 24 de ore
desk-figures-age-72h = între 1 și 3 zile
desk-figures-age-older = peste 3 zile
desk-figures-you = dvs.
desk-figures-moderator = moderator { $mark }
desk-figures-under-a-minute = sub un minut
desk-figures-minutes = { $n ->
    [one] { $n } minut
    [few] { $n } minute
    *[other] { $n } de minute
 }
desk-figures-hours = { $n ->
    [one] { $n } oră
    [few] { $n } ore
    *[other] { $n } de ore
 }
desk-figures-days = { $n ->
    [one] { $n } zi
    [few] { $n } zile
    *[other] { $n } de zile
 }
desk-figures-undone = { $n ->
    [one] { $n } decizie retrasă
    [few] { $n } decizii retrase
    *[other] { $n } de decizii retrase
 }
desk-figures-lifted = { $n ->
    [one] { $n } anulată apoi
    [few] { $n } anulate apoi
    *[other] { $n } anulate apoi
 }
