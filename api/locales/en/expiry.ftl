### Deadlines of offers: mails, the page behind their link, the moderators' list.

mail-offer-lapses-soon-subject = Is your offer still free? One tap is enough
mail-offer-lapses-soon-body =
    Soon your offer disappears from what people see, unless you say that it still stands.
    The link asks you one question: still available, taken, or a pause. You do not have to sign in.
mail-offer-lapsed-subject = Your offer is not shown any more
mail-offer-lapsed-body =
    Nobody confirmed your offer in time, so people do not see it any more. What you agreed with people stays as it is.
    If it still stands, one tap shows it again. You do not have to sign in.
mail-checks-lapse-soon-subject = Soon you have to be checked again
mail-checks-lapse-soon-body =
    What was checked about you counts for twelve months, and they are nearly over. After that people do not see the offers that need it until you have been checked again.
    Please have your papers ready, and see that your phone and the hours in your profile are right: the people who check have you on their list.
    Open the link to see until when it counts.
mail-checks-lapsed-subject = Offers of yours are hidden until you are checked again
mail-checks-lapsed-body =
    Something that was checked about you is older than twelve months, so people do not see the offers that need it any more. What you agreed with people stays as it is.
    They come back by themselves as soon as you have been checked again: the people who check have you on their list.
    Open the link to see what we check.
field-link-over = This link is not valid any more: it was used, or there is a newer e-mail. You can also sign in and confirm there.
still-title = Is your offer still available?
still-lead = One tap is enough. You do not have to sign in.
still-code = Code from the e-mail
still-code-hint = The link fills it in. If not, copy it from the e-mail.
still-choose = Your answer
still-answer-available = Still available
still-answer-taken = Taken
still-answer-pause = Pause it
still-about-available = People go on seeing it.
still-about-taken = Somebody has it. People do not see it until you show it again.
still-about-pause = Not for a while. People do not see it until you show it again.
still-sign-in = To all my offers: sign in
still-done = Thank you
still-said-available = Your offer still stands.
still-said-taken = Noted: it is taken. Nobody sees it until you show it again.
still-said-pause = It is paused. Nobody sees it until you show it again.
still-reference = Your offer
still-until = We ask again before { $date }.
still-offers = To my offers
desk-expiring = Deadlines
desk-expiring-lead = What disappears soon, or has disappeared, because nobody confirmed it or the checks are too old.
desk-expiring-providers = Providers to check again
desk-expiring-no-providers = In the next 30 days no checks run out.
desk-expiring-offers = { $n ->
    [one] { $n } approved offer
    *[other] { $n } approved offers
 }
desk-expiring-unconfirmed = Offers that wait for their provider’s word
desk-expiring-no-offers = In these days no offer runs out.
desk-expiring-until = until { $date }
desk-expiring-since = not shown since { $date }
desk-expiring-corrected = name or register entry corrected, or a check taken back
