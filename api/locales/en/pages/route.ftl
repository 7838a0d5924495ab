### The driver's list: who gets in and out of a ride where.
provider-route = Who gets in and out where
provider-route-stop = Stop
provider-route-on = Get in
provider-route-off = Get out
provider-route-free = Up to the next stop
provider-route-all = These have a seat all the way; nobody said which stops are theirs:
said-clocks = { $time } (local time: { $place })
provider-departs-from-hint = By the clocks at the first stop.
