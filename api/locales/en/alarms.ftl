### Second alarms: what nobody looked at in time.

desk-overdue = Overdue: please look at this first
desk-overdue-block = blocked, and nobody has looked a second time
mail-report-overdue-subject = A report of danger has waited for an hour
mail-report-overdue-body =
    Somebody says that they or others are in danger now. For an hour nobody has taken this report, or whoever took it has not closed it.
    This mail goes to everybody who checks. Please take the report now, even if it is night.
    Open the link to take the report.
mail-block-overdue-subject = A block has waited a day for its second look
mail-block-overdue-body =
    Somebody was blocked in an emergency, and for 24 hours no second moderator has looked.
    Whoever blocked cannot be the second one. Please look now: does the block stay, or does it end?
    Open the link to decide.
mail-child-case-overdue-subject = A case waits longer than it may
mail-child-case-overdue-body =
    A case of child protection is past its time, and nobody has taken it.
    This mail goes to everybody who looks after such cases. Please take it now, even if it is night.
    Open the link to see it.
mail-safety-overdue-subject = Something of safety has waited too long for somebody to look
mail-safety-overdue-body =
    Nobody looked after a report of danger for an hour, nobody looked a second time at a block for a day, or nobody took a case of child protection in time. We wrote to the people who can look as well, if there are any.
    Please see to it that somebody looks now: call them, or give the role to somebody else.
    Open the link to see what waits.
health-name-overdue-safety = Dangers, blocks and cases of children are looked at in time
health-advice-overdue-safety = A report of danger waits for longer than an hour, a block for its second look for longer than a day, or a case of child protection for longer than it may; or nobody could look at all. Call the people who check, or give the role to somebody else.
