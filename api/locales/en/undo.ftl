### Taking a decision back.

problem-undo-over = This decision was made more than a minute ago, or something changed since: it stands.
desk-undo = Decisions that can be taken back
desk-undo-what-approve = Approved:
desk-undo-what-request-changes = Sent back for changes:
desk-undo-what-reject = Refused:
desk-undo-left = { $n ->
    [one] { $n } second left. Until then nobody is told.
    *[other] { $n } seconds left. Until then nobody is told.
 }
desk-undo-do = Take it back
desk-trouble-undo = This can no longer be taken back
desk-trouble-do-undo = A minute has passed, or the provider changed the offer since. An offer that people see is stopped on the page of whoever offers it.
said-desk-undone = Taken back. The offer stands as before, and nobody was told. It is yours for ten minutes.
