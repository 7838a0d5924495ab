### That help is over, said by both sides: mails, and the pages of both.

mail-over-asked-subject = Is the help over?
mail-over-asked-body =
    The other side says that help which was agreed with you on Punte took place and is over.
    Please say yes or no. Without an answer it counts as over three days later, and contacts are not shown any more.
    Open the link to answer.
mail-over-denied-subject = The other side says that it is not over
mail-over-denied-body =
    You said that help which was agreed on Punte is over. The other side says that it is not over yet, so it goes on.
    Please write to each other first. If something is wrong, report it: people look at it.
    Open the link to see what you can do.
after-do-not-over = It is not over
after-over-asked = The other side says that it took place and is over. Is that so? Without your answer it counts as over on { $date }.
after-over-said = You said that it took place and is over, and the other side was asked. Without an answer it counts as over on { $date }.
after-over-denied = The other side says that it is not over yet, so it goes on. Write to each other first. If something is wrong, report it or say how it was: the people who check read it.
after-over-nights = If both of you say that it is over, the nights after that day are free for others.
said-after-asked = It is written down. The other side is asked whether it is over.
said-after-not-over = It is written down: it is not over, and goes on.
provider-not-over-title = Is it not over?
provider-not-over-text = Then it goes on as agreed, and the people are told. If you said by mistake that it is over, you take it back with this.
provider-not-over-do = It is not over
