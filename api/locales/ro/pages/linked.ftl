### Cine are ceva în comun cu cine a fost blocat.

desk-linked = Cine are ceva în comun cu ei
desk-linked-text = Poate exista un motiv bun: o familie are un singur telefon, un om lucrează pentru două organizații. Singură, nu decide nimic.
desk-linked-by = în comun: { $by }
desk-linked-live = { $n ->
    [one] oamenii văd { $n } ofertă de la ei
    [few] oamenii văd { $n } oferte de la ei
   *[other] oamenii văd { $n } de oferte de la ei
 }
desk-hint-blocked-who = Cine a fost blocat
desk-recheck-hint = Ce s-a verificat este încă valabil: oamenii văd această ofertă, iar aici a ajuns din cauza a ce s-a găsit. Dacă nu mai este niciun indiciu, motivul a dispărut. Dacă totul este în regulă, trimiteți răspunsul; cine oferă nu este anunțat. Dacă nu, suspendați oferta mai jos.
