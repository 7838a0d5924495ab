### Second alarms: what nobody looked at in time.

desk-overdue = Overdue: please look at this first
desk-overdue-block = blocked, and nobody has looked a second time
mail-report-overdue-subject = Nobody has taken a report of danger for an hour
mail-report-overdue-body =
    Somebody says that they or others are in danger now, and for an hour nobody has taken this report.
    This mail comes once, to everybody who checks. Please take the report now, even if it is night.
    Open the link to take the report.
mail-block-overdue-subject = A block has waited a day for its second look
mail-block-overdue-body =
    Somebody was blocked in an emergency, and for 24 hours no second moderator has looked.
    Whoever blocked cannot be the second one. Please look now: does the block stay, or does it end?
    Open the link to decide.
mail-safety-overdue-subject = A danger or a block has waited too long for somebody to look
mail-safety-overdue-body =
    Nobody took a report of danger for an hour, or nobody looked a second time at a block for a day. We wrote to the people who check as well.
    Please see to it that somebody looks now: call them, or give the role to somebody else.
    Open the link to see what waits.
health-name-overdue-safety = Dangers and blocks are looked at in time
health-advice-overdue-safety = A report of danger waits for longer than an hour, or a block for its second look for longer than a day. Call the people who check, or give the role to somebody else.
