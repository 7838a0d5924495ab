### Case work: requests that somebody follows for an organisation.
way-helping = Case work
helping = Requests that you follow
helping-lead = These households agreed that you act for them. On top is who needs a bed tonight; then small children, disability, single parents and older people; then the others, who has waited longest first. Whoever waits for weeks moves up.
helping-not = Only case workers follow requests of others
helping-not-text = Your account must belong to an organisation or authority that our moderators have checked, and have a second factor.
helping-not-factor = Second factor
helping-not-provider = Your organisation
helping-new = Follow a request
helping-new-lead = Only with the agreement of the household. It is told, sees your organisation, and can end it at any time.
helping-file = File a request for somebody
helping-none = You follow no request yet
helping-none-text = File one for somebody who asks you to, or type the code that a household or a colleague gives you.
helping-col-who = Household
helping-col-needs = What they need
helping-col-tier = How soon
helping-col-due = Look again
helping-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
helping-news = new
helping-request-withdrawn = taken back
helping-request-closed = closed
helping-tier-0 = at once
helping-tier-1 = soon
helping-tier-2 = in turn
word-tier-reason-no-roof = no bed tonight
word-tier-reason-infant = a child under two
word-tier-reason-disability = disability
word-tier-reason-single-parent = one adult with children
word-tier-reason-older = older people
word-tier-reason-waiting = waiting for long
helping-code = Code
helping-code-hint = From the household, from a colleague who hands it over, or the code on the household’s card.
helping-for = For which organisation?
helping-consent = How did the household agree?
helping-consent-hint = Ask first, in a language that they speak well. What you say here is kept.
word-case-consent-spoken = face to face
word-case-consent-written = in writing
word-case-consent-by-phone = on the phone
word-case-source-shown-code = by the code of the request
word-case-source-invited = let in by the household
word-case-source-handed-over = handed over by a colleague
word-case-source-reassigned = given by an administrator of the organisation
helping-label = What you call it
helping-label-hint = So that you know it in your list. The household can read it in its export.
helping-do = Follow this request
helping-known = What is known
helping-waiting = Waiting since
helping-agreed = How they agreed
helping-note-hint = What you did and what comes next. It goes along when you hand over, the household can read it in its export, and it is erased at the end.
helping-note-before = by a colleague
helping-open = Open the request
helping-open-hint = You see what the household sees and act for it: choose, write, confirm. Each time is written down under your name.
helping-contact = Show how to reach them
helping-contact-hint = The look is written down, and they can read that it was.
helping-follow-up = Look again on
helping-follow-up-hint = Leave it empty to go by how urgent it is.
helping-keep = Keep
helping-hand-over = Hand over
helping-hand-over-hint = Ask the household whether somebody else may go on. Then make a code and give it to your colleague: it works once, within a day. Until then the request stays with you.
helping-hand-over-do = Make a code
helping-code-lost = Has the household lost its code, and does it stand in front of you?
helping-code-new = Make a new code
helping-code-after = The request closes wherever it is open, and the household is told by mail if it gave an address. If it has a PIN, that stays, and you go on following the request.
helping-end = Stop following: why?
helping-end-hint = Your notes are erased and the household is told. Its request goes on.
helping-end-do = Stop following
word-case-end-served = they have what they need
word-case-end-moved-on = they moved on
word-case-end-unreachable = nobody can be reached
word-case-end-consent-withdrawn = they do not want it any more
helping-acting = You act for somebody else. What you do here is written down under your name.
helping-acting-close = Close, back to your list
said-helping-begun = You follow this request now. The household is told.
said-helping-kept = Kept.
said-helping-noted = The note is kept.
said-helping-ended = You do not follow it any more. Your notes are erased.
my-helpers = People who help with this request
my-helpers-lead = A case worker of an organisation that we checked can look after your request with you: search, choose, write and confirm.
my-helpers-limits = They see what you see: who you are, what you need, what is agreed. To see how to reach you they press a button, and each time is written down, as is each time that they open your request. They cannot download or delete your data, take the request back or change your PIN. If you lose your code, they can make you a new one: the old one then stops working, and that is written down, too. You can end it at any time.
my-helpers-none = Nobody but you has this request.
my-helpers-since = Since { $date }
my-helpers-paused = cannot open it at the moment
my-helpers-by-shown-code = By the code of your request
my-helpers-by-invited = You let them in
my-helpers-by-handed-over = Somebody who helped you before handed it over
my-helpers-by-reassigned = The organisation gave it to a colleague
my-helpers-see = Whoever offers help sees you only when you choose. The people who help with this request see it as you do.
my-helpers-end = End this
my-helpers-invite = Let a case worker help
my-helpers-invite-hint = Make a code and tell it to the case worker. It works once, within a day, and opens nothing else.
my-helpers-do = Make a code
my-helpers-code = Code for the case worker
my-helpers-code-how = Tell it only to somebody whom you trust. If you make another one, this one stops working.
said-helper-sent-away = It is ended. They cannot open your request as case workers any more. Whoever knows the code of your request can still open it: if somebody saw it, ask for a new one.
ask-sent-follow = Follow this request as a case worker
field-case-code = This code does not work: check it, or ask for another one. It works once, within a day.
field-cannot-follow = This colleague cannot take it: they need a second factor, and follow as many requests as one person can look after at most.
field-code-with-pin = This request has a PIN: ask the household for a code made for you, on the page “People who help with this request”.
problem-child-alone = A child is alone here. Child protection looks after it, and nobody else: please call them.
problem-already-followed = Your organisation follows this request already.
problem-too-many-case-workers = Three organisations follow this request already. The household can end one.
problem-too-many-cases = You follow as many requests as one person can look after. Hand some over, or stop following those that are done.
mail-case-opened-subject = Somebody helps with your request
mail-case-opened-body =
    A case worker of an organisation follows your request on Punte from now on, as was agreed with you.
    If you did not agree, end it at once: that is one tap.
    Open the link to see who it is.
mail-case-moved-subject = Something new in a request that you follow
mail-case-moved-body =
    Something happened in a request that you follow on Punte.
    There will be no further mail about it until you open the request or look at how to reach them.
    Open the link to see it.
mail-case-ended-subject = A request is not followed any more
mail-case-ended-body =
    A request on Punte is not followed any more by a case worker who followed it.
    What was noted is erased, or with the colleague who goes on. The request itself stays as it is.
    Open the link to see how things stand.
mail-case-stopped-subject = Help was stopped in a request that you follow
mail-case-stopped-body =
    Something that was agreed in a request that you follow on Punte was stopped for safety.
    Tell the people that they must not go there, and help them look for something else.
    Open the link to see it.
