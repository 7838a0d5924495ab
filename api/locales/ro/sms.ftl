### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = Îmi puteți trimite un SMS pe acest telefon când este un răspuns, se schimbă planurile sau ceva este oprit pentru siguranță. În el nu scrie nimic despre mine.
my-contact-sms = Ați fost de acord cu SMS-uri, de aceea avem nevoie de telefonul dvs. Dacă doriți altă cale, retrageți mai întâi acest acord.
field-phone-needed = Ca să vă putem trimite SMS-uri, alegeți telefonul ca mod de contact.
admin-job-sms = Trimiterea unui SMS
admin-job-error-sms = SMS-ul nu a fost preluat.
sms-proposal-accepted = Punte: aveți un răspuns. Codul deschide cererea.
sms-match-cancelled = Punte: planurile s-au schimbat. Vedeți în cerere.
sms-match-stopped = Punte: oprit pentru siguranță. Nu mergeți acolo.
