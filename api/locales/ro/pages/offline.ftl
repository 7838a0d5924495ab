### Fără conexiune.
offline-title = Fără conexiune
offline-safe = Ce ați trimis înainte este în siguranță. Ce scriați se află încă pe pagina dinainte: mergeți înapoi și trimiteți când aveți semnal.
offline-guides = Ghidurile păstrate pe acest telefon
offline-again = Când aveți din nou conexiune, reîncărcați pagina. Sau sunați.
