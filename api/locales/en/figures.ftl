### The figures of the queue.

desk-figures = Figures
desk-figures-lead = Of the queue, each of which can be counted again from the audit log alone; and what households say became of help.
desk-figures-first = Wait for the first decision
desk-figures-items = Items
desk-figures-median = Half waited at most
desk-figures-p90 = Nine of ten waited at most
desk-figures-open = Open items
desk-figures-none = None
desk-figures-decisions = Decisions, by reason
desk-figures-blocks = Blocked, by reason
desk-figures-suspensions = Offers stopped, by reason
desk-figures-failed = Checks that failed
desk-figures-failed-evidence = { $what }: not passed
desk-figures-failed-taken-back = { $what }: taken back
desk-figures-lapsed = Checks have run out
desk-figures-soon = Checks run out within 30 days
desk-figures-unconfirmed-lapsed = Not confirmed in time, of the last 60 days
desk-figures-unconfirmed-soon = To be confirmed within 4 days
desk-figures-load = Decisions, by moderator
desk-figures-outcomes = What became of help
desk-figures-after-week = After 7 days
desk-figures-after-month = After 30 days
desk-figures-after-quarter = After 90 days
desk-figures-asked = asked
desk-figures-csv = As a table for spreadsheets (CSV)
desk-figures-state-waiting = waiting
desk-figures-state-held = held by a moderator
desk-figures-state-second = approved by one of two
desk-figures-age-12h = under 12 hours
desk-figures-age-24h = 12 to 24 hours
desk-figures-age-72h = 1 to 3 days
desk-figures-age-older = more than 3 days
desk-figures-you = you
desk-figures-moderator = moderator { $mark }
desk-figures-under-a-minute = under a minute
desk-figures-minutes = { $n ->
    [one] { $n } minute
    *[other] { $n } minutes
 }
desk-figures-hours = { $n ->
    [one] { $n } hour
    *[other] { $n } hours
 }
desk-figures-days = { $n ->
    [one] { $n } day
    *[other] { $n } days
 }
desk-figures-undone = { $n ->
    [one] { $n } decision taken back
    *[other] { $n } decisions taken back
 }
desk-figures-lifted = { $n ->
    [one] { $n } lifted since
    *[other] { $n } lifted since
 }
