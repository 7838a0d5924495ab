### Which mails somebody with an account gets.
own-mails = Mails
own-mails-lead = You always get what you have to know: that somebody chose your offer, that something was decided or called off, what concerns safety, and how you sign in. These you choose; on these pages you see everything.
own-mails-kinds = Send me
own-quiet = Not at night: what can wait comes in the morning
own-quiet-hint = By the clocks here. Safety, help that is for today and how you sign in never wait.
own-quiet-from = Quiet from
own-quiet-to = Quiet until
own-mails-language = Language of mails
own-mails-do = Keep
field-same-hour = Choose two different hours.
said-mails-chosen = Your choice is kept.
word-mail-kind-messages = a message was written to me
word-mail-kind-reminders = somebody waits for me, or an offer lapses soon
word-mail-kind-cases = something new in a request that I follow
word-mail-kind-feedback = how was it, after help is over
word-mail-kind-receipts = a receipt for what I sent
mail-choices = You choose here which mails you get: { $url }
