### What was agreed, and nobody speaks of again: mails, and the pages of both sides.

mail-beginning-asked-subject = Has the help begun?
mail-beginning-asked-body =
    Something is agreed with you on Punte, and neither side has said that it began.
    One tap says so. If nobody does within two days, what is held becomes free for others, and the request is open again.
    Open the link to answer.
mail-agreement-lapsed-subject = What was agreed is free again
mail-agreement-lapsed-body =
    Neither side said that the help which was agreed with you on Punte began. What was held is free for others, and contacts are not shown any more.
    If it is taking place all the same: whoever offers it lowers what is free, so that nobody is sent in vain. Whoever still looks chooses anew.
    Open the link to see what you can do.
my-next-not-begun = Nobody said that the help began, so what was held is free again. If you still need it, choose anew. If you are there and all is well, tell the people to lower what is free.
after-must-say = As soon as it has begun, say so here. If neither side does, and you do not both confirm, what is held becomes free for others some days later.
word-end-reason-not-begun = nobody said that it began
