### Households of which numbers stand out before anybody reports them.

raised-title = Households to look at
raised-text = Numbers alone: who they are is not shown here. There may be a good reason, and nothing follows by itself.
raised-look = Look into it
raised-look-hint = This opens a report about what they chose or asked last. Only there can they be stopped from choosing further offers.
raised-met-nobody = They have not chosen any offer or written to anybody yet, so there is nothing to stop.
raised-more = { $n ->
    [one] One more household waits after these.
   *[other] { $n } more households wait after these.
 }
said-raised-dismissed = No problem, until one of the numbers grows.
said-raised-looked-into = You look into it now.
said-raised-changed = Somebody was faster, or the numbers changed. This is how it stands now.
desk-reporter-moderator = a person who checks, about a household
desk-report-of-numbers = A person who checks made this report because numbers stood out. Nobody is blocked for it, and the household is not told why.
reported-lead-numbers = Numbers about them stood out; nobody had to complain. You see what was agreed, not who they are.
