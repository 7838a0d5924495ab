### Cifrele cozii.

desk-figures = Cifre
desk-figures-lead = Ale cozii: fiecare se poate număra din nou doar din jurnal. Și ce spun oamenii că s-a întâmplat apoi.
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
desk-figures-asked = întrebați
desk-figures-csv = Ca tabel pentru calcul (CSV)
desk-figures-state-waiting = așteaptă
desk-figures-state-held = la un moderator
desk-figures-state-second = aprobată de unul din doi
desk-figures-age-12h = sub 12 ore
desk-figures-age-24h = între 12 și 24 de ore
desk-figures-age-72h = între 1 și 3 zile
desk-figures-age-older = peste 3 zile
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
    [one] { $n } retrasă
    [few] { $n } retrase
    *[other] { $n } de decizii retrase
 }
desk-figures-lifted = { $n ->
    [one] { $n } anulată apoi
    [few] { $n } anulate apoi
    *[other] { $n } anulate apoi
 }
