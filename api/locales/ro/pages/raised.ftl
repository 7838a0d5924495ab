### Familii ale căror numere ies în evidență înainte să le semnaleze cineva.

raised-title = Familii la care merită să vă uitați
raised-text = Doar numere: cine sunt nu se arată aici. Poate exista un motiv bun, iar de la sine nu urmează nimic.
raised-look = Mă ocup eu
raised-look-hint = Se deschide o sesizare despre ce au ales sau au întrebat ultima dată. Numai acolo se poate opri alegerea altor oferte.
raised-met-nobody = Încă nu au ales nicio ofertă și nu au scris nimănui, așa că nu este nimic de oprit.
raised-more = { $n ->
    [one] După acestea mai așteaptă o familie.
    [few] După acestea mai așteaptă { $n } familii.
   *[other] După acestea mai așteaptă { $n } de familii.
 }
said-raised-dismissed = Nu e o problemă, până când crește unul dintre numere.
said-raised-looked-into = Acum vă ocupați dumneavoastră.
said-raised-changed = Cineva a fost mai rapid sau numerele s-au schimbat. Așa stau lucrurile acum.
desk-reporter-moderator = cineva care verifică, despre o familie
desk-report-of-numbers = Această sesizare a făcut-o cineva care verifică, fiindcă numerele au ieșit în evidență. Nimeni nu este blocat pentru asta, iar familiei nu i se spune de ce.
reported-lead-numbers = Numerele despre ele au ieșit în evidență; nu a trebuit să se plângă nimeni. Vedeți ce s-a convenit, nu cine sunt.
