### Requests that a household keeps in an account of its own.
kept = My requests
kept-own = Requests for help that you keep in this account, to open them without the code.
kept-see = See my requests
kept-lead = From here you open a request as with its code. Only you see this list.
kept-none = You keep no request here. You need not: the code on your card opens it, too.
kept-state-open = open
kept-state-withdrawn = taken back
kept-state-closed = closed
kept-open = Open
kept-drop = Keep it here no longer
kept-add = Keep a request here
kept-add-lead = Only your own. Whoever signs in to this account can then open it. The people whose request it is are told, and can end it.
kept-pin-hint = Only if the request has one.
kept-add-do = Keep it here
kept-not = This account works with requests of other people, so it keeps none. Open your own with its code.
said-kept = Your account keeps the request. You can open it from here.
said-kept-dropped = Your account does not keep it any more. Its code opens it as before.
my-kept = An account keeps this request
my-kept-see = See this, or end it
my-kept-lead = It is opened from that account as with the code. If the account is not yours, or you do not want this, end it here. Whoever knows your code can still open the request: if somebody saw it, ask for a new one.
my-kept-end = End this
said-my-kept-ended = It is ended. No account opens your request any more. Whoever knows its code still can: if somebody saw it, ask for a new one.
ask-review-for-kept = For me, and keep it in my account
ask-review-for-kept-hint = You can then open it without the code, too. So can anybody who knows your password.
field-too-many-kept = Your account keeps five requests already. Choose another answer, or first let one of them go.
problem-already-kept = Another account keeps this request. Whoever has its code can end that, under “Your data”.
problem-too-many-kept = This account keeps five requests. First let one of them go.
mail-request-kept-subject = A request is kept in an account
mail-request-kept-body =
    From now on a request on Punte is kept in an account. Whoever signs in to the account opens the request as with its code.
    If it was you, all is well.
    If it was not you, or you do not want this, open the request with its code, and end it under “Your data”: that is one tap.
