### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = Îmi puteți trimite un SMS pe acest telefon când este un răspuns, se schimbă planurile, ceva este oprit pentru siguranță sau mă întrebați dacă ajutorul a început, cum sunt ori dacă mai am nevoie de el. În el nu scrie nimic despre mine.
my-contact-sms = Ați fost de acord cu SMS-uri, de aceea avem nevoie de telefonul dvs. Dacă doriți altă cale, retrageți mai întâi acest acord.
field-phone-needed = Ca să vă putem trimite SMS-uri, alegeți telefonul ca mod de contact.
admin-job-sms = Trimiterea unui SMS
admin-job-error-sms = SMS-ul nu a fost preluat.
sms-proposal-accepted = Punte: aveți un răspuns. Codul deschide cererea.
sms-match-cancelled = Punte: planurile s-au schimbat. Vedeți în cerere.
sms-agreement-changed = Punte: planurile s-au schimbat. Vedeți în cerere.
sms-match-stopped = Punte: oprit. Nu mergeți acolo. În pericol: 112.
sms-beginning-asked = Punte: a început ajutorul? Spuneți în cerere.
sms-agreement-lapsed = Punte: înțelegerea nu mai e. Vedeți în cerere.
sms-check-in = Punte: sunteți bine? Dacă nu: 112. Spuneți-ne.
sms-still-needed = Punte: mai e nevoie de ajutor? Vedeți cererea.
sms-need-still-needed = Punte: mai aveți nevoie de asta? Vedeți cererea.
