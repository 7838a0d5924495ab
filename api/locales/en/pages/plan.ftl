### The needs of a request in order, and how what is agreed bounds the others.
plan = In order
plan-agreed = agreed
plan-open = still open
plan-gap = { $n ->
    [one] { $n } night without a bed
   *[other] { $n } nights without a bed
 }
plan-look = Please look at this
plan-gap-do = Ask your hosts whether you can come earlier or stay longer, or call us.
plan-clash-rides-at-once = Two of your rides leave at the same time on { $day }. Cancel one of them.
plan-clash-beds-at-once = You have more beds than people for the night of { $day }. Cancel one of them, so that others can sleep there.
plan-clash-far-from-bed = On { $day } your ride ends far from your bed for that night. Talk to both, or cancel one of them.
because-ride-arrives = Your ride there leaves on { $day }. We look for days from then on.
because-ride-leaves = Your ride away from there leaves on { $day }. We look for days until then.
because-bed-until = You have a bed until { $day }. We look for nights from then on.
because-bed-from = You have a bed from { $day } on. We look for nights until then.
because-beds-agreed = You have agreed on beds for all of these nights. There is nothing to choose now. If you leave one of them earlier, say there that it is over.
because-bed-waits = Your bed is kept from { $day } on. We look for rides that leave by then.
because-bed-ends = Your bed is kept until { $day }. We look for rides that leave by then.
because-near-group = What is near the others of your group comes first.
because-near-asked = What is near the place that you chose for the others of your group comes first.
because-near-ride = What is near the end of your ride comes first.
because-near-bed = What is near your bed comes first.
because-from-near-group = { $km } from the others of your group
because-from-near-asked = { $km } from the place that you chose for the others
because-from-near-ride = { $km } from the end of your ride
because-from-near-bed = { $km } from your bed
