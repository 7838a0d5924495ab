### Ce întreabă oamenii organizațiile despre ofertele lor.

inquiry-write = Scrieți-le mai întâi
inquiry-asked = Cui am scris
inquiry-gone = O ofertă care nu mai există
inquiry-waits = așteaptă un răspuns
inquiry-list = Întrebări despre ofertele dumneavoastră
inquiry-list-lead = Oamenii vă scriu înainte să aleagă. Vedeți ce scriu, dar nu cine sunt.
inquiry-list-none = Încă nu v-a întrebat nimeni nimic.
inquiry-read = Citiți și răspundeți
message-phrase-still-there = Mai este disponibil?
message-phrase-it-is-there = Da, mai este disponibil.
message-phrase-it-is-gone = Nu mai este disponibil.
message-phrase-which-papers = De ce acte avem nevoie?
message-phrase-no-papers = Nu aveți nevoie de acte.
message-phrase-please-choose = Alegeți, vă rugăm, oferta noastră în cererea dumneavoastră. Atunci putem stabili totul.
problem-too-many-inquiries = Ați scris astăzi multor organizații. Așteptați, vă rugăm, până mâine sau scrieți din nou celor cărora le-ați scris deja.
mail-inquiry-message-subject = Aveți un mesaj despre o ofertă
mail-inquiry-message-body =
    Cineva v-a scris pe Punte despre o ofertă.
    Pentru siguranța dumneavoastră, în acest e-mail nu este niciun cuvânt din mesaj.
    Deschideți linkul ca să îl citiți și să răspundeți.
mail-inquiry-waits-subject = O întrebare așteaptă răspunsul dumneavoastră
mail-inquiry-waits-body =
    Acum două zile cineva v-a întrebat pe Punte despre oferta dumneavoastră.
    Așteaptă răspunsul dumneavoastră.
    Deschideți linkul ca să citiți și să răspundeți.
mail-inquiry-ended-subject = Discuția despre o ofertă s-a încheiat
mail-inquiry-ended-body =
    Organizația a încheiat discuția despre o ofertă de pe Punte. Acolo nu mai scrie nimeni.
    Puteți să-i întrebați pe alții sau să alegeți o ofertă. Peste o zi puteți întreba din nou aici.
    Deschideți linkul ca să vedeți.
inquiry-end = Încheiați discuția
inquiry-end-what = Aici nu mai scrie nimeni și nu se mai trimit mementouri. Ce s-a scris rămâne. Cine a întrebat poate întreba din nou.
inquiry-end-do = Încheiați
inquiry-ended-you = Ați încheiat această discuție.
inquiry-ended-they = Cealaltă parte a încheiat această discuție.
inquiry-again = Întrebați din nou, începând cu: { $date }
said-inquiry-ended = Discuția s-a încheiat. Acolo nu mai scrie nimeni.
