### Going through offers first, and approving them by one tap.

problem-hints-open = There are signals about this offer that nobody has looked at yet. Look at them, then approve it.
problem-checks-open = You have not kept a yes to every point that this offer needs. Go through its checklist first.
desk-keep = Keep the answers, decide later
desk-keep-hint = Answers that you keep are yours alone and count for a day. What you went through with a yes to every point that is needed can be approved together with others.
desk-kept = answers kept
desk-together-unchecked = If you approve, these are left out
desk-trouble-hints = Its signals were not looked at yet
desk-trouble-do-hints = Nothing was decided. Look at each signal, then approve.
desk-trouble-checks = You have not kept a yes to every point that is needed
desk-trouble-do-checks = Nothing was decided. Go through the checklist, keep your answers, then approve.
said-desk-answers-kept = Your answers are kept for a day. The offer stays yours for the rest of the ten minutes.
