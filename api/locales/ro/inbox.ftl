### Ce i s-a spus cuiva, de citit pe site.
inbox = Notificări
inbox-my = Notificări despre cererea mea
inbox-lead = Ce v-am spus, cele mai noi sus. Totul este aici, fie că a ajuns un e-mail, fie că nu.
inbox-new = nou
inbox-mark = Marcați totul ca citit
said-inbox-read = Totul este marcat ca citit.
inbox-none = Încă nimic
inbox-none-do = Când se întâmplă ceva, citiți aici. Nu vă trebuie e-mail pentru asta.
inbox-older = Mai vechi
inbox-first = La cele mai noi
data-long-notice = { $n ->
    [one] La o zi după ce v-am spus ceva în notificări, ștergem textul de acolo.
    [few] La { $n } zile după ce v-am spus ceva în notificări, ștergem textul de acolo.
   *[other] La { $n } de zile după ce v-am spus ceva în notificări, ștergem textul de acolo.
 }
