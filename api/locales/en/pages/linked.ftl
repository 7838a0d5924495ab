### Who has something in common with somebody who was blocked.

desk-linked = Who has something in common with them
desk-linked-text = It may have a good reason: families share a phone, and people work for two organisations. It decides nothing.
desk-linked-by = in common: { $by }
desk-linked-live = { $n ->
    [one] people see { $n } offer of theirs
    *[other] people see { $n } offers of theirs
 }
desk-hint-blocked-who = Who was blocked
desk-recheck-hint = Nothing of what was checked runs out yet: people see this offer, and it is here because of what was found. If no hint is left, its reason has gone. If all is well, send your answer; whoever offers it is not told. If not, stop the offer below.
