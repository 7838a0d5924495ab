### Codes that were lost, and the short number of a request.
lost = I have lost my code
lost-lead = If your request has an e-mail address, we send a mail there. With it you get a new code, and the old one stops working.
lost-email-hint = The one that you gave us to reach you.
lost-no-mail = No e-mail address in your request? Go to the people who help on the spot, with your card or a document: whoever follows your request for an organisation can make you a new code, and all others can ask a moderator, who does.
said-code-sent = If a request has this address, a mail is on its way. Open its link within an hour, or copy the code in it into this page.
renew = Get a new code
renew-lead = Copy the code from our mail, unless it is here already. You then see your new card. The old code stops working, and your request is closed on all other phones.
renew-do = Make a new code
number = How does my request stand?
number-lead = With the short number on your card. We say only whether your request is open, and nothing about you.
number-field = Short number
number-hint = Twelve digits from your card.
number-do = Ask
number-state-open = This request is open.
number-state-withdrawn = This request was taken back.
number-state-closed = This request is closed.
card-number = Short number: says only how it stands
field-request-number = This number does not fit. Look at its digits again.
field-unknown-request = No request has that, or somebody else has to do this. Ask for its number, its phone or its e-mail address.
field-ambiguous = Several open requests have that. Ask for the short number on their card.
desk-codes = Replace a lost code
desk-codes-lead = Only for people who stand in front of you. The old code stops working, and you get the card for them to print.
desk-codes-written = It is written down that you did this, and why. Give nobody a code by phone or message.
desk-codes-known = Their short number, phone or e-mail address
desk-codes-known-hint = As it is in their request. If several open requests have it, the number on the card is needed.
desk-codes-reason = How do you know that it is theirs?
desk-codes-identity-document = They showed a document with the name of the request
desk-codes-card-number = They have the card with the short number
desk-codes-known-to-helper = Somebody of a centre or an organisation knows them
desk-codes-do = Replace the code
mail-code-lost-subject = Get a new code for your request
mail-code-lost-body =
    Somebody, probably you, has lost the code of your request.
    If it was you, open the link: you get a new code, and the old one stops working. It works once, for an hour.
    If it was not you, you need not do anything: your code stays.
mail-code-lost-several =
    Somebody, probably you, has lost the code of a request.
    Several requests name this address. Each link below gives one of them a new code, and its old one stops working. It works once, for an hour.
    Open only the link of your own request. If it was not you, you need not do anything: all codes stay.
mail-code-lost-one = Request { $number }, filed on { $day }
mail-code-replaced-subject = Your code was replaced
mail-code-replaced-body =
    The code of your request was replaced: by a link in a mail, or by a moderator or the organisation that follows your request, who were asked to. The old one opens nothing any more.
    If it was you, all is well: use the new code.
    If it was not you, tell us at once by the link below.
mail-contact-left-subject = A request no longer names this address
mail-contact-left-body =
    A request for help on Punte had this address. It names another way to be reached now, so no more mails come here.
    If it was you, you need not do anything.
    If it was not you, somebody else has the code of your request. Call, or tell us by the link, and go with your card or a document to the people who help on the spot: they make you a new code, and the other one stops working.
