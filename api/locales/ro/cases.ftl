### Cereri la care trebuie revenit și cereri pe care o organizație le dă altui coleg: mesaje și pagina oamenilor ei.
mail-case-due-subject = Vă rugăm să vedeți o cerere pe care o urmăriți
mail-case-due-body =
    Este timpul să vedeți o cerere pe care o urmăriți pe Punte. De atunci nu a deschis-o nimeni.
    Dacă acum nu puteți, predați-o unui coleg.
    Deschideți linkul ca să o vedeți.
mail-case-given-subject = Vi s-a dat o cerere
mail-case-given-body =
    Administrația organizației dumneavoastră v-a dat o cerere pe care o urmărea un coleg pe Punte.
    Oamenii au fost anunțați. Notițele au rămas la ea.
    Deschideți linkul ca să o vedeți.
mail-case-handed-on-subject = Acum vă ajută altcineva din organizație
mail-case-handed-on-body =
    Organizația care urmărește cererea dumneavoastră pe Punte a dat-o altei persoane de acolo.
    Persoana vede ce vedea și cea dinainte. Dacă nu doriți asta, încheiați imediat, cu o singură apăsare.
    Deschideți linkul ca să vedeți care organizație este.
members-cases = Cererile pe care le urmărește organizația dvs.
members-cases-lead = Dacă cineva este bolnav sau pleacă, dați unui coleg cererile acelei persoane. Nu vedeți nimic despre oameni; ei sunt anunțați.
members-case-since = Din { $date }
members-case-seen = văzută ultima dată: { $time }
members-case-late = întârziată din { $time }
members-case-to = Cui o dați
members-case-do = Dați
said-case-reassigned = Acum o urmărește această persoană. Oamenii sunt anunțați.
