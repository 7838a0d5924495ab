### How offers are checked, and what is kept.
checks-title = How we check offers
checks-lead = People look at every offer before you see it. Here is what they do, and what nobody can do.
checks-before = Before you see an offer
checks-before-1 = A person who checks reads it and goes through a list of questions.
checks-before-2 = A private home, a ride with a private person and work with a place to stay need two people who say yes, each on their own.
checks-before-3 = Nobody checks an offer of their own organisation.
checks-seen = What people look at
checks-email = A message arrived there. This says little about a person.
checks-identity = A person saw the document. We keep its kind, its last four characters and the day. We never keep a copy.
checks-record-register = Criminal record certificate, or entry in a public register
checks-record = Seen on the day that the offer names. Later we do not know what changed.
checks-visit-contract = Visit in person, or a contract with an institution
checks-visit = Somebody was there, or the institution has signed what it promises.
checks-least = The least that we ask for
checks-least-housing = Certificate or register seen. For private homes and families with children: also a visit.
checks-least-transport = Companies: identity seen. Private people: certificate or register seen.
checks-least-medical = Certificate or register seen.
checks-least-job = Identity seen. Work with a place to stay: certificate or register seen.
checks-least-service = Child care: certificate or register seen. Food, things, information, phone: e-mail confirmed. The rest: identity seen.
checks-long = How long a check holds
checks-long-text = One year. After that the offer is not shown until somebody checks again. Offers of places to stay and rides must be confirmed every 14 days, all others every 30 days, or they disappear.
checks-never = What a check cannot do
checks-never-1 = It does not say that a person is good, or that nothing will happen. Documents can be false, and people change.
checks-never-2 = What is not checked stands on each offer as “not checked”. What nobody said stands there as “not known”.
checks-wrong = If something is wrong
checks-wrong-text = Leave, if you can. In danger call 112. You can say no at any time and need no reason.
checks-safety = Guide: how to stay safe
data-title = Your data
data-lead = What we keep, why, and who sees it.
data-look = If you only look around
data-look-1 = We ask for nothing and keep no list of who looked at what. Searches are not kept.
data-look-2 = One cookie makes forms work and remembers that you are signed in. Nobody else can read it. Nothing on our pages comes from another company.
data-look-3 = What you say about a guide is kept without your name.
data-seek = If you ask for help
data-seek-people = How many you are, ages of children, animals, languages, what you need to live
data-seek-people-why = To find what fits. Only those whom you choose see the numbers. How old the children are they see in bands, and only once they have said yes.
data-seek-contact = Name, phone, e-mail, as you like
data-seek-contact-why = The other side sees the way that you chose, after both have said yes. Every look is written down.
data-seek-code = Your code
data-seek-code-why = We keep only a trace of it, from which nobody can make the code. If you lose it, we cannot show it again.
data-seek-list = Requests are never in a list. Nobody can look you up.
data-give = If you offer help
data-give-account = E-mail address and password
data-give-account-why = To sign in and for our messages. The password is kept so that nobody can read it.
data-give-name = Name and contact
data-give-name-why = Names of organisations are shown to all. Names of private people only to those who check, and to the other side after both have said yes.
data-give-address = Exact address, driver, number plate
data-give-address-why = Only for the other side after both have said yes. All others see an area of at least 1 km, or only the town.
data-give-papers = Kind of document, last four characters, day
data-give-papers-why = To know what was checked. Kind and day are shown to all. There is never a copy.
data-never = What we never ask
data-never-text = Nationality, religion, ethnic origin, diagnoses, birth dates, a copy of your passport, money.
data-long = For how long
data-long-idle = { $n ->
    [one] We close a request that you do not open for one day.
   *[other] We close a request that you do not open for { $n } days.
 }
data-long-ended = { $n ->
    [one] One day after your request ended, we delete who you are and how to reach you.
   *[other] { $n } days after your request ended, we delete who you are and how to reach you.
 }
data-long-offer = { $n ->
    [one] One day after an offer was refused or taken back, we delete its exact address.
   *[other] { $n } days after an offer was refused or taken back, we delete its exact address.
 }
data-long-report = { $n ->
    [one] One day after a report of a danger was closed, we delete what was written in it.
   *[other] { $n } days after a report of a danger was closed, we delete what was written in it.
}
data-long-session = { $n ->
    [one] One day after a sign-in ended or lapsed, we delete the record of it.
   *[other] { $n } days after a sign-in ended or lapsed, we delete the record of it.
 }
data-long-account = { $n ->
    [one] An account that nobody signs in to for one day, and on which nobody counts, we delete. We write 30 days before.
   *[other] An account that nobody signs in to for { $n } days, and on which nobody counts, we delete. We write 30 days before.
 }
data-long-audit = { $n ->
    [one] The log of who did what, with numbers in the place of names, keeps a line for one day; then we delete it.
   *[other] The log of who did what, with numbers in the place of names, keeps a line for { $n } days; then we delete it.
 }
data-yours = See, take, delete
data-yours-1 = With your code you see your request, and with your account all that you offer.
data-yours-2 = To take a copy, to correct or to delete everything, open “Your data”, in your request or signed in. You need no reason. The law of the EU and of Moldova gives you this right.
api-lead = Your program can read and write here. The rules are those of the pages.
api-can = What a program can do
api-can-1 = Without a key: look up places, and read the checked offers that anybody may see.
api-can-2 = With a key: rank offers for a family with nothing stored, file requests, write offers, send lists, and learn what changed.
api-can-3 = No program gets a list of requests or of people.
api-key = How to get a key
api-key-1 = An administrator of this site issues it. Say which organisation you are, what your program does, and what of the above it needs.
api-key-2 = If you do not know those who run this site yet, call and ask for them.
api-try = Three first calls
api-try-1 = Checked places to stay, as anybody sees them, without a key:
api-try-2 = Offers for a need that a file describes, with a key:
api-try-3 = What changed, with a key:
api-more = The whole description
api-more-file = The description as a file: openapi.yaml
api-more-docs = The description to read and try (needs JavaScript, a large page)
