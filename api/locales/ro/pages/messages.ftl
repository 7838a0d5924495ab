### What the two sides of a match write to each other.

message-title = Mesaje
message-lead = Mesajele le citiți doar dvs. și cealaltă parte. Vă scriem prin e-mail că există un mesaj, fără niciun cuvânt din el.
message-none = Încă nu a scris nimeni nimic.
message-you = Dvs.
message-they = Cealaltă parte
message-in = scris pe o pagină în: { $language }
message-read = citit
message-erased = Acest mesaj a fost șters.
message-phrases = Fraze gata scrise
message-phrases-hint = Cealaltă parte o citește în limba ei.
message-text = Sau cu cuvintele dvs.
message-text-hint = Până când ambele părți sunt de acord, fără numere de telefon, linkuri și adrese de e-mail. Apoi vă vedeți oricum contactele.
message-do = Trimiteți
message-over = S-a încheiat, iar aici nu se mai scrie.
said-message-sent = Trimis.
message-phrase-when-arrive = Când ajungeți?
message-phrase-we-arrive-on-time = Ajungem la timp.
message-phrase-we-are-late = Întârziem. Vă rugăm să așteptați.
message-phrase-where-is-key = De unde luăm cheia?
message-phrase-key-is-there = Vă așteaptă cineva și vă dă cheia.
message-phrase-is-there-a-lift = Este lift?
message-phrase-there-is-a-lift = Este lift în clădire.
message-phrase-no-lift = Nu este lift.
message-phrase-pet-comes = Vine și animalul nostru. Este în regulă?
message-phrase-pet-is-fine = Animalul dvs. este binevenit.
message-phrase-what-to-bring = Ce să aducem?
message-phrase-bring-nothing = Nu trebuie să aduceți nimic.
message-phrase-thank-you = Mulțumim.
message-unread = { $n ->
    [one] { $n } mesaj nou
    [few] { $n } mesaje noi
   *[other] { $n } de mesaje noi
 }
