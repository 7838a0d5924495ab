### What households ask institutions about their offers.

inquiry-write = Write to them first
inquiry-asked = Whom I wrote to
inquiry-gone = An offer that is not there any more
inquiry-waits = waits for an answer
inquiry-list = Questions about your offers
inquiry-list-lead = People write to you before they choose. You see what they write, and not who they are.
inquiry-list-none = Nobody has asked you anything yet.
inquiry-read = Read and answer
message-phrase-still-there = Is this still available?
message-phrase-it-is-there = Yes, it is still available.
message-phrase-it-is-gone = It is not available any more.
message-phrase-which-papers = Which papers do we need?
message-phrase-no-papers = You need no papers.
message-phrase-please-choose = Please choose our offer in your request. Then we can agree on everything.
problem-too-many-inquiries = You wrote to many organisations today. Please wait until tomorrow for more, or ask those again to whom you wrote.
mail-inquiry-message-subject = You have a message about an offer
mail-inquiry-message-body =
    Somebody wrote to you on Punte about an offer.
    For your safety there is not a word of it in this mail.
    Open the link to read it and to answer.
mail-inquiry-waits-subject = A question waits for your answer
mail-inquiry-waits-body =
    Two days ago somebody asked you something about your offer on Punte.
    They are waiting for your answer.
    Open the link to read it and to answer.
mail-inquiry-ended-subject = A conversation about an offer was ended
mail-inquiry-ended-body =
    The organisation ended the conversation about an offer on Punte. Nobody writes there any more.
    You can ask others, or choose an offer. A day later you can ask here again.
    Open the link to see it.
inquiry-end = End this conversation
inquiry-end-what = Nobody writes here any more, and nobody is reminded. What was written stays. The people who asked can ask again.
inquiry-end-do = End it
inquiry-ended-you = You ended this conversation.
inquiry-ended-they = The other side ended this conversation.
inquiry-again = Ask again, from { $date } on
said-inquiry-ended = It is ended. Nobody writes there any more.
