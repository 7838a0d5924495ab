### What moderators are shown about an offer besides the offer.

desk-hints = Please look at this
desk-hints-text = We found this by reading and comparing. It may have a good reason, and it decides nothing.
desk-hint-far-from-place = { $n ->
    [one] the point is { $n } km from the named place
    *[other] the point is { $n } km from the named place
 }
desk-hint-repeated-point = { $n ->
    [one] { $n } other offer has the same point
    *[other] { $n } other offers have the same point
 }
desk-hint-repeated-address = { $n ->
    [one] { $n } other offer has the same address
    *[other] { $n } other offers have the same address
 }
desk-wording-woman-alone = aimed at a woman or girl by herself
desk-wording-documents = asks for papers, or keeps them
desk-wording-pay = pay that is too good, vague, in kind or none
desk-wording-lodging-for-work = lodging in return for work, or lost with the work
desk-wording-money-first = money before anything is given for it
desk-wording-disguised-contact = a way to be reached that is written in disguise
desk-wording-pressure = hurry, secrecy, no questions or no phone
desk-hint-alike = { $n ->
    [one] { $n } other offer near by says much the same
    *[other] { $n } other offers near by say much the same
 }
desk-hint-same-contact = { $n ->
    [one] { $n } offer of somebody else has the same contact
    *[other] { $n } offers of somebody else have the same contact
 }
desk-hint-many-offers = { $n ->
    [one] new here: { $n } offer within a day
    *[other] new here: { $n } offers within a day
 }
desk-hint-new-at-border = new here since { $date }, and beside a border: at most { $km } km from a crossing
desk-hint-guests-gone = guests who were agreed on did not stay: { $never } never came, { $early } left within days
desk-hint-pay-below-minimum = pay below the minimum wage: { $offered } is offered, the least is { $least }
desk-hint-pay-law = { $law }, since { $date }
desk-hint-pay-read = read on { $date }
desk-hint-pay-known-until = known to hold until { $date } only, there may be a higher one by now
desk-hint-minimum-out-of-date = compare the pay yourself: { $offered } is offered, the least that we know was { $least }
desk-hint-blocked-before = has in common with somebody blocked: { $by }
desk-known-phone = the phone
desk-known-email = the e-mail address
desk-known-registration-number = the number in the register
desk-known-member = somebody who belongs to both
desk-apart-same-door = less than 150 m apart
desk-apart-same-quarter = less than 1 km apart
desk-apart-same-area = in this area or the next
desk-apart-unknown = distance not known
desk-signals-later = Is being compared
desk-hint-dismiss = No problem
desk-hint-restore = Look at it after all
desk-hint-dismissed = (called no problem at { $time })
desk-hints-settled = Everything that we found was looked at
desk-hints-dismissed = { $n ->
    [one] { $n } hint was called no problem
   *[other] { $n } hints were called no problem
 }
desk-trouble-hint-changed = This hint has changed
desk-trouble-do-hint-changed = We found more, or something else, since you opened the page. Look at it again below.
