### The mail of a day.
own-often = Cât de des
own-often-hint = Pentru e-mailurile bifate mai sus. Ce este pentru astăzi nu așteaptă.
own-often-at-once = imediat
own-often-daily = o dată pe zi, dimineața, într-un singur e-mail
mail-digest-subject = Noutăți pe Punte
mail-digest-body = Tot ce a venit de ieri-dimineață, într-un singur e-mail, așa cum ați ales.
mail-digest-line = { $what } (în total { $n }): { $url }
admin-job-digest = Trimiterea e-mailului zilei
