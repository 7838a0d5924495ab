### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = You may text this phone when there is an answer, plans change or something is stopped for safety. The message says nothing about me.
my-contact-sms = You agreed to text messages, so we need your phone. First take that back if you want another way.
field-phone-needed = So that we can text you, choose the phone as the way to reach you.
admin-job-sms = Sending a text message
admin-job-error-sms = The text message was not taken.
sms-proposal-accepted = Punte: there is an answer. Open your request with your code.
sms-match-cancelled = Punte: plans have changed. Before you set out, open your request with your code.
sms-match-stopped = Punte: stopped for safety. Please do not go there. In danger, call 112.
