### My request: what fits, what was chosen, the card.
my-no-request = I have no request yet: ask for help
my-is-open = A request is open on this phone.
my-is-open-go = Go on with it
my-request = Your request
my-sent-on = Sent { $time }
my-not-open = This request was taken back or is closed. You can ask anew at any time.
my-chosen = What you chose
my-needs = What you need
my-near = near { $place }
my-from-to = { $from } to { $to }
my-beds = { $n ->
    [one] { $n } bed
   *[other] { $n } beds
 }
my-seats = { $n ->
    [one] { $n } seat
   *[other] { $n } seats
 }
my-see-offers = See what fits
my-other-days = Ask for other days
my-see-need = See this need
my-withdraw = Take the request back
my-withdraw-lead = Your open choices end, and what was held for you is free for others. You can ask anew at any time.
my-withdraw-do = Take it back
my-withdraw-not = No, keep it
my-close = Close on this phone
my-elsewhere = { $n ->
    [one] Your request is open on one other phone, too.
   *[other] Your request is open on { $n } other phones, too.
 }
my-close-elsewhere = Close it on all others
my-fit = { $n ->
    [one] { $n } offer fits
   *[other] { $n } offers fit
 }
my-fit-lead = Each has everything you must have. Best first. Points only help to sort: you decide.
my-more = Show more
my-ask = { $n ->
    [one] { $n } offer to ask about
   *[other] { $n } offers to ask about
 }
my-ask-lead = They may fit. Something that you must have is not known. You can choose one and ask as soon as they say yes.
my-relax = What stands in the way
my-relax-lead = So many more offers would fit if this one thing changed:
my-relax-how = You see the change first, and save it yourself. You keep your place among those who wait.
my-relax-do = Change it like this
my-relax-partly = A part of this is agreed, so it cannot be changed any more.
my-relax-must = Without “must have”: { $what }
my-relax-pets = If the animals find another place
my-relax-radius = If it may be up to { $km } km away
my-relax-country = in another country: { $country }
my-relax-earlier = { $n ->
    [one] If you come { $n } day earlier
   *[other] If you come { $n } days earlier
 }
my-relax-later = { $n ->
    [one] If it may be { $n } day later
   *[other] If it may be { $n } days later
 }
my-relax-split = If you go to several places
my-none = No offer fits yet.
my-none-again = We look again with every new offer.
my-none-now = Come back later with your code.
my-none-change = Below you see what could change.
my-none-call = Or call.
my-need-closed = This is closed. There is nothing to choose here now.
my-need-served = You have found help for this. There is nothing to choose here now.
my-need-withdrawn = You took this back. There is nothing to choose here now.
my-need-expired = Its time is over, so we do not look for it any more. There is nothing to choose here now.
my-see-agreed = See what is agreed
my-most-choices = { $n ->
    [one] You can wait for { $n } answer at a time.
   *[other] You can wait for { $n } answers at a time.
 }
my-of-1000 = of 1000
my-why-first = Why first:
my-why-lower = Why lower:
my-why-reliability = answers in time, and how it was for others; new ones begin in the middle
my-points-how = How the { $n } points add up
my-no-checks = nothing checked about the people yet
my-choose = Choose this
my-choose-housing = Choose this place
my-choose-transport = Choose this ride
my-choose-job = Choose this work
my-choose-medical = Choose this doctor
my-choose-service = Choose this help
my-choose-ask = Choose, and ask them
my-chosen-asked = You asked them: see where it stands
my-chosen-agreed = They said yes: see what is agreed
my-fact-beds = { $n ->
    [one] { $n } bed free on all your days
   *[other] { $n } beds free on all your days
 }
my-fact-seats = { $n ->
    [one] { $n } seat free
   *[other] { $n } seats free
 }
my-fact-no = no: { $what }
my-fact-unknown = { $what }: not known, ask
my-fact-no-language = nobody speaks your languages
my-ask-pet-count = all your animals welcome
my-drop-off = then { $km } to where you go
my-confirmed = confirmed { $day }
my-refused-gone = Somebody was a little faster, or this cannot be had any more
my-refused-already = You chose this one before
my-refused-too-many = You already wait for as many answers as is possible
my-refused-served = This need is not open any more
my-refused-do = Nothing was changed. Here is what you can do now.
my-back-to-offers = Back to the offers
my-why-out = Why it is not in your list
my-why-ask = What is not known yet
my-whole-offer = See the whole offer
my-out-must = you must have this, and it is not there: { $what }
my-out-not-for-matching = this offer cannot be chosen with a request
my-out-other-kind = it is another kind of help
my-out-too-far = it is too far
my-out-paused = it is paused for now
my-out-full = not enough is free on your days
my-out-not-open = it is not open on all of your days
my-out-stay-length = you stay longer or shorter than the host can offer
my-out-party = you are more people than they can take
my-out-children = children cannot come, or none so young
my-out-women-only = it is for women and their children only
my-out-pets = your animals cannot come, or not so many
my-out-vetting = a home where children go must be visited by us first, and we have not been there yet
my-out-work-language = the work needs a language that you do not speak well enough
my-match = What you chose
my-offer-hidden = This offer is not public right now. If in doubt, call before you travel.
my-renamed = They have another name now than when you agreed.
my-renamed-from = They have another name now. When you agreed, they were called { $name }.
my-renamed-where = What they were called then is shown with their phone and address, below.
my-renamed-do = What you agreed still stands. If you are not sure who they are, ask them, or call it off.
my-changed = Something you agreed on is different now.
my-changed-departure = When you agreed, it was to leave: { $time }.
my-changed-contacts = Where it is, who drives or another detail is different. Show the contacts: they say how it is now, and how it was when you agreed.
my-changed-do = If it does not suit you any more, or you are not sure, write to them or call it off. You need no reason.
my-changed-gone = not said any more
my-changed-then = When you agreed: { $what }
my-next-suggested = We suggest this. You decide.
my-next-proposed = They were asked. You need to do nothing: look here again later, or choose others too.
my-next-accepted = They said yes. Look at their contacts now and agree on when you come.
my-next-confirmed = It is agreed. Their contacts are here.
my-next-started = It has begun. If something is wrong, call.
my-next-completed = It is done. We wish you well.
my-next-declined = This time it does not work out. Your request is open, choose another offer.
my-next-cancelled = This was called off. If you were about to leave, do not go there. You can choose another offer.
my-next-no-show = The other side says that nobody came. What was held for you is free for others, and your need is open again. If that is not so, say how it was, or call.
my-next-no-show-over = The other side says that nobody came. What was held for you is free for others. The days that you asked for are over: if you still need it, ask for other days. If that is not so, say how it was, or call.
my-next-no-show-closed = The other side says that nobody came. What was held for you is free for others. If that is not so, say how it was, or call.
my-next-not-there = You said that nobody was there. Your need is open again: choose another offer. If you have nowhere to go now, call.
my-next-not-there-over = You said that nobody was there. The days that you asked for are over: if you still need it, ask for other days. If you have nowhere to go now, call.
my-next-not-there-closed = You said that nobody was there. If you have nowhere to go now, call.
my-next-expired = Nobody answered in time. Your request is open, choose another offer.
my-next-stopped-for-safety = We stopped this for safety. Please do not go there. Call us: we look for another place.
my-contacts = Their contacts
my-contacts-show = See phone and address
my-contacts-recorded = Each time you look, it is written down. The other side sees your contacts too.
my-contact-name = Name
my-contact-phone = Phone
my-contact-email = E-mail
my-contact-hours = When to call
my-contact-gets-in = Where you get in
ride-agree = Agree with each other on the exact spot.
ride-first = This is when it leaves its first stop: { $place }.
my-contact-address = Address
my-contact-map = Open on the map of your phone
my-contact-driver = Driver
my-contact-plate = Plate of the car
my-contact-licence = Licence number
my-way = Where it stands
my-way-chosen = You chose
my-way-answer = They answer
my-way-by = by { $time } at the latest
my-way-yes = They said yes
my-way-contacts = You see each other’s contacts
my-way-there = The help takes place
my-safe = You can leave at any time. We never ask for money or for your passport. In danger, call 112.
my-cancel = Call it off
my-cancel-why = Why?
my-cancel-what = What was held for you is free for others, and you can choose again.
my-cancel-do = Call it off
said-my-proposed = You chose this offer. The people were asked.
said-my-cancelled = It is called off.
said-my-withdrawn = Your request is taken back.
said-my-closed = Your request is closed on this phone. Your code opens it again.
said-my-closed-elsewhere = Your request is closed everywhere else. Whoever has your code can open it again.
said-card-unknown = We do not keep your code, so we cannot print the card any more. Please write the code down from your old card.
card = Card with your code
card-lead = Print it, or take a photo. Whoever holds the card can open your request: keep it like a key.
card-how = On a phone: “Share”, then “Print”. On a computer: Ctrl + P.
card-print = Print the card
card-square = Square that opens this request on a phone
card-use = Open { $host } and type the code, or scan the square with a phone.
card-use-short = This code opens a request for help. Please help its holder to type it.
card-never = We never ask for money or for your passport.
