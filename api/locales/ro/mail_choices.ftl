### Which mails somebody with an account gets.
own-mails = E-mailuri
own-mails-lead = Primiți mereu ce trebuie să știți: că cineva v-a ales oferta, că ceva s-a hotărât sau s-a anulat, ce ține de siguranță și de autentificare. Pe acestea le alegeți; pe aceste pagini se vede totul.
own-mails-kinds = Trimiteți-mi
own-quiet = Nu noaptea: ce poate aștepta vine dimineața
own-quiet-hint = După ora locală. Siguranța, ajutorul pentru astăzi și autentificarea nu așteaptă niciodată.
own-quiet-from = Liniște de la
own-quiet-to = Liniște până la
own-mails-language = Limba e-mailurilor
own-mails-do = Păstrează
field-same-hour = Alegeți două ore diferite.
said-mails-chosen = Alegerea s-a păstrat.
word-mail-kind-messages = mi s-a scris un mesaj
word-mail-kind-reminders = cineva mă așteaptă sau o ofertă expiră curând
word-mail-kind-cases = ceva nou într-o cerere pe care o urmăresc
word-mail-kind-feedback = cum a fost, după ce ajutorul s-a încheiat
word-mail-kind-receipts = confirmarea că ați primit ce am trimis
mail-choices = Aici alegeți ce e-mailuri primiți: { $url }
