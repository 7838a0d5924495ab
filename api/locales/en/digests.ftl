### The mail of a day.
own-often = How often
own-often-hint = For the mails ticked above. What is for today does not wait.
own-often-at-once = at once
own-often-daily = once a day, in the morning, as one mail
mail-digest-subject = What is new on Punte
mail-digest-body = What came since the last morning, in one mail, as you chose.
mail-digest-line = { $what } ({ $n } in all): { $url }
admin-job-digest = Sending the mail of a day
