### Mails: a link, never personal data.

mail-greeting = Bună ziua!
mail-link = Deschideți aici: { $url }
mail-footer =
    Primiți acest e-mail de la Punte pentru că adresa apare într-o cerere sau într-un cont.
    Dacă nu ați dat-o dumneavoastră, puteți șterge mesajul.
    În pericol, sunați la 112. Punte nu este un serviciu de urgență.
    Ceva nu este în regulă sau e periculos? Spuneți-ne, fără cont: { $url }
mail-hotline = Linia de ajutor: { $hotline }
mail-no-hotline = Cei care administrează acest site nu au indicat o linie de ajutor.
mail-offer-submitted-subject = Am primit oferta dumneavoastră
mail-offer-submitted-body =
    Vă mulțumim că oferiți ajutor.
    Fiecare ofertă este verificată de oameni înainte să o vadă alții. Vă vom scrie când avem un răspuns.
    Deschideți linkul ca să vedeți oferta.
mail-offers-imported-subject = Lista dumneavoastră a fost preluată
mail-offers-imported-body =
    Vă mulțumim pentru listă. Fiecare ofertă nouă sau schimbată din ea își așteaptă acum verificarea.
    Oamenii verifică fiecare ofertă înainte ca alții să o poată vedea. Organizația dumneavoastră răspunde pentru aceste oferte și le confirmă.
    Deschideți linkul ca să le vedeți.
mail-offer-approved-subject = Oferta dumneavoastră este aprobată
mail-offer-approved-body =
    Am verificat oferta și am aprobat-o. Dacă nu este în pauză, oamenii care caută ajutor o pot vedea acum.
    Vă rugăm să confirmați din când în când că este încă valabilă.
    Deschideți linkul ca să o vedeți.
mail-offer-changes-requested-subject = Vă rugăm să modificați ceva în ofertă
mail-offer-changes-requested-body =
    O persoană a verificat oferta dumneavoastră și vă cere o modificare.
    Schimbați ce este nevoie și trimiteți oferta din nou.
    Deschideți linkul ca să vedeți ce anume.
mail-offer-rejected-subject = Un răspuns despre oferta dumneavoastră
mail-offer-rejected-body =
    Vă mulțumim că doriți să ajutați.
    Am verificat ce ați trimis. De data aceasta nu putem accepta.
    Deschideți linkul ca să vedeți motivul.
mail-proposal-received-subject = Cineva a ales oferta dumneavoastră
mail-proposal-received-body =
    Oameni care caută ajutor au ales oferta dumneavoastră. Vă rugăm să acceptați sau să refuzați curând, ca să își poată face planuri.
    Ambele părți văd contactele numai după ce acceptați.
    Deschideți linkul ca să vedeți de ce au nevoie.
mail-proposal-accepted-subject = Ați primit un „da”
mail-proposal-accepted-body =
    La oferta pe care ați ales-o, răspunsul este „da”. Acum contactele sunt vizibile pentru ambele părți.
    Dacă vi se schimbă planurile, vorbiți cu cealaltă parte sau anulați.
    Deschideți linkul ca să vedeți ce urmează.
mail-proposal-declined-subject = De data aceasta nu se poate
mail-proposal-declined-body =
    Cu oferta pe care ați ales-o, de data aceasta nu se poate. Se întâmplă: planurile se schimbă sau oamenii nu reușesc să răspundă la timp.
    Cererea dumneavoastră a rămas la noi și puteți alege altă ofertă.
    Deschideți linkul ca să vedeți ce este acum.
mail-match-cancelled-subject = Planurile s-au schimbat
mail-match-cancelled-body =
    Ceva ce era plănuit cu dumneavoastră pe Punte nu va mai avea loc.
    Dacă sunteți gata de drum sau așteptați pe cineva, verificați mai întâi.
    Deschideți linkul ca să vedeți ce s-a anulat și ce puteți face.
mail-request-received-subject = Am primit cererea dumneavoastră
mail-request-received-body =
    Cererea dumneavoastră a ajuns la noi. Cei care oferă ajutor nu vă văd până nu alegeți.
    Păstrați codul: cu el deschideți cererea pe orice telefon.
    Deschideți linkul ca să vedeți cererea.
mail-child-heard-subject = Am primit cererea dumneavoastră de ajutor
mail-child-heard-body =
    O persoană va citi ce ați scris și va lua legătura cu dumneavoastră așa cum ați ales.
    Dacă nu puteți aștepta, sunați sau mergeți la cineva de la frontieră ori dintr-un centru de ajutor.
    Deschideți linkul ca să vedeți cererea. Codul o deschide pe orice telefon.
mail-pin-changed-subject = Codul PIN al cererii s-a schimbat
mail-pin-changed-body =
    Codul PIN al cererii dumneavoastră a fost setat, schimbat sau șters.
    Dacă nu ați fost dumneavoastră, altcineva are codul cererii. Mergeți la oamenii care ajută la fața locului: vă fac un card nou.
    Deschideți linkul ca să vedeți cererea.
mail-offers-found-subject = Sunt oferte care vi se potrivesc
mail-offers-found-body =
    A apărut o ofertă care se potrivește cu ce căutați. A fost verificată de oameni.
    Când apare ceva nou, vă scriem cel mult o dată pe zi pentru fiecare nevoie.
    Deschideți linkul ca să o vedeți.
mail-danger-reported-subject = Cineva semnalează un pericol
mail-danger-reported-body =
    Cineva spune că este în pericol acum sau că alții sunt.
    Dacă în sesizare scrie că ofertele sunt ascunse, rămân așa până când se uită cineva. Vă rugăm să vă uitați în cel mult o oră.
    Deschideți linkul ca să preluați sesizarea.
mail-match-stopped-subject = Am oprit ceva ce era planificat cu dumneavoastră
mail-match-stopped-body =
    Ceva ce era planificat cu dumneavoastră pe Punte a fost oprit din motive de siguranță.
    Vă rugăm să nu mergeți acolo. Dacă sunteți deja acolo și vă temeți, sunați la 112.
    Cererea este din nou deschisă: deschideți linkul ca să alegeți pe altcineva.
mail-provider-renamed-subject = Cei cu care v-ați înțeles au acum alt nume
mail-provider-renamed-body =
    Oamenii cu care v-ați înțeles pe Punte au acum alt nume acolo. Ce ați convenit rămâne valabil.
    Poate fi o căsătorie sau o greșeală corectată. Verificăm încă o dată cine sunt.
    Uitați-vă dacă sunt tot oamenii pe care îi cunoașteți. Dacă aveți îndoieli, întrebați-i sau anulați: nu trebuie să spuneți de ce.
    Deschideți linkul ca să vedeți numele nou.
mail-agreement-changed-subject = Ceva din ce ați convenit s-a schimbat
mail-agreement-changed-body =
    Ceva din ce ați convenit pe Punte s-a schimbat: locul, șoferul sau ora plecării. Am verificat schimbarea.
    Uitați-vă înainte să porniți. Dacă nu vă mai convine, anulați: nu trebuie să spuneți de ce.
    Deschideți linkul ca să vedeți cum este acum.
mail-provider-blocked-subject = Ofertele dumneavoastră sunt oprite
mail-provider-blocked-body =
    Ofertele dumneavoastră pe Punte au fost oprite, la fel și ce s-a convenit cu oamenii.
    O a doua persoană verifică în cel mult 24 de ore. Nu trebuie să faceți nimic.
    Dacă credeți că e o greșeală, spuneți-le celor care vă sună.
mail-block-lifted-subject = Ofertele dumneavoastră se văd din nou
mail-block-lifted-body =
    O a doua persoană a verificat: ofertele dumneavoastră se văd din nou.
    Ce s-a oprit rămâne oprit. Ne pare rău pentru neplăceri și vă mulțumim că ajutați.
    Deschideți linkul ca să vedeți ofertele.
mail-check-in-subject = Sunteți bine?
mail-check-in-body =
    Sperăm că vă este bine acolo unde sunteți acum.
    Ne spuneți cu o singură apăsare. Dacă nu sunteți în siguranță, o persoană își propune să se uite în cel mult o oră.
    În pericol, sunați la 112. Deschideți linkul ca să răspundeți.
mail-match-no-show-subject = S-a notat că nu a venit nimeni
mail-match-no-show-body =
    Cealaltă parte spune că nu a venit nimeni.
    Ce era rezervat este din nou liber.
    Dacă este o greșeală, deschideți linkul ca să vedeți ce puteți face.
mail-help-completed-subject = Cum a fost?
mail-help-completed-body =
    Ajutorul planificat cu dvs. pe Punte a avut loc și s-a încheiat.
    Spuneți într-un minut cum a fost. Cealaltă parte nu vede niciodată răspunsul.
    Deschideți linkul ca să răspundeți.
mail-proposal-reminder-subject = Cineva așteaptă răspunsul dvs.
mail-proposal-reminder-body =
    Oameni care caută ajutor au ales oferta dvs. și așteaptă.
    Spuneți da sau nu: și un „nu” rapid ajută, pot alege pe altcineva.
    Deschideți linkul ca să răspundeți.
mail-proposal-missed-subject = Timpul de răspuns a trecut
mail-proposal-missed-body =
    Cineva a ales oferta dvs. și nu a primit răspuns la timp. Acum caută pe altcineva.
    Cine răspunde apare mai sus în liste. Dacă o vreme nu puteți ajuta, puneți oferta în pauză.
    Deschideți linkul ca să vedeți ce s-a cerut.
mail-offers-lapse-subject = Oferta dvs. mai este valabilă?
mail-offers-lapse-body =
    Mai multe oferte ale dumneavoastră de pe Punte nu vor mai fi afișate în curând sau nu mai sunt deja.
    O apăsare păstrează oferta: „Este încă valabilă”. Dacă s-a ocupat, puneți-o în pauză sau retrageți-o.
    Deschideți linkul ca să vedeți ofertele dvs.
mail-still-needed-subject = Mai aveți nevoie de ajutor?
mail-still-needed-body =
    Nu v-ați deschis cererea de ceva timp. Mai aveți nevoie de ce este în ea?
    Dacă mai căutați, deschideți-o cu codul dvs.: este destul. Acolo puteți spune și de ce nu mai aveți nevoie.
    Dacă mult timp n-o deschide nimeni, va fi închisă. Deschideți linkul ca să vedeți cererea.
mail-message-received-subject = Aveți un mesaj
mail-message-received-body =
    V-a scris cealaltă parte a unei înțelegeri de pe Punte.
    Pentru siguranța dvs., în acest e-mail nu este niciun cuvânt din mesaj.
    Deschideți linkul ca să citiți și să răspundeți.
mail-account-dormant-subject = Contul dumneavoastră va fi șters peste 30 de zile
mail-account-dormant-body =
    De mult timp nu a mai intrat nimeni în contul dumneavoastră de pe Punte.
    Ce nu folosește nimeni nu păstrăm: peste 30 de zile ștergem contul, cu tot ce arată cine sunteți.
    Dacă vreți să îl păstrați, deschideți linkul și intrați în cont. Atât. Dacă nu, nu trebuie să faceți nimic.
