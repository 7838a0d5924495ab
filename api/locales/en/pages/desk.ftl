### The moderators' desk.
way-desk = Queue
desk = The queue of checks
desk-back = Back to the queue
desk-order = What was handed on comes first, then what is due first. 25 on a page.
desk-how = How the order is made
desk-how-text = We mean to decide within 12 hours where two people must agree, within 24 hours on everything else, and on what people see and what has to be checked again a week before it disappears. Of two that are due at once, the one with signals comes first. The less time is left, the higher an offer stands. A signal never decides alone: it only tells you where to look.
desk-tab-me = Needs me
desk-tab-new = New
desk-tab-edited = Edited
desk-tab-second = Waits for a second person
desk-tab-risky = Risky
desk-tab-mine = Held by me
desk-tab-held = Held by others
desk-kind-new = new
desk-kind-edited = edited after approval
desk-filter-category = Kind of help
desk-filter-all = Every kind
desk-filter-words = Words of the title, or P-number
desk-filter-do = Show
desk-filter-off = Show everything
desk-col-select = Select
desk-col-item = Offer
desk-col-signals = Signals
desk-col-approval = Approval
desk-col-time = Time
desk-col-state = Where it stands
desk-select = Select: { $title }
desk-no-signals = none
desk-approval-single = one person
desk-approval-1 = first of two people
desk-approval-2 = second of two people
desk-approval-3 = two people agreed
desk-take = Take it
desk-take-text = Take this offer to decide on it. It is then yours for 10 minutes, and nobody else can decide meanwhile.
desk-more = The next 25
desk-first = Back to the first page
desk-empty-me = Nothing needs you now
desk-empty-new = No new offers are waiting
desk-empty-edited = No edited offers are waiting
desk-empty-second = Nothing waits for a second person
desk-empty-risky = Nothing risky waits
desk-empty-mine = You hold nothing
desk-empty-held = Nobody else holds anything
desk-empty-text = New offers come in here by themselves. Load the page again in a while, or look at another part of the queue.
desk-empty-filtered = Nothing here fits what you look for
desk-empty-filtered-text = Other offers may be waiting. Use fewer words, choose every kind, or show everything.
desk-age-now = came in just now
desk-age-minutes = { $n ->
    [one] waits for { $n } minute
    *[other] waits for { $n } minutes
 }
desk-age-hours = { $n ->
    [one] waits for { $n } hour
    *[other] waits for { $n } hours
 }
desk-age-days = { $n ->
    [one] waits for { $n } day
    *[other] waits for { $n } days
 }
desk-due-minutes = { $n ->
    [one] { $n } minute left
    *[other] { $n } minutes left
 }
desk-due-hours = { $n ->
    [one] { $n } hour left
    *[other] { $n } hours left
 }
desk-due-days = { $n ->
    [one] { $n } day left
    *[other] { $n } days left
 }
desk-late-minutes = { $n ->
    [one] { $n } minute late
    *[other] { $n } minutes late
 }
desk-late-hours = { $n ->
    [one] { $n } hour late
    *[other] { $n } hours late
 }
desk-late-days = { $n ->
    [one] { $n } day late
    *[other] { $n } days late
 }
desk-lease-mine = { $n ->
    [one] yours for { $n } minute
    *[other] yours for { $n } minutes
 }
desk-lease-held = { $n ->
    [one] another person who checks has it, { $n } minute left
    *[other] another person who checks has it, { $n } minutes left
 }
desk-lease-free = nobody has it
desk-lease-own = your own: others decide
desk-lease-decided = you agreed: another person decides now
desk-lease-closed = not in the queue any more
desk-offer = Offer
desk-version = version { $n }
desk-people-see = People see version { $n } until you decide.
desk-nobody-sees = Nobody sees the offer until it is approved.
desk-own = This offer is yours, or of an organisation that you belong to or left. Other people decide on it.
desk-decided = You have decided on this version. One more person has to agree, and it cannot be you.
desk-closed = This version is not in the queue any more.
desk-now-state = The offer now:
desk-newer = Look at the newer version
desk-changed = { $n ->
    [one] { $n } thing changed
    *[other] { $n } things changed
 }
desk-was = was
desk-now = now
desk-nothing = nothing
desk-private-changed = Changed, and not shown here:
desk-private-changed-do = Open it below with a reason.
desk-private-address = exact address
desk-private-point = point on the map
desk-private-driver = driver
desk-private-plate = number plate
desk-private-licence-number = licence number
desk-as-seen = As people would see it
desk-unseen = What people do not see
desk-unseen-text = Only you and the person who offers see this before both sides agree.
desk-not-said = not said
desk-private-title = Address and papers
desk-private-none = Nothing of this kind was given.
desk-private-given = Given, and hidden:
desk-look-private = Why do you open this?
desk-look-why = Why do you need to know who it is?
desk-look-identity = See who it is
desk-look-hint = Each look is written down, with your account and the reason.
desk-look-vetting = to check a paper
desk-look-report = because of a report
desk-look-asked-by-provider = they asked me to
desk-look-do = Open, and write it down
desk-look-recorded = This look is written down. It is shown once: it is gone when you leave the page.
desk-who-name = Name
desk-who-former = Called so when something was agreed
desk-who-number = Number in the register
desk-who-representative = Legal representative
desk-who-contact = Who answers
desk-who-email = E-mail
desk-who-phone = Phone
desk-who-hours = When to call
desk-who = Who it is
desk-provider = Who offers it
desk-too-little = Too little is checked to approve this offer. It needs:
desk-families = Families with children can only be matched with this home after a visit (level 3). Missing now:
desk-so-far = So far:
desk-so-far-nothing = So far nothing.
desk-register = Listed in a public register:
desk-counts-until = counts until { $date }
desk-lapsed = does not count since { $date }
desk-no-checks = Nothing has been seen yet
desk-offers-so-far = Offers so far:
desk-provider-page = All about who offers
desk-earlier = What was decided before
desk-by-you = by you
desk-by-another = by another person who checks
desk-checklist = What to check
desk-checklist-none = There is no checklist for this kind of offer. It cannot be approved until the people who run this site have added one.
desk-two-people-1 = Two different people must approve this offer. You are the first. After you it goes back into the queue for somebody else.
desk-two-people-2 = One person has approved this offer. You are the second. If you approve, people see it at once.
desk-two-people-3 = Two people have approved this offer.
desk-unanswered = { $n ->
    [one] { $n } point of the list is not answered yet
    *[other] { $n } points of the list are not answered yet
 }
desk-to-decision = Go to the decision
desk-optional = if you can
desk-yes = Yes
desk-no = No
desk-cannot-tell = Cannot tell
desk-your-decision = Your decision
desk-decide-approve = Approve
desk-decide-request-changes = Ask for changes
desk-decide-reject = Do not accept
desk-reason = Reason
desk-reason-hint = Not needed when you approve.
desk-note = Note to the person who offers
desk-note-hint = They get the reason in their language. Add only what helps.
desk-about = Which lines it is about
desk-send-next = Decide, and take the next
desk-send-queue = Decide, then the queue
desk-retake-send = Take it again, and decide
desk-renew = 10 minutes more
desk-release = Give it back
desk-send-hint = The person who offers is told by e-mail.
desk-what-you-wrote = What you wrote
desk-trouble-changed = The offer changed while you were reading
desk-trouble-do-changed = Nothing was decided. This is the new version, and below stands what changed. Everything that you typed and ticked is still there: go through it again, and choose your decision once more.
desk-trouble-closed = This offer is not in the queue any more
desk-trouble-do-closed = Somebody decided, or it was taken back. Your decision did not count.
desk-trouble-held = Another person who checks has it now
desk-trouble-do-held = Nothing was decided. Wait until they are done, or take another offer.
desk-trouble-lease = Your ten minutes are over
desk-trouble-do-lease = Nothing was decided. Take the offer again, and send your decision once more.
desk-trouble-decided = You have decided on this version already
desk-trouble-do-decided = One person decides once. Another one has to look at it now.
desk-trouble-own = You cannot decide on this offer
desk-trouble-do-own = It is yours, or of an organisation that you belong to or left. Other people decide.
desk-trouble-vetting = Too little is checked to approve it
desk-trouble-do-vetting = Record what you have seen, then approve. Or ask for changes.
desk-trouble-promised = More is promised than this version offers
desk-trouble-do-promised = People already count on it. Ask for changes.
desk-trouble-other = This is not possible now
desk-trouble-do-other = Something changed in the meantime. Nothing was decided. Look at the offer as it is now.
desk-evidence = What was checked
desk-evidence-add = Record what you have seen
desk-evidence-lead = We keep what was seen and when, never a copy. A level counts once everything below it was seen as well: for a person an identity document, then a criminal record certificate, then a visit; for an organisation its entry in the register stands for the first two.
desk-evidence-kind = What did you see?
desk-evidence-level = (level { $n })
desk-evidence-last4 = Last four characters of its number
desk-evidence-last4-hint = Latin letters and digits. Leave it empty if there is no number.
desk-evidence-seen = When did you see it?
desk-evidence-seen-hint = Within the last twelve months.
desk-evidence-do = Write it down
desk-evidence-unseen = They have another name or register entry since you looked at who they are. Nothing was written down.
desk-evidence-unseen-do = Open their page, look again at who they are and compare it with what you have seen. Then send this once more.
desk-own-provider = You belong to this provider, or did. Others check it.
desk-provider-offers = Offers
desk-provider-no-offers = No offer has been handed in yet. When one comes, it stands in the queue.
desk-waits = a version waits in the queue
desk-together = One decision on several offers
desk-together-do = Decide on the selected
desk-together-hint = You see each of them and give a reason before anything happens. What others have is left out.
desk-together-none = Nothing is selected that you can decide on
desk-together-none-text = Go back to the queue and tick the offers. What another person has, or what changed meanwhile, cannot be selected.
desk-together-approve = Approving takes offers that you went through before, with their signals looked at. The others are left out and named below.
desk-together-count = { $n ->
    [one] { $n } offer
    *[other] { $n } offers
 }
desk-together-limit = At most { $n } at once. Each gets its own line in the log.
desk-together-send = Decide on all of these
desk-left-out = Left out
desk-done = What was done
desk-done-count = { $n ->
    [one] { $n } offer decided
    *[other] { $n } offers decided
 }
# Keys.
desk-keys = Keys
desk-keys-switch-on = Switch the keys on
desk-keys-switch-off = Switch the keys off
desk-key-move = the next offer, the one before
desk-key-open = open it
desk-key-take = take it
desk-key-select = select it
desk-key-search = search
desk-key-decide = approve, ask for changes, do not accept
desk-key-answer = answer a point: yes, no, cannot tell
desk-key-send = send the decision
desk-key-send-typing = send the decision while you write
desk-key-queue = back to the queue
desk-key-help = this list
# Names of the fields of an offer.
desk-field-title = title
desk-field-description = description
desk-field-language = language of the text
desk-field-place = place
desk-field-capacity-housing = beds
desk-field-capacity-transport = seats
desk-field-capacity-job = openings
desk-field-capacity-medical = people a week
desk-field-capacity-service = people at a time
desk-field-availability = when it can be had
desk-field-languages = languages spoken
desk-field-price-note = what it costs
desk-field-for-minors = for children without a parent
desk-field-confidential = the place is kept secret
desk-field-private-home = somebody’s home
desk-field-show-address = wants to show the address
desk-field-kind = kind of place
desk-field-privacy = how much of it
desk-field-max-guests = people at most
desk-field-min-child-age = children from age
desk-field-bedrooms = bedrooms
desk-field-bathroom = bathroom
desk-field-step-free = steps
desk-field-floor = floor (0 is the ground)
desk-field-pets-max = animals at most
desk-field-animals-live-there = animals live there
desk-field-resident-women = women who live there
desk-field-resident-men = men who live there
desk-field-resident-children = children who live there
desk-field-smoking = smoking inside
desk-field-public-transport = metres to the bus or train
desk-field-min-nights = nights at least
desk-field-max-nights = nights at most
desk-field-stops = stops
desk-field-departs-from = leaves not before
desk-field-departs-until = leaves not after
desk-field-detour = metres out of the way
desk-field-child-seats = child seats
desk-field-wheelchair = wheelchair
desk-field-return-trip = drives back as well
desk-field-occupation = occupation (ISCO-08)
desk-field-contract = contract
desk-field-hours = hours a week
desk-field-pay = pay
desk-field-starts-on = first day
desk-field-languages-needed = languages needed
desk-field-licence-needed = a licence is needed
desk-field-speciality = what kind of doctor
desk-field-mode = where
desk-field-insured-only = only with insurance
desk-field-clinician = woman or man
desk-field-opening-hours = opening hours
desk-field-theme = kind of help
desk-field-who-is-eligible = who may come
desk-field-documents-needed = papers needed
desk-field-public-phone = public phone
desk-field-web-page = web page
# What was done a moment ago.
said-desk-approved = Approved. People see the offer now.
said-desk-approved-first = Your approval is written down. One more person has to look at the offer.
said-desk-changes-asked = Changes are asked for. The person who offers is told in a minute.
said-desk-rejected = The offer is not accepted. The person who offers is told in a minute.
said-desk-released = You gave it back. Others can take it now.
said-desk-evidence = It is written down. Only what was seen and when is kept.
# What is wrong with an answer.
field-not-checked = Without a yes here it cannot be approved. Ask for changes, or do not accept it.
desk-reports = Reports of danger
desk-reports-lead = What is due first comes first. “In danger now” within an hour, everything else within a day, and two hours before agreed help begins. Whoever takes a report reads what was written; the other side never learns who reported.
desk-reports-open = To look into
desk-reports-closed = Closed
desk-reports-none = No report waits
desk-reports-none-text = What people report comes in here at once, and “in danger now” by mail too.
desk-reports-none-closed = Nothing was closed yet
desk-report-begins = Help begins
desk-report-sets-out = It is agreed, and somebody is about to set out. Look into it before they do.
desk-report-what = What is wrong
desk-report-who = Who reports
desk-reporter-visitor = a visitor
desk-reporter-household = a household that asked for help
desk-reporter-provider = a provider, about a household
desk-report-frozen = offers hidden
desk-report-state-open = nobody has it
desk-report-state-taken = somebody else has it
desk-report-state-closed = closed
desk-report-mine = you have it
desk-report-said = What was written
desk-report-no-words = Nothing was written.
desk-report-of-household = The one who helps says this of a household. Nobody is blocked for it, and the household is not told who reported.
desk-report-take-first = Whoever takes the report reads what was written.
desk-report-provider = Open the provider’s page
desk-report-do = What to do
desk-report-take = I look into it
desk-report-take-hint = You can take it from somebody else too: in danger nobody waits. That you took it is written down.
desk-report-close = Close the report
desk-report-close-what = What came of it?
desk-report-close-hint = Whoever reported reads this by their code. Offers that were hidden are shown again, unless you blocked.
desk-blocks = Blocks that need a second look
desk-block-title = Blocked
desk-block-open = Block in an emergency
desk-block-why = Block at once: why?
desk-block-hint = All their offers are gone from every page at once, what was agreed is stopped, and the households are told with the help line. A second moderator looks within 24 hours.
desk-block-do = Block now
desk-block-danger = Somebody may be in danger there
desk-block-exploitation = Money, papers, work or worse was asked for
desk-block-false-identity = They are not who they say they are
desk-block-broken-rules = They broke the rules again
desk-block-mine = You blocked: another moderator has to look.
desk-block-review-by = A second moderator looks by { $time }.
desk-block-uphold = The block stays
desk-block-lift = End the block
desk-block-lift-what = When a block ends, the offers are shown again. What was stopped stays stopped.
desk-block-upheld = A second moderator looked: the block stays.
said-desk-report-taken = You look into it now.
said-desk-report-closed = The report is closed.
said-desk-blocked = They are blocked. Their offers are gone, and what was agreed is being stopped.
said-desk-block-reviewed = Your word is written down.
desk-reports-waiting = { $n ->
    [one] { $n } report waits
    *[other] { $n } reports wait
 }
desk-reports-late = { $n ->
    [one] { $n } is late
    *[other] { $n } are late
 }
