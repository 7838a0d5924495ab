### A level rests on those below it: taking evidence back, what was lost, checklists for minors.

mail-evidence-taken-back-subject = A check of you does not count any more
mail-evidence-taken-back-body =
    Something that was written down as checked about you was taken back. People do not see your offers that need it. What you agreed with people stays as it is.
    The offers come back by themselves as soon as it has been checked again: the people who check have you on their list. If you think that this is a mistake, tell them when they call.
    Open the link to see what still counts and what is missing.
desk-take-back = Take it back
desk-take-back-title = Take a check back
desk-take-back-why = Why does it not count?
desk-take-back-what = The level falls at once to what is left. Offers that need more are gone from every page, and choices that wait for an answer end. What both sides agreed stays: if somebody is in danger, block instead. The provider reads that it does not count, and not why.
desk-take-back-do = Take it back now
desk-taken-back = taken back on { $date }
said-desk-taken-back = Taken back. It does not count any more, and the provider was told.
word-take-back-forged = what was shown is forged
word-take-back-of-somebody-else = it is somebody else’s
word-take-back-mistaken = it was written down by mistake
desk-expiring-lost = offers are hidden, this is missing again: { $level }
settings-checklist-minors = for minors
desk-evidence-failed = not passed
desk-evidence-result = Is it as it has to be?
word-evidence-result-passed = yes
word-evidence-result-failed = no: it is written down, and supports no level
said-desk-evidence-failed = It is written down as not passed. It supports no level. If somebody could be in danger, block.
