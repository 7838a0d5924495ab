### Asistență: cereri pe care cineva le urmărește pentru o organizație.
way-helping = Asistență
helping = Cererile pe care le urmăriți
helping-lead = Acești oameni au fost de acord să acționați pentru ei. Sus sunt cei care nu au unde dormi în noaptea asta; apoi copiii mici, dizabilitatea, un singur adult cu copii și persoanele în vârstă; apoi ceilalți, întâi cine așteaptă de mai mult timp. Cine așteaptă săptămâni întregi urcă.
helping-not = Doar asistenții de caz urmăresc cererile altora
helping-not-text = Contul trebuie să aparțină unei organizații sau autorități verificate de moderatorii noștri și să aibă un al doilea factor.
helping-not-factor = Al doilea factor
helping-not-provider = Organizația dumneavoastră
helping-new = Urmăriți o cerere
helping-new-lead = Numai cu acordul oamenilor. Ei sunt anunțați, văd organizația dumneavoastră și pot încheia oricând.
helping-file = Depuneți o cerere pentru cineva
helping-none = Încă nu urmăriți nicio cerere
helping-none-text = Depuneți una pentru cineva care vă roagă sau scrieți codul primit de la oameni ori de la un coleg.
helping-col-who = Oameni
helping-col-needs = De ce au nevoie
helping-col-tier = Cât de urgent
helping-col-due = De revăzut
helping-people =
    { $n ->
        [one] { $n } persoană
        [few] { $n } persoane
       *[other] { $n } de persoane
    }
helping-news = nou
helping-request-withdrawn = retrasă
helping-request-closed = închisă
helping-tier-0 = imediat
helping-tier-1 = curând
helping-tier-2 = la rând
word-tier-reason-no-roof = fără pat în noaptea asta
word-tier-reason-infant = un copil sub doi ani
word-tier-reason-disability = dizabilitate
word-tier-reason-single-parent = un singur adult cu copii
word-tier-reason-older = persoane în vârstă
word-tier-reason-waiting = așteaptă de mult
helping-code = Cod
helping-code-hint = De la oameni, de la un coleg care predă cererea sau codul de pe cardul lor.
helping-for = Pentru ce organizație?
helping-consent = Cum și-au dat oamenii acordul?
helping-consent-hint = Întrebați mai întâi, într-o limbă pe care o vorbesc bine. Ce spuneți aici se păstrează.
word-case-consent-spoken = față în față
word-case-consent-written = în scris
word-case-consent-by-phone = la telefon
word-case-source-shown-code = cu codul cererii
word-case-source-invited = la invitația lor
word-case-source-handed-over = predată de un coleg
word-case-source-reassigned = încredințată de administrația organizației
helping-label = Cum o numiți
helping-label-hint = Ca s-o recunoașteți în listă. Oamenii pot citi acest nume în datele lor.
helping-do = Urmăriți această cerere
helping-known = Ce se știe
helping-waiting = Așteaptă din
helping-agreed = Cum au fost de acord
helping-note-hint = Ce ați făcut și ce urmează. Merge mai departe când predați, oamenii o pot citi în datele lor și se șterge la sfârșit.
helping-note-before = de la un coleg
helping-open = Deschideți cererea
helping-open-hint = Vedeți ce văd oamenii și acționați pentru ei: alegeți, scrieți, confirmați. De fiecare dată se notează sub numele dumneavoastră.
helping-contact = Arătați cum pot fi contactați
helping-contact-hint = Se notează că v-ați uitat, iar ei pot citi asta.
helping-follow-up = De revăzut la
helping-follow-up-hint = Lăsați gol ca să conteze urgența.
helping-keep = Salvați
helping-hand-over = Predați
helping-hand-over-hint = Întrebați oamenii dacă altcineva poate continua. Apoi faceți un cod și dați-l colegului: merge o dată, timp de o zi. Până atunci cererea rămâne la dumneavoastră.
helping-hand-over-do = Faceți un cod
helping-code-lost = Oamenii și-au pierdut codul și sunt în fața dumneavoastră?
helping-code-new = Faceți un cod nou
helping-code-after = Cererea se închide peste tot unde este deschisă, iar oamenii primesc un e-mail dacă au lăsat o adresă. Dacă au un cod PIN, acesta rămâne, iar dumneavoastră urmăriți cererea mai departe.
helping-end = Încheiați urmărirea: de ce?
helping-end-hint = Notițele se șterg, iar oamenii sunt anunțați. Cererea lor continuă.
helping-end-do = Încheiați urmărirea
word-case-end-served = au ce le trebuie
word-case-end-moved-on = au plecat mai departe
word-case-end-unreachable = nu pot fi contactați
word-case-end-consent-withdrawn = nu mai doresc
helping-acting = Acționați pentru altcineva. Ce faceți aici se notează sub numele dumneavoastră.
helping-acting-close = Închideți, înapoi la listă
said-helping-begun = Acum urmăriți această cerere. Oamenii sunt anunțați.
said-helping-kept = S-a salvat.
said-helping-noted = Notița s-a salvat.
said-helping-ended = Nu o mai urmăriți. Notițele sunt șterse.
my-helpers = Cine ajută la această cerere
my-helpers-lead = Un asistent al unei organizații verificate de noi se poate ocupa de cerere împreună cu dumneavoastră: caută, alege, scrie și confirmă.
my-helpers-limits = Văd ce vedeți și dumneavoastră: cine sunteți, de ce aveți nevoie, ce s-a convenit. Ca să vadă cum vă pot contacta, apasă un buton și de fiecare dată se notează, la fel ca fiecare deschidere a cererii. Nu vă pot descărca sau șterge datele, nici retrage cererea, nici schimba codul PIN. Dacă vă pierdeți codul, vă pot face unul nou: cel vechi nu mai funcționează atunci, și asta se notează de asemenea. Puteți încheia oricând.
my-helpers-none = Doar dumneavoastră aveți această cerere.
my-helpers-since = Din { $date }
my-helpers-paused = acum nu o poate deschide
my-helpers-by-shown-code = Cu codul cererii dumneavoastră
my-helpers-by-invited = Dumneavoastră ați permis
my-helpers-by-handed-over = Predată de cineva care v-a ajutat înainte
my-helpers-by-reassigned = Organizația a încredințat-o altei persoane
my-helpers-see = Cine oferă ajutor vă vede doar când alegeți. Cei care ajută la această cerere o văd la fel ca dumneavoastră.
my-helpers-end = Încheiați
my-helpers-invite = Lăsați un asistent să ajute
my-helpers-invite-hint = Faceți un cod și spuneți-l asistentului. Merge o dată, timp de o zi, și nu deschide altceva.
my-helpers-do = Faceți un cod
my-helpers-code = Cod pentru asistent
my-helpers-code-how = Spuneți-l doar cuiva în care aveți încredere. Dacă faceți altul, acesta nu mai merge.
said-helper-sent-away = S-a încheiat. Ca asistenți nu vă mai pot deschide cererea. Cine știe codul cererii o poate deschide în continuare: dacă l-a văzut cineva, cereți unul nou.
ask-sent-follow = Urmăriți această cerere ca asistent
field-case-code = Acest cod nu merge: verificați-l sau cereți altul. Merge o dată, timp de o zi.
field-cannot-follow = Această persoană nu poate prelua cererea: îi trebuie un al doilea factor și nu poate urmări mai multe cereri decât poate duce un singur om.
field-code-with-pin = Această cerere are un cod PIN: cereți oamenilor un cod făcut pentru dumneavoastră, pe pagina „Cine ajută la această cerere”.
problem-child-alone = Aici un copil este singur. De el se ocupă doar protecția copilului: vă rugăm să sunați acolo.
problem-already-followed = Organizația dumneavoastră urmărește deja această cerere.
problem-too-many-case-workers = Trei organizații urmăresc deja această cerere. Oamenii pot încheia cu una.
problem-too-many-cases = Urmăriți atâtea cereri câte poate o persoană. Predați câteva sau nu le mai urmăriți pe cele încheiate.
mail-case-opened-subject = Cineva ajută la cererea dumneavoastră
mail-case-opened-body =
    De acum un asistent al unei organizații urmărește cererea dumneavoastră pe Punte, așa cum s-a convenit.
    Dacă nu ați fost de acord, încheiați imediat, cu o singură apăsare.
    Deschideți linkul ca să vedeți cine este.
mail-case-moved-subject = Ceva nou într-o cerere pe care o urmăriți
mail-case-moved-body =
    S-a întâmplat ceva într-o cerere pe care o urmăriți pe Punte.
    Nu mai trimitem e-mailuri despre asta până nu deschideți cererea sau nu vă uitați cum pot fi contactați.
    Deschideți linkul ca să vedeți.
mail-case-ended-subject = O cerere nu mai este urmărită
mail-case-ended-body =
    Un asistent care urmărea o cerere pe Punte nu o mai urmărește.
    Notițele sunt șterse sau sunt la colegul care continuă. Cererea rămâne așa cum este.
    Deschideți linkul ca să vedeți cum stau lucrurile.
mail-case-stopped-subject = Ajutorul a fost oprit într-o cerere pe care o urmăriți
mail-case-stopped-body =
    Ceva ce se convenise într-o cerere pe care o urmăriți pe Punte a fost oprit din motive de siguranță.
    Spuneți-le oamenilor să nu meargă acolo și ajutați-i să caute altceva.
    Deschideți linkul ca să vedeți.
