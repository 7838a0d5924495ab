### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = You may text this phone when there is an answer, plans change, something is stopped for safety, or you ask whether help began, how I am or whether I still need it. The message says nothing about me.
my-contact-sms = You agreed to text messages, so we need your phone. First take that back if you want another way.
field-phone-needed = So that we can text you, choose the phone as the way to reach you.
admin-job-sms = Sending a text message
admin-job-error-sms = The text message was not taken.
sms-proposal-accepted = Punte: there is an answer. Open your request with your code.
sms-match-cancelled = Punte: plans have changed. Before you set out, open your request with your code.
sms-agreement-changed = Punte: plans have changed. Before you set out, open your request with your code.
sms-match-stopped = Punte: stopped for safety. Please do not go there. In danger, call 112.
sms-beginning-asked = Punte: has the help begun? Please say so in your request, or the place is free again.
sms-agreement-lapsed = Punte: nobody said that the help began, so it is off. Open your request with your code.
sms-check-in = Punte: are you all right? Please tell us in your request. In danger, call 112.
sms-still-needed = Punte: do you still need help? Please open your request with your code.
sms-need-still-needed = Punte: do you still need it? Please open your request with your code.
