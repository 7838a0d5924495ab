### Un nivel se sprijină pe cele de sub el: retragerea unei verificări, nivelul pierdut, liste pentru minori.

mail-evidence-taken-back-subject = O verificare despre dumneavoastră nu mai este valabilă
mail-evidence-taken-back-body =
    Ceva ce fusese notat ca verificat despre dumneavoastră a fost retras. Oamenii nu vă mai văd ofertele pentru care este nevoie de acest lucru. Ce ați convenit deja rămâne valabil.
    Ofertele apar din nou singure, imediat ce se verifică din nou: cei care verifică vă au pe listă. Dacă credeți că este o greșeală, spuneți-le când vă sună.
    Deschideți linkul ca să vedeți ce mai este valabil și ce lipsește.
desk-take-back = Retrageți
desk-take-back-title = Retrageți o verificare
desk-take-back-why = De ce nu este valabilă?
desk-take-back-what = Nivelul scade imediat la ce a rămas. Ofertele care au nevoie de mai mult dispar de pe toate paginile, iar alegerile care așteaptă un răspuns se încheie. Ce s-a convenit rămâne: dacă cineva este în pericol, nu retrageți, ci blocați. Cine oferă citește că verificarea nu mai este valabilă, dar nu și de ce.
desk-take-back-do = Retrageți acum
desk-taken-back = retras pe { $date }
said-desk-taken-back = S-a retras. Verificarea nu mai este valabilă, iar cine oferă a fost anunțat.
word-take-back-forged = ce s-a arătat este fals
word-take-back-of-somebody-else = este al altcuiva
word-take-back-mistaken = s-a notat din greșeală
desk-expiring-lost = oferte ascunse, lipsește din nou: { $level }
settings-checklist-minors = pentru minori
desk-evidence-failed = nu s-a confirmat
desk-evidence-result = Este totul în regulă?
word-evidence-result-passed = da
word-evidence-result-failed = nu: se notează și nu contează pentru niciun nivel
said-desk-evidence-failed = S-a notat că nu s-a confirmat. Nu contează pentru niciun nivel. Dacă cineva ar putea fi în pericol, blocați.
