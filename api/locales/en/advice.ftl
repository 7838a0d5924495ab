### Where a person helps better than a list.

advice-people-help = A person will help you with this, not a list. Call { $hotline }. In danger, call 112. You are not in trouble.
advice-people-help-no-hotline = A person can help you with this better than a list. The people who run this site have not set a help line. Ask at a help centre, a school or a hospital. In danger, call 112. You are not in trouble.
