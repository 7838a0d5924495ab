### Cases that are due, and cases that an organisation gives to a colleague: mails, and the page of its members.
mail-case-due-subject = Please look at a request that you follow
mail-case-due-body =
    It is time to look at a request that you follow on Punte. Nobody has opened it since.
    If you cannot look after it now, hand it over to a colleague.
    Open the link to see it.
mail-case-given-subject = A request was given to you
mail-case-given-body =
    An administrator of your organisation gave you a request that a colleague followed on Punte.
    The household was told. What was noted is with it.
    Open the link to see it.
mail-case-handed-on-subject = Somebody else of the organisation helps you now
mail-case-handed-on-body =
    The organisation that follows your request on Punte gave it to another of its case workers.
    They see what the one before saw. If you do not want that, end it at once: that is one tap.
    Open the link to see which organisation it is.
members-cases = Requests that your organisation follows
members-cases-lead = If somebody is ill or leaves, give what they follow to a colleague. You see nothing of the households; they are told.
members-case-since = Since { $date }
members-case-seen = looked at last: { $time }
members-case-late = overdue since { $time }
members-case-to = Give it to
members-case-do = Give
said-case-reassigned = It is theirs now. The household is told.
