### Handing an item to somebody else who checks, and approving without a checklist.

problem-handed-on = You handed this to somebody else. Another person decides now.
problem-checklist-missing = There is no checklist for this kind of offer, so it cannot be approved. The people who run this site have to add one.
desk-tab-escalated = Handed on
desk-empty-escalated = Nothing was handed on
desk-lease-handed-on = you handed it on: another person decides
desk-handed-on = You handed this version on. Another person decides on it.
desk-handed-on-tag = handed on
desk-handed-on-title = Why it was handed on
desk-hand-on = Hand it to somebody else who checks
desk-hand-on-what = If you cannot decide: the offer goes to the top of the queue, and somebody else decides. You do not decide on this version any more.
desk-hand-on-why = Why do you hand it on?
desk-hand-on-note = Note to whoever decides
desk-hand-on-note-hint = Only people who check read it. No names, numbers or addresses, please.
desk-hand-on-do = Hand it on
desk-key-hand-on = hand it to somebody else
said-desk-handed-on = Handed on. For the others the offer is on top of the queue.
desk-trouble-handed-on = You handed this version on
desk-trouble-do-handed-on = Nothing was decided. Another person decides now.
desk-trouble-checklist = There is no checklist for this kind of offer
desk-trouble-do-checklist = Nothing is approved without one. Ask for changes, do not accept it, or turn to the people who run this site.
desk-figures-escalations = Handed on, by reason
word-escalation-needs-second-opinion = a second opinion is needed
word-escalation-needs-language = it takes somebody who knows the language
word-escalation-needs-local-knowledge = it takes somebody who knows the place
word-escalation-danger-suspected = somebody could be in danger
word-escalation-conflict-of-interest = there is a personal tie to the people who offer
