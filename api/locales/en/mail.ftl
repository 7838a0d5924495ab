### Mails: a link, never personal data.

mail-greeting = Good day!
mail-link = Open here: { $url }
mail-footer =
    Punte sent you this because a request or an account names this address.
    If that was not you, you can delete this e-mail.
    In danger, call 112. Punte is not an emergency service.
    Something is wrong or dangerous? Tell us, without an account: { $url }
mail-hotline = Help line: { $hotline }
mail-no-hotline = The people who run this site have not set a help line.
mail-offer-submitted-subject = We have your offer
mail-offer-submitted-body =
    Thank you for offering help.
    People check every offer before others can see it. We will write to you when there is an answer.
    Open the link to see your offer.
mail-offers-imported-subject = Your list was taken over
mail-offers-imported-body =
    Thank you for the list. Every offer in it that is new or changed waits for its check now.
    People check every offer before others can see it. Your organisation answers for these offers and confirms them.
    Open the link to see them.
mail-offer-approved-subject = Your offer is approved
mail-offer-approved-body =
    People checked your offer and approved it. Unless you paused it, people who look for help can see it now.
    Please confirm from time to time that it is still available.
    Open the link to see it.
mail-offer-changes-requested-subject = Please change something in your offer
mail-offer-changes-requested-body =
    A person checked your offer and asks you to change something.
    Please make the change and send the offer again.
    Open the link to see what to change.
mail-offer-rejected-subject = An answer about your offer
mail-offer-rejected-body =
    Thank you for wanting to help.
    People checked what you sent. This time we cannot accept it.
    Open the link to see the reason.
mail-proposal-received-subject = Somebody chose your offer
mail-proposal-received-body =
    People who look for help chose your offer. Please say yes or no soon, so that they can plan.
    Both sides see contacts only after you say yes.
    Open the link to see what they need.
mail-proposal-accepted-subject = They said yes to your request
mail-proposal-accepted-body =
    The people whose offer you chose said yes. Both sides can see contacts now.
    If your plans change, please tell them or cancel.
    Open the link to see what comes next.
mail-proposal-declined-subject = This time it does not work out
mail-proposal-declined-body =
    The offer that you chose does not work out this time. It happens: plans change, or people cannot answer in time.
    Your request is still here, and you can choose another offer.
    Open the link to see what there is now.
mail-match-cancelled-subject = Plans have changed
mail-match-cancelled-body =
    Something that was planned with you on Punte will not take place.
    If you are about to leave, or wait for somebody, please look first.
    Open the link to see what was cancelled and what you can do.
mail-request-received-subject = We have your request
mail-request-received-body =
    Your request has reached us. People who offer help do not see you until you choose.
    Keep your code: it opens your request on any phone.
    Open the link to see your request.
mail-child-heard-subject = Your call for help has reached us
mail-child-heard-body =
    A person will read what you wrote and get in touch with you in the way that you chose.
    If it cannot wait, call, or go to somebody at the border or in a help centre.
    Open the link to see your request. Your code opens it on any phone.
mail-pin-changed-subject = The PIN of your request has changed
mail-pin-changed-body =
    The PIN of your request was set, changed or taken away.
    If that was not you, somebody else has your code. Go to the people who help on the spot: they make you a new card.
    Open the link to see your request.
mail-offers-found-subject = There are offers that fit your request
mail-offers-found-body =
    There is an offer that fits what you look for. People checked it.
    When there is something new, we write at most once a day for each need.
    Open the link to see it.
mail-danger-reported-subject = Somebody reports a danger
mail-danger-reported-body =
    Somebody says that they or others are in danger now.
    If the report says that offers are hidden, they stay so until somebody has looked. Please look within the hour.
    Open the link to take the report.
mail-match-stopped-subject = We stopped something that was planned with you
mail-match-stopped-body =
    Something that was planned with you on Punte was stopped for safety.
    Please do not go there. If you are there already and afraid, call 112.
    Your request is open again: open the link to choose somebody else.
mail-provider-renamed-subject = People you agreed with have another name now
mail-provider-renamed-body =
    The people with whom you agreed something on Punte go by another name there now. What you agreed still stands.
    It may be a marriage, or a mistake that was put right. We check once more who they are.
    Look whether they are still the people whom you know. If you are not sure, ask them, or call it off: you need no reason.
    Open the link to see the new name.
mail-agreement-changed-subject = Something you agreed on has changed
mail-agreement-changed-body =
    What you agreed on Punte is different now: where it is, who drives, or when it leaves. We have checked the change.
    Look at it before you set out. If it does not suit you any more, call it off: you need no reason.
    Open the link to see how it is now.
mail-provider-blocked-subject = Your offers are stopped
mail-provider-blocked-body =
    Your offers on Punte were stopped, and what was agreed with people is stopped too.
    A second person looks at this within 24 hours. You do not need to do anything.
    If you think this is a mistake, answer the people who call you.
mail-block-lifted-subject = Your offers are shown again
mail-block-lifted-body =
    A second person looked: your offers can be seen again.
    What was stopped with people stays stopped. We are sorry for the trouble, and thank you for helping.
    Open the link to see your offers.
mail-check-in-subject = How are you?
mail-check-in-body =
    We hope that you are well where you are now.
    One tap tells us. If you are not safe, a person means to look at it within the hour.
    In danger, call 112. Open the link to answer.
mail-match-no-show-subject = It was noted that nobody came
mail-match-no-show-body =
    The other side says that nobody came.
    What was held is free again.
    If this is a mistake, open the link to see what you can do.
mail-help-completed-subject = How was it?
mail-help-completed-body =
    Help that was planned with you on Punte took place and is over.
    Please say in a minute how it was. The other side never sees it.
    Open the link to answer.
mail-proposal-reminder-subject = Somebody waits for your answer
mail-proposal-reminder-body =
    People who look for help chose your offer and wait.
    Please say yes or no: a quick no helps them too, they can choose somebody else.
    Open the link to answer.
mail-proposal-missed-subject = The time to answer is over
mail-proposal-missed-body =
    People chose your offer, and nobody answered in time. They look for somebody else now.
    Who answers is shown higher in the lists. If you cannot help for a while, please pause your offer.
    Open the link to see what was asked.
mail-offers-lapse-subject = Does your offer still stand?
mail-offers-lapse-body =
    Several of your offers on Punte will soon not be shown any more, or are not shown already.
    One tap keeps it: “It still stands”. If it is taken, pause it or take it back.
    Open the link to see your offers.
mail-still-needed-subject = Do you still need help?
mail-still-needed-body =
    You did not open your request for some time. Do you still need what is in it?
    If you still look, open it with your code: that is all. There you can also say what is not needed any more.
    If nobody opens it for long, it will be closed. Open the link to see your request.
mail-message-received-subject = You have a message
mail-message-received-body =
    The other side of something that is planned with you on Punte wrote to you.
    For your safety there is not a word of it in this mail.
    Open the link to read it and to answer.
mail-account-dormant-subject = Your account will be deleted in 30 days
mail-account-dormant-body =
    Nobody has signed in to your account on Punte for a long time.
    What nobody uses we do not keep: in 30 days we delete the account, with all that names you.
    If you want to keep it, open the link and sign in. That is all. If not, you need not do anything.
