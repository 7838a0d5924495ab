### Retragerea unei decizii.

problem-undo-over = De atunci a trecut mai mult de un minut sau s-a schimbat ceva: decizia rămâne.
desk-undo = Decizii care pot fi retrase
desk-undo-what-approve = Aprobată:
desk-undo-what-request-changes = Trimisă înapoi pentru modificări:
desk-undo-what-reject = Refuzată:
desk-undo-left = { $n ->
    [one] Încă { $n } secundă. Până atunci nu i se spune nimănui.
    [few] Încă { $n } secunde. Până atunci nu i se spune nimănui.
    *[other] Încă { $n } de secunde. Până atunci nu i se spune nimănui.
 }
desk-undo-do = Retrageți decizia
desk-trouble-undo = Nu mai poate fi retrasă
desk-trouble-do-undo = A trecut un minut sau cine oferă a modificat oferta între timp. O ofertă vizibilă se suspendă pe pagina celui care o oferă.
said-desk-undone = Decizia este retrasă. Oferta este din nou ca înainte și nu i s-a spus nimănui. Este a dumneavoastră zece minute.
