### Whether a need still stands: the mail, the page behind its link, the question on the page of the request.
mail-need-still-needed-subject = Is this help still needed? One tap is enough
mail-need-still-needed-body =
    We have not heard from you for some time. The link asks one question: do you still need the help that you look for? You need no code of your request for that.
    If nobody answers or opens the request for long, it will be closed.
field-question-over = This link is not valid any more: the question was answered, or there is nothing to ask any more. Open your request with your code.
still-needed-title = Do you still need this help?
still-needed-lead = One tap is enough. You do not need the code of your request.
still-needed-answer-needed = Yes, I still need it
still-needed-answer-done-by-others = No, help was found elsewhere
still-needed-answer-irrelevant = No, not any more
still-needed-about = If it is not needed any more, we stop looking and take back what waits for an answer.
still-needed-rest = Do you still need the rest?
still-needed-rest-what = What is agreed stays. We stop looking for the rest, and take back what waits for an answer.
still-needed-request = To my request: open it with its code
said-need-stands = Noted: it is still needed. We go on looking.
said-need-closed = Noted: it is not needed any more. It is closed.
said-need-rest = Noted: the rest is not needed any more. What is agreed stays.
