### The audit log, for auditors.
way-audit = Audit
audit = Audit log
audit-lead = What was done, when, by whom and to what. The log has ids and codes, and no personal data; nothing in it can be changed.
audit-action = What was done
audit-subject = To what
audit-day = Day
audit-when = When
audit-who = By whom
audit-none = No lines like this
audit-all = The whole log
audit-more = Older lines
audit-by-visitor = A visitor
audit-by-account = An account
audit-by-tracking = A household
audit-by-system = The product itself
audit-by-partner = A partner application
