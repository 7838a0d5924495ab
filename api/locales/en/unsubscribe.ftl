### One tap in a mail, and no more of its kind come.
unsubscribe = Mails that you can do without
unsubscribe-what = It is about these mails:
unsubscribe-on = They come to you.
unsubscribe-lead = One tap, and no more of them come: you need not sign in. What you have to know still comes.
unsubscribe-do = No more of these mails
unsubscribe-off = They do not come to you any more.
unsubscribe-undo = Send them again
unsubscribe-mails = All mails that you get
mail-unsubscribe = No more mails of this kind, by one tap: { $url }
