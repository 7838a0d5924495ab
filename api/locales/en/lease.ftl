### Work on an item of the queue: its lease, and what changed meanwhile.

desk-since = What changed since the version that you read
desk-lease-lost = What you typed stays on this page. If you send it, you see what stands in the way.
desk-lease-over = What you typed stays. Press “10 minutes more”, and the offer is yours again, unless somebody else has taken it.
