### What one was told, read in the product.
inbox = Notices
inbox-my = Notices on my request
inbox-lead = What we told you, the newest first. It stands here whether an e-mail came or not.
inbox-new = new
inbox-mark = Mark all as read
said-inbox-read = All of it is marked as read.
inbox-none = Nothing yet
inbox-none-do = When something happens, you read it here. You need no e-mail for that.
inbox-older = Older ones
inbox-first = To the newest
data-long-notice = { $n ->
    [one] One day after we told you something in your notices, we delete it there.
   *[other] { $n } days after we told you something in your notices, we delete it there.
 }
