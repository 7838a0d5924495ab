### Stopping one offer that people see, and showing it again.

mail-offer-suspended-subject = We stopped your offer for now
mail-offer-suspended-body =
    We stopped one of your offers. People do not see it for now, and nobody can choose it.
    What you have agreed with people stays as it is.
    Open the link to see why, and what you can do.
mail-offer-reinstated-subject = Your offer is no longer stopped
mail-offer-reinstated-body =
    We looked at your offer once more, and it is no longer stopped.
    If the time to confirm it has passed meanwhile, say that it still stands, and people see it again.
    Open the link to see it.
desk-stop = Stop this offer
desk-stop-title = Stop an offer that people see
desk-stop-why = Why?
desk-stop-what = It is gone from every page at once, and choices that wait for an answer end. What both sides agreed stays: if somebody is in danger, block instead. The person who offers reads the reason.
desk-stop-do = Stop it now
desk-show-again = Show it again
desk-show-again-title = Show a stopped offer again
desk-show-again-what = It stands as before. If its time ran out meanwhile, the person who offers confirms it first.
desk-show-again-do = Show the offer again
desk-stopped-since = stopped since { $time }
said-desk-stopped = The offer is stopped. Nobody sees it any more, and we have told the person who offers.
said-desk-shown-again = The offer is no longer stopped. We have told the person who offers.
provider-offer-stopped = Why we stopped it
provider-offer-stopped-text = Nobody but us can show it again. What you have agreed with people stays as it is.
provider-offer-stopped-do-not-as-described = Tell us what is different now. If it has changed for good, take the offer back and write a new one.
provider-offer-stopped-do-unreachable = Look whether your e-mail address and phone number are right, then call or write to us.
provider-offer-stopped-do-unsafe-conditions = Put right what is not safe, then call or write to us. Somebody looks at it again.
provider-offer-stopped-do-checks-needed = Have your papers ready: somebody goes through them with you again.
provider-offer-stopped-do-broken-rules = Call or write to us. We tell you which rule it is about.
word-suspension-not-as-described = it is not as the offer says
word-suspension-unreachable = nobody could be reached
word-suspension-unsafe-conditions = it may not be safe there
word-suspension-checks-needed = something has to be checked again
word-suspension-broken-rules = it breaks the rules
