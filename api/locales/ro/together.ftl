### Întâi se verifică ofertele, apoi se aprobă dintr-o atingere.

problem-hints-open = Despre această ofertă sunt indicii la care nu s-a uitat încă nimeni. Uitați-vă la ele, apoi aprobați.
problem-checks-open = Nu ați păstrat un „da” la fiecare punct de care are nevoie oferta. Parcurgeți întâi lista ei.
desk-keep = Păstrați răspunsurile, decideți mai târziu
desk-keep-hint = Răspunsurile păstrate sunt doar ale dvs. și țin o zi. Ce ați parcurs cu „da” la fiecare punct necesar se poate aproba împreună cu altele.
desk-kept = răspunsuri păstrate
desk-together-unchecked = Dacă aprobați, acestea se lasă deoparte
desk-trouble-hints = La indiciile ei nu s-a uitat încă nimeni
desk-trouble-do-hints = Nu s-a decis nimic. Uitați-vă la fiecare indiciu, apoi aprobați.
desk-trouble-checks = Nu ați păstrat un „da” la fiecare punct necesar
desk-trouble-do-checks = Nu s-a decis nimic. Parcurgeți lista, păstrați răspunsurile, apoi aprobați.
said-desk-answers-kept = Răspunsurile dvs. se păstrează o zi. Oferta rămâne a dvs. până trec cele zece minute.
