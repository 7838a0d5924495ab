### What was checked runs out: mails, what has to be shown again, the moderators' view of it; and what is reported.

problem-recheck-only = People see this offer. Go through the points that run out, or stop the offer.
mail-checks-end-subject = Some of your papers have to be seen again soon
mail-checks-end-body =
    What we checked about an offer of yours runs out within 30 days. From then on people do not see the offer.
    Open the link: it says which offer it is and what we have to see again. Have it ready, we get in touch.
    What you have agreed with people stays as it is.
mail-checks-over-subject = People do not see your offer: checks ran out
mail-checks-over-body =
    What we checked about an offer of yours has run out, so people do not see it any more. What you have agreed with people stays as it is.
    Open the link: it says which offer it is and what we have to see again. Once somebody has seen it, people see the offer again.
mail-offer-rechecked-subject = We looked at your offer once more
mail-offer-rechecked-body =
    Somebody looked at your offer once more, and all is well. You do not have to do anything.
    Open the link to see until when that counts.
desk-tab-reported = Reported
desk-tab-expiring = Running out
desk-kind-recheck = to be checked again
desk-empty-reported = Nothing in the queue is of somebody who was reported
desk-empty-expiring = Nothing in the queue has to be checked again
desk-reported-tag = reported
desk-reported-queued = { $n ->
    [one] { $n } offer in the queue is of somebody who was reported
    *[other] { $n } offers in the queue are of somebody who was reported
 }
desk-expiring-again = Offers to check again
desk-expiring-again-lead = People see them. What was checked runs out: then nobody sees them until somebody has looked again. What is agreed stays.
desk-expiring-no-again = In the next 30 days no checks of offers run out.
desk-expiring-queue = In the queue
desk-recheck-what = People see this offer, or did until its checks ran out. Look at these points again. If one is not right any more, stop the offer below.
desk-recheck-until = People see it. What was checked counts until { $date }.
desk-recheck-over = Nobody has seen it since { $date }: what was checked ran out.
desk-recheck-stop = Something is not right any more: stop the offer
desk-recheck-stop-answers = What you answered above is written down with it.
said-desk-rechecked = It is written down. What was checked counts on.
provider-show-again = What we have to see again
provider-show-again-of = What we have to see again: { $offer }
provider-checks-until = counts until { $date }
provider-checks-over = people have not seen it since { $date }
provider-show-again-do = Have it ready: somebody gets in touch and goes through it with you.
provider-show-again-agreed = What you have agreed with people stays as it is.
