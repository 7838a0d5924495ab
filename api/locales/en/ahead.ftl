### What people are asked ahead of time: whether it stays as agreed, and what comes after a long stay.

mail-other-confirmed-subject = The other side has confirmed
mail-other-confirmed-body =
    The other side has confirmed: what is agreed with you on Punte stays so.
    If you have not confirmed yet, one tap is enough. If something has changed, call it off: then others can have the place.
    Open the link to see what is agreed.
mail-confirm-asked-subject = Does it stay as agreed?
mail-confirm-asked-body =
    Something that is agreed with you on Punte begins soon, and you have not confirmed it yet.
    One tap confirms it. If it does not suit you any more, call it off: you need no reason.
    Open the link to answer.
mail-stay-ends-subject = Your stay ends in a week
mail-stay-ends-body =
    The place where you stay is agreed for about one more week.
    Look now for what comes after it, while there is time. What you have stays yours until then.
    Open the link to look for what comes next.
