### Asking for help, step by step.
way-ask = Ask for help
ask-step = Step { $n } of { $of }
ask-back = Back
ask-save-next = Save and go on
ask-save-stop = Save and go on later
ask-code = Your code:
ask-code-why = Write it down or take a photo. With it you go on, on any phone.
ask-have-code = I have a code already
ask-nobody-sees = Nobody sees you until you choose. You can delete this at any time.
ask-choose = Please choose
ask-change = Change
ask-go-on = Go on
ask-anew = I have no code: begin anew
ask-level-none = does not matter
ask-level-prefer = would like
ask-level-must = must have
ask-title-what = What do you need?
ask-title-where = Where?
ask-title-who = Who is coming with you?
ask-title-with = Animals, and getting around
ask-title-wishes = What matters to you?
ask-title-when = When?
ask-title-reach = How can we reach you?
ask-what-lead = Seven short steps. You can stop after each one.
ask-what-pick = Choose one thing or several
ask-where-near = Near which town or village?
ask-where-from = Where does the ride begin?
ask-where-to = Where do you want to go?
ask-where-town = Town or village
ask-where-town-hint = In any language, for example Siret or Suceava.
ask-where-which = Which place do you mean?
ask-took = Place
ask-took-change = Change the place
ask-where-by = near { $place }
ask-where-crossing = Or a border crossing
ask-where-no-crossing = not at a crossing
ask-where-rest-housing = Where do you look for a place to stay?
ask-where-rest-job = Where do you look for work?
ask-where-rest-medical = Where do you look for a doctor?
ask-where-rest-service = Where do you look for the other help?
ask-where-rest-several = Where do you look for the rest ({ $what })?
ask-where-rest-end = Where the ride ends
ask-where-rest-start = Where the ride begins
ask-where-radius = How far may it be?
ask-where-within = up to { $km } km
ask-where-anywhere = anywhere, the distance does not matter
ask-who-lead = Count yourself too.
ask-who-adults = Adults, 18 and older
ask-who-women = Women
ask-who-men = Men
ask-who-other = Other adults
ask-who-children = Age of each child
ask-who-children-hint = In years, for example 4, 11. A baby under one is 0 or, for example, “7 months”. Leave it empty if there are no children.
ask-who-older = How many of the adults are 65 or older?
ask-who-young = The oldest of us is under 18, or we are not sure
ask-who-languages = Which languages do you speak?
ask-who-more-languages = More languages
ask-with-lead = Nothing to say here? Just go on.
ask-with-animals = Animals that come with you
ask-with-animals-hint = Tell us now, so that nobody says no at the door.
ask-with-count-dog = Dogs
ask-with-count-cat = Cats
ask-with-count-other = Other animals
ask-with-size-dog = Size of the largest dog
ask-with-access = What somebody of you needs
ask-with-access-hint = Only what a place must have. We do not ask about illnesses.
ask-with-more = If it helps you
ask-with-hearing = somebody is hard of hearing
ask-with-sight = somebody sees badly
ask-with-dialysis = Dialysis: how many kilometres away at most? Empty if not needed.
ask-wishes-lead = “Must have” gives fewer offers. Not sure? Just go on.
ask-wishes-matters = What must be so, what you would like
ask-wishes-more = More about the place
ask-wishes-split = We can stay in two places, if need be
ask-wishes-speciality = Which doctor?
ask-wishes-theme = What kind of help? Up to four.
ask-wishes-theme-one = What kind of help?
ask-wishes-work = What kind of work?
ask-wishes-work-hint = Leave it empty for any work.
ask-work-91 = Cleaning
ask-work-94 = Help in a kitchen
ask-work-51 = Cook, waiter, hairdresser
ask-work-52 = Sales
ask-work-53 = Care for people
ask-work-71 = Building and repair
ask-work-75 = Bakery, sewing, wood
ask-work-83 = Driver
ask-work-61 = Farm and garden
ask-work-2 = Work that needs higher education
ask-when-from = From which day?
ask-when-today = Today
ask-when-tomorrow = Tomorrow
ask-when-other = Another day
ask-when-date = Day, if it is another
ask-when-date-hint = Day and month, for example 28.11 or 28 November
ask-when-nights = For how long?
ask-when-nights-hint = Not sure? A week is a good beginning.
ask-when-nights-n = { $n ->
    [one] { $n } night
   *[other] { $n } nights
 }
ask-when-ride = When could you leave?
ask-when-ride-n = { $n ->
    [one] on that day only
   *[other] within { $n } days from then
 }
ask-when-soon = How soon?
ask-reach-lead = The other side sees this only when you both have said yes.
ask-reach-how = Choose one way
ask-reach-here = Only here, with my code
ask-reach-here-hint = You look here yourself. You write down no phone and no e-mail.
ask-reach-by-phone = By phone
ask-reach-by-email = By e-mail
ask-reach-phone = Phone
ask-reach-phone-hint = With the country code, for example +380…
ask-reach-sms-short = Send me text messages
ask-reach-email = Your e-mail
ask-reach-alerts = Write to me when a new offer fits. At most once a day.
ask-reach-name = What shall people call you?
ask-reach-name-hint = If you like. Any name is fine.
ask-reach-note = When is it safe to call?
ask-reach-note-hint = If you like, for example: after 18, do not leave a message.
ask-review = Look once more, then send
ask-review-lead = Is everything right? You can change each answer.
ask-review-nothing = nothing special
ask-review-what = What you need
ask-review-where = The place
ask-review-who = Who comes
ask-review-with = Animals and needs
ask-review-wishes = What matters
ask-review-when = The time
ask-review-reach = How to reach you
ask-review-from = from: { $place }
ask-review-to = to: { $place }
ask-review-near = near: { $place }
ask-review-speak = you speak: { $languages }
ask-review-dialysis = dialysis within { $km } km
ask-review-from-day = from { $day }
ask-review-for = For whom is this request?
ask-review-for-asked = For somebody else: I was asked to
ask-review-for-asked-hint = The request and its code are theirs. Give them the code.
ask-review-for-me = For me and those who come with me
ask-send = Send the request
ask-sent = Your request is sent
ask-sent-lead = This is your code. It is the only key to your request. Write it down, take a photo or print the card.
ask-sent-go = See what fits
ask-sent-pin = Somebody could find your card? A PIN keeps your contacts and your data closed to them.
ask-sent-next = What happens next
ask-sent-next-1 = You look at the offers and choose one. Nobody sees you until then.
ask-sent-next-2 = The people who offer help say yes or no, usually within two days.
ask-sent-next-3 = If they say yes, you both see each other’s contacts.
ask-sent-helper = You filed this for somebody else? Give them the code, then close their request here.
ask-sent-keep = We can show the code for one day only. After that nobody can, not even we.
ask-stopped = Saved for now
ask-stopped-lead = Nothing was sent yet. You can go on until { $day }; then we delete it.
ask-stopped-how = To go on, choose “My request” on any phone and type the code.
ask-people = A person will help you
ask-people-call = Call the help line
ask-people-more = This is for everybody who is under 18, or not sure, and has no parent with them. People who know how to help are better here than a list. You did nothing wrong. Nothing is sent yet. If it cannot wait, call, or go to somebody at the border or in a help centre.
ask-people-go = Ask a person to get in touch with me
ask-people-wrong = Not right? Change who comes
ask-child-seen = Nobody who offers help sees this. You can delete it at any time.
ask-child-lead = Only people whose work is to protect children see this. One of them gets in touch with you.
ask-child-here = I have no phone and no e-mail
ask-child-here-hint = Then write below where somebody can find you, and until when.
ask-child-note = Where and when can a person reach you safely?
ask-child-note-hint = For example: in the help centre at the station, until evening. We need it if you have no phone and no e-mail.
ask-child-go = Open my request
ask-child-next-1 = People whose work is to protect children read what you wrote. Nobody who offers help can see it.
ask-child-next-2 = One of them gets in touch with you in the way that you chose.
ask-child-next-3 = If you cannot wait, or nobody comes, call or go to somebody at the border or in a help centre.
ask-discard = Delete this request
ask-discard-lead = Everything you wrote is deleted at once, and the code opens nothing any more.
ask-discard-do = Delete everything
ask-discard-not = No, keep it
ask-again = Please write your code
ask-again-lead = You were away for a while, so we closed your request on this phone. What you just wrote comes along.
said-ask-closed = You were away for a while, so we closed your request on this phone. Nothing is lost: your code opens it again.
said-ask-not-saved = The last page was not complete, so it is not saved. Everything before it is.
said-ask-look-again = One answer does not hold any more. Please look at it again, then send.
said-ask-discarded = Everything you wrote is deleted.
said-ask-opened = You opened a request that was begun before. Go on only if you, or somebody you asked, began it. If somebody else gave you this code, leave it: whoever has the code can read your answers. Begin your own instead.
said-women = { $n ->
    [one] { $n } woman
   *[other] { $n } women
 }
said-men = { $n ->
    [one] { $n } man
   *[other] { $n } men
 }
said-other-adults = { $n ->
    [one] { $n } other adult
   *[other] { $n } other adults
 }
said-baby = under 1 year
said-children = { $n ->
    [one] { $n } child
   *[other] { $n } children
 }
said-older = { $n ->
    [one] { $n } of them 65 or older
   *[other] { $n } of them 65 or older
 }
said-must = { $what }: must have
said-wish = { $what }: would like
said-period = { $from } to { $to }
said-pet-size = { $size }
said-km = { $km } km
said-km-less = less than 1 km
