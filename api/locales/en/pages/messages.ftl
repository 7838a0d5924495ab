### What the two sides of a match write to each other.

message-title = Messages
message-lead = Only you and the other side read this. We write a mail that there is a message, without a word of it.
message-none = Nobody wrote anything yet.
message-you = You
message-they = The other side
message-in = written on a page in: { $language }
message-read = read
message-erased = This was deleted.
message-phrases = Ready-made
message-phrases-hint = The other side reads it in its own language.
message-text = Or in your own words
message-text-hint = Until both sides agree, without phone numbers, links and e-mail addresses. After that you see each other’s contacts anyway.
message-do = Send
message-over = This is over, and nobody writes here any more.
said-message-sent = Sent.
message-phrase-when-arrive = When will you arrive?
message-phrase-we-arrive-on-time = We arrive on time.
message-phrase-we-are-late = We will be late. Please wait.
message-phrase-where-is-key = Where do we get the key?
message-phrase-key-is-there = Somebody is there and gives you the key.
message-phrase-is-there-a-lift = Is there a lift?
message-phrase-there-is-a-lift = There is a lift.
message-phrase-no-lift = There is no lift.
message-phrase-pet-comes = Our animal comes along. Is that all right?
message-phrase-pet-is-fine = Your animal is welcome.
message-phrase-what-to-bring = What should we bring?
message-phrase-bring-nothing = You need not bring anything.
message-phrase-thank-you = Thank you.
message-unread = { $n ->
    [one] { $n } new message
   *[other] { $n } new messages
 }
