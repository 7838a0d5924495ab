### The provider's area: who offers help, offers, free nights, answers.
# The way in, and registering.
way-offer = I offer help
provider-start = Offer help
provider-start-lead = A room, a ride, work, a doctor or other help. People who check look at every offer before anybody sees it.
provider-start-how = How it works
provider-start-1 = You say who you are
provider-start-1-text = A private person or an organisation. We check what is needed for your kind of help.
provider-start-2 = You describe your offer
provider-start-2-text = You can save it as a draft and go on later. If something is unclear, we write to you.
provider-start-3 = You decide each time
provider-start-3-text = People ask, you say yes or no. Only after your yes do both sides see each other’s contacts.
provider-start-never = We never ask for money. Your address and phone are not public.
provider-levels-title = What we check for which help
provider-levels-more = What we check for which help
provider-levels-l0 = Information, food, clothes and things, phone and internet
provider-levels-l1 = Work at a registered employer, rides by a registered company, most other help
provider-levels-l2 = A place to stay, private rides, medical help, child care
provider-levels-l3 = A home for people with children, and everything for minors without parents
provider-levels-note = We look at papers and write down what we saw and when. We keep no copy. A check is valid for 12 months.
provider-need-l0 = Your e-mail address has to answer.
provider-need-l1 = Show us an identity document.
provider-need-l1-organisation = For an organisation it is enough that we find it in a public register.
provider-need-l2 = Show us a criminal record certificate, or we find the organisation in a public register.
provider-need-l3 = We come and visit, or there is a contract with the institution.
provider-which = Who offers the help?
provider-register = Say who offers help
provider-register-lead = First we need to know who you are. It takes a few minutes.
provider-register-person = A private person
provider-register-person-hint = You offer help yourself: a room, a ride, your time
provider-register-organisation = An organisation
provider-register-organisation-hint = An association, a company or a public institution
provider-register-reach = How to reach you
provider-register-reach-hint = People see this only after you said yes to them.
provider-register-do = Save and go on
provider-kind = What kind of organisation?
provider-name = Name
provider-name-person-hint = Your first name and surname. Only your first name is shown, and only after you said yes.
provider-name-organisation-hint = As in the register. Everybody sees it.
provider-number = Registration number
provider-number-hint = We look for it in the public register. In Moldova IDNO, in Romania CUI or CIF, in Ukraine EDRPOU.
provider-representative = Legal representative
provider-contact-person = Who answers
provider-email = E-mail address
provider-phone = Phone
provider-phone-hint = With the country code, for example +373…
provider-contact-hours = When one can call
provider-contact-hours-hint = For example: on working days after 17:00
provider-own-languages = Languages that you speak
provider-back = Back
said-provider-registered = Saved. Now you can write your first offer.
# The dashboard.
provider-dashboard = Your offers
provider-things = { $n ->
    [one] { $n } thing waits for you
   *[other] { $n } things wait for you
 }
provider-quiet = Nothing waits for you now
provider-vetted-until = checks valid until { $date }
provider-stopped = We have stopped your offers for now. Nobody sees them. Please call or write to us.
provider-waits = Waiting for you
provider-answer-by = Answer by { $date }
provider-asked-for = People ask for: { $offer }
provider-from-to = { $from } to { $to }
provider-look-answer = Look and answer
provider-do-edit = Change the offer
provider-open = Open
provider-lapsed = the time has passed
provider-lapsed-text = Nobody confirmed it in time, so people do not see it. One tap shows it again.
provider-confirm-before = Confirm before { $date }
provider-confirm-until = People see it until { $date }. Then please confirm that it still stands.
provider-still = Does this still stand: { $offer }?
provider-still-text = { $n ->
    [one] Please confirm every { $n } day. Otherwise nobody sees the offer.
   *[other] Please confirm every { $n } days. Otherwise nobody sees the offer.
 }
provider-still-yes = It still stands
provider-still-no = Taken or not now: pause
provider-resume = Show it again
provider-agreed = Agreed
provider-offers = Your offers
provider-new = New offer
provider-none = You have no offer yet
provider-none-text = Write the first one. You can stop at any time and go on later. We check you and the offer in the meantime.
provider-col-offer = Offer
provider-col-state = State
provider-col-free = Free now
provider-col-confirm = Confirm before
provider-col-asked = Asked on
provider-more = More
provider-history = All that people asked you
provider-history-none = Nobody has asked yet
provider-history-none-text = As soon as somebody chooses your offer, we write to you, and it stands here.
provider-checked = What we checked about you
provider-unchecked = We have not checked anything yet
provider-unchecked-text = We write to your e-mail address when it is your turn. You can write offers now. They become visible once both are checked.
provider-check-until = valid until { $date }
provider-check-over = valid until { $date }, so not any more
provider-sign-hidden = checked, but not shown
provider-missing = Before people can see it:
provider-missing-do = We write to you about it. Until then nobody sees the offer.
provider-families = Families with children can only be matched with this home after a visit (level 3). Still missing now:
provider-free-of = { $free } of { $capacity }
provider-unit-housing = { $n ->
    [one] bed
   *[other] beds
 }
provider-unit-transport = { $n ->
    [one] seat
   *[other] seats
 }
provider-unit-job = { $n ->
    [one] opening
   *[other] openings
 }
provider-unit-medical = { $n ->
    [one] place a week
   *[other] places a week
 }
provider-unit-service = { $n ->
    [one] person at a time
   *[other] people at a time
 }
# One offer.
provider-reference = Code { $code }
provider-word = People who checked your offer wrote
provider-edited = A changed version waits for a check.
provider-edited-text = Until then people see the version that was checked before.
provider-refused = The changed version was not approved. What was checked before stays as it is.
provider-now = Where it stands
provider-state-draft = This is a draft. Only you see it. Send it for checking when it is ready.
provider-state-submitted = It waits for a check. We write to you as soon as somebody has looked at it.
provider-state-in-review = Somebody is checking it right now.
provider-state-changes-requested = Please change what was asked, and send it again.
provider-state-approved = It is checked.
provider-state-rejected = It was not accepted. You can write another offer.
provider-state-suspended = We stopped it for now. Nobody sees it. Please call or write to us.
provider-state-expired = It was checked, and its time has passed.
provider-state-withdrawn = You took it back. Nobody sees it any more.
provider-submit = Send for checking
provider-nights = Free nights
provider-capacity = How many there are
provider-unknown-facts = { $n ->
    [one] { $n } question has no answer yet. Offers with answers are found more often.
   *[other] { $n } questions have no answer yet. Offers with answers are found more often.
 }
provider-says = What the offer says
provider-withdraw = Take the offer back for good
provider-withdraw-text = Nobody will see it any more, and it cannot come back. What you have agreed stays agreed. If you only need a break, use the pause.
provider-withdraw-do = Take it back
said-provider-saved = Saved. Only you see it so far.
said-provider-submitted = Sent for checking. We will write to you.
said-provider-enough-today = It is saved, and was not sent for checking: ten offers a day are the most. Send it tomorrow. If you have many, ask the people who run this site to take over your list.
said-provider-confirmed = Thank you. The offer stands.
said-provider-paused = Paused. Nobody sees the offer until you show it again.
said-provider-resumed = The offer is not paused any more.
said-provider-withdrawn = The offer is taken back.
said-provider-edit-hidden = Saved. Nobody sees the offer until the change is checked.
said-provider-edit-waits = Saved. The new version waits for a check.
said-provider-edit-live = Saved. Until the change is checked, people see the version of before.
said-provider-edit-nothing = Nothing is different from what was checked.
# The form.
provider-new-lead = What would you like to offer?
provider-new-hint-housing = A room, a flat, a bed in your home
provider-new-hint-transport = Seats in a car or a bus
provider-new-hint-medical = A doctor, a clinic, a pharmacy
provider-new-hint-job = With a contract and the pay named
provider-new-hint-service = Food, things, papers, school, advice
provider-edit = Change the offer
provider-stale = What you wrote is still here, below. Look at what is stored now. If you save, yours replaces it.
provider-stale-see = See what is stored now, on a page of its own
provider-live = Before you change something
provider-live-hides = Hidden at once, until somebody has checked it: another place or address, who lives there, own room or shared room, driver, plate, route, licence, “women only” switched off.
provider-live-stays = Everything else waits for a check, and the version of before stays visible.
provider-live-less = Fewer places or fewer nights need no check: change them on the page of the offer.
provider-form-unknown = If you do not know something, leave “not known”. People will ask you.
provider-asked-here = please look at this
provider-form-parts = Parts of the form
provider-again = You were signed out
provider-again-text = It took a while, so we signed you out. What you wrote is still here, below. Sign in, and it is saved.
provider-again-do = Sign in and save
provider-form-end = Both keep what you wrote. A draft is seen by nobody but you.
provider-form-end-edit = We check what you changed.
provider-save-submit = Save and send for checking
provider-save-draft = Save as a draft
provider-saved-missing = The draft is saved. Before somebody can check it, something is still missing.
provider-save = Save the changes
provider-group-words = In a few words
provider-group-cost = What it costs people
provider-group-place = Where
provider-group-rooms = The place
provider-group-when = When
provider-group-welcome = Who is welcome
provider-group-residents = Who lives there
provider-group-things = What there is
provider-group-access = Steps and safety
provider-group-talk = Languages
provider-group-translations = Title and description in other languages
provider-group-translations-hint = Only if a person translated it. Leave the language of the offer empty here.
provider-group-route = The way
provider-group-seats = Seats, luggage, animals
provider-group-driver = Driver and vehicle
provider-group-job = The work
provider-group-pay = Pay
provider-group-asked = What is needed
provider-group-with-it = What comes with it
provider-group-medical = The help
provider-group-service = The help
provider-group-public = For everybody to see
provider-title = Title
provider-title-hint = What it is and where, in a few words.
provider-description = Description
provider-description-hint = No phone numbers, links or e-mail addresses: contacts come later.
provider-language = Language of title and description
provider-place = Town, village or border crossing
provider-address = Street and number
provider-address-hint = Only those who check see it, and people to whom you said yes.
provider-private-home = It is somebody’s home
provider-private-home-hint = Then two people check it, and only the area is shown.
provider-show-address = Show the address to everybody
provider-show-address-hint = Only for organisations, not for homes.
provider-confidential = The place is kept secret
provider-confidential-hint = A shelter: people see only the town.
provider-for-minors = For minors without their parents
provider-for-minors-hint = Then two people check it, and we visit you first.
provider-languages = Languages in which you can talk with people
provider-languages-hint = It is enough if one of you speaks it.
provider-price = What it costs
provider-price-hint = In words, if it is not free.
provider-periods = From when until when
provider-periods-hint = Leave it empty if it can be had at any time.
provider-periods-from = From
provider-periods-to = Until
provider-free-nights = Free nights
provider-free-nights-hint = The day of coming and the day of leaving. You can close single nights later.
provider-free-nights-from = Free from
provider-free-nights-to = Free until
provider-housing-kind = What is it?
provider-privacy = How much of it is for the guests alone?
provider-beds = Number of beds
provider-max-guests = Most people at a time
provider-max-guests-hint = Leave it empty if it is as many as there are beds.
provider-bedrooms = Number of bedrooms
provider-bathroom = Bathroom
provider-floor = Floor
provider-floor-hint = Ground floor is 0, one up is 1.
provider-min-nights = Shortest stay, nights
provider-max-nights = Longest stay, nights
provider-min-child-age = Youngest child, years
provider-women-only = women and their children only
provider-women-only-hint = A rule of the place, for the safety of the guests.
provider-pets-count = Most animals at a time
provider-resident-women = Women who live there
provider-resident-men = Men who live there
provider-resident-children = Children who live there
provider-animals = animals live there
provider-smoking = people smoke inside
provider-public-transport = Metres to a bus, tram or train
provider-step-free = Steps between the street and the room
provider-stops = Places on the way
provider-stop-from = From where
provider-stop-to = To where, or the next stop
provider-stop-next = And on to
provider-departs-from = Earliest departure
provider-departs-from-day = Earliest departure: day
provider-departs-from-time = Earliest departure: time
provider-departs-until = Latest departure
provider-departs-until-day = Latest departure: day
provider-departs-until-time = Latest departure: time
provider-detour = Kilometres out of the way for one stop
provider-detour-hint = How far you would drive to pick somebody up.
provider-return-trip = drives back as well
provider-seats = Free seats
provider-child-seats = Child seats
provider-child-seats-hint = 0 if there is none.
provider-wheelchair = Wheelchair
provider-driver = Name of the driver
provider-driver-hint = Only those who check see it, and people to whom you said yes.
provider-plate = Number plate
provider-plate-hint = So that people get into the right car. Nobody else sees it.
provider-occupation = What kind of work?
provider-occupation-code = Or the ISCO-08 code
provider-occupation-code-hint = Only if you know it: one to four digits. It counts more than the list.
provider-isco-22 = Doctor, nurse and other health work
provider-isco-23 = Teacher, educator
provider-isco-25 = Computers and software
provider-isco-33 = Bookkeeping, sales, administration
provider-isco-41 = Office work
provider-isco-51 = Cook, waiter, hairdresser, housekeeping
provider-isco-52 = Shop and sales
provider-isco-53 = Care for children or for ill people
provider-isco-61 = Farm and garden
provider-isco-71 = Building
provider-isco-72 = Metal and machines, car repair
provider-isco-75 = Baker, butcher, tailor, joiner
provider-isco-81 = Work at machines in a factory
provider-isco-83 = Driver
provider-isco-91 = Cleaning
provider-isco-93 = Help in building, packing, loading
provider-isco-94 = Help in a kitchen
provider-contract = Contract
provider-hours = Hours a week
provider-openings = How many people you look for
provider-starts-on = First day of work
provider-pay = How much you pay
provider-pay-hint = The whole sum before taxes. People see it.
provider-currency = Currency
provider-pay-period = This is the pay for
provider-levels = Languages that the work needs
provider-levels-in = Needed: { $language }
provider-level-none = not needed
provider-licence-needed = a licence or permit is needed
provider-housing-included = a place to stay comes with it
provider-housing-included-hint = Then two people check it.
provider-speciality = What kind of help?
provider-mode = How is one treated?
provider-also-remote = also by phone or video
provider-clinician = The doctor is
provider-licence = Licence number
provider-licence-hint = Only those who check see it, and people to whom you said yes.
provider-places-week = Places a week
provider-opening-hours = Opening hours
provider-opening-hours-hint = As on the door, for example: Mon to Fri 9.00-17.00
provider-insured-only = only with insurance
provider-theme = What is it about?
provider-people = How many people at a time
provider-eligible = Who can come
provider-documents = Papers to bring
provider-public-phone = Phone that everybody sees
provider-public-phone-hint = Only of an organisation. With the country code.
provider-web-page = Web page
provider-web-page-hint = It begins with https://
# Free nights.
provider-availability-later = You can change this here once the offer is checked. Until then, change the offer itself.
provider-any-time = It can be had at any time.
provider-earlier = Earlier
provider-later = Later
provider-night-free = free
provider-night-part = some free
provider-night-full = full
provider-night-closed = closed
provider-calendar-text = { $n ->
    [one] A cell says whether the bed is free that night. What is promised to guests cannot be closed here.
   *[other] A cell says how many of the { $n } beds are free that night. What is promised to guests cannot be closed here.
 }
provider-nights-change = Change some nights
provider-nights-first = First night
provider-nights-last = Last night
provider-nights-last-hint = For one night, the same day again.
provider-nights-are = These nights are
provider-nights-closed = closed
provider-nights-open = free
provider-nights-save = Save these nights
provider-capacity-hint = You can go down, and up again to what was checked.
provider-capacity-of-housing = Beds, on every night
provider-capacity-of-transport = Seats
provider-capacity-of-job = Openings
provider-capacity-of-medical = Places a week
provider-capacity-of-service = People at a time
provider-capacity-save = Save the number
said-provider-availability = Saved. It counts at once.
provider-month-1 = January
provider-month-2 = February
provider-month-3 = March
provider-month-4 = April
provider-month-5 = May
provider-month-6 = June
provider-month-7 = July
provider-month-8 = August
provider-month-9 = September
provider-month-10 = October
provider-month-11 = November
provider-month-12 = December
provider-weekday-1 = Mo
provider-weekday-2 = Tu
provider-weekday-3 = We
provider-weekday-4 = Th
provider-weekday-5 = Fr
provider-weekday-6 = Sa
provider-weekday-7 = Su
# What people ask, and the answer.
provider-party-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
provider-party-children = { $n ->
    [one] { $n } child among them
   *[other] { $n } children among them
 }
provider-party-pets = { $n ->
    [one] { $n } animal comes along
   *[other] { $n } animals come along
 }
provider-count-nights = { $n ->
    [one] { $n } night
   *[other] { $n } nights
 }
provider-asks = What they ask for
provider-asks-who = Who comes
provider-asks-ages = How old the children are
provider-asks-what = What they need
provider-asks-between = From where to where
provider-asks-when = On which days
provider-asks-offer = Your offer
provider-asks-more = What they must have fits what your offer says. You see their name and contact after you said yes.
provider-asks-ages-later = You see then how old the children are, too.
provider-silence = If you do not answer by { $date }, they look further. Nothing is held until you say yes.
provider-yes = Say yes
provider-yes-title = Say yes?
provider-yes-text = Then this is held for them, and both sides see each other’s contacts. You can still cancel, but please only if you must.
provider-yes-do = Yes, I agree
provider-no = Say no
provider-no-title = Say no?
provider-no-text = That is fine. They look further and are not told your name.
provider-no-do = Say no
provider-cancel = Cancel what was agreed
provider-cancel-title = Cancel what was agreed?
provider-cancel-text = We tell them at once, and they have to look again. If they are on their way, please call them first.
provider-cancel-do = Cancel it
provider-reason = Why?
provider-reason-hint = The other side sees only this, nothing else.
provider-too-late = This cannot be answered any more: it is over, or somebody answered before.
said-provider-yes = You said yes. Now both sides can see each other’s contacts.
said-provider-no = You said no. They look further.
said-provider-cancel = Cancelled. We told the other side.
provider-state-accepted = you said yes
provider-state-declined = it was declined
provider-ended-by = Ended by:
provider-ended-why = Reason:
provider-contact = How to reach them
provider-contact-recorded = Each look is written down, and the other side can read that record.
provider-contact-see = See the contact
provider-contact-name = Name that they chose
provider-contact-note = When it is safe to call
provider-contact-gets-in = Where they get in
provider-contact-none = They want to be reached here only. They see your contact and will write or call.
provider-contact-careful = Use this for the agreed help only, and do not pass it on.
provider-safe = Safe for both sides
provider-safe-1 = Never take or ask for papers to keep, not even for a day.
provider-safe-2 = Help is what was written in the offer. Ask for no work, money or anything else in return.
provider-safe-3 = Agree on the place and the time, and tell somebody you trust.
provider-safe-4 = In danger call 112.
