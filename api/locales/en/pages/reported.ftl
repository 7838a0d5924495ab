### A household that a provider reports, for moderators.
reported-household = The household
reported-lead = A provider reports them. They never learn who did. You see what was agreed, not who they are.
reported-help = Help
reported-days = Days
reported-party = Who comes
reported-asked = They only wrote to this organisation. Nothing was agreed.
reported-signals = What stands out: hints, no proof
reported-none = Nothing stands out.
reported-said = What providers say after help
reported-many-requests = { $n ->
    [one] { $n } other request within 90 days has the same phone or e-mail address. It may be a helper’s.
    *[other] { $n } other requests within 90 days have the same phone or e-mail address. It may be a helper’s.
 }
reported-no-shows = { $n ->
    [one] { $n } time a provider said that they, or others with the same phone or e-mail address, did not come.
    *[other] { $n } times providers said that they, or others with the same phone or e-mail address, did not come.
 }
reported-by-providers = { $n ->
    [one] { $n } provider reported them, or others with the same phone or e-mail address.
    *[other] { $n } providers reported them, or others with the same phone or e-mail address.
 }
reported-stopped-before = Another request with the same phone or e-mail address is stopped.
reported-since = They cannot choose further offers since { $time }.
reported-stop = Stop them from choosing further offers
reported-stop-hint = What both sides agreed stays; what still waits for an answer ends. If they choose an offer or write to an organisation, they read that their request is stopped. It holds for this request alone, and ends if you close the report with “nothing found”.
reported-release = Let them choose again
said-reported-stopped = They cannot choose further offers now.
said-reported-released = They can choose offers again.
problem-request-stopped = Your request is stopped: you cannot choose another offer or begin to write to somebody. Ask the people who help on the spot. If you need help now, call.
