### Lucrul la o ofertă din coadă: timpul pentru care este luată și ce s-a schimbat între timp.

desk-since = Ce s-a schimbat de la versiunea pe care ați citit-o
desk-lease-lost = Ce ați scris rămâne pe pagină. Dacă trimiteți, vedeți ce vă împiedică.
desk-lease-over = Ce ați scris rămâne. Apăsați „Încă 10 minute” și oferta este din nou a dvs., dacă nu a preluat-o altcineva.
