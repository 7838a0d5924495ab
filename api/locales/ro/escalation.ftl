### Predarea către altă persoană care verifică; aprobarea fără listă de verificare.

problem-handed-on = Ați predat aceasta altei persoane. Acum decide acea persoană.
problem-checklist-missing = Pentru acest fel de ofertă nu există o listă de verificare, deci nu poate fi aprobată. O adaugă cei care administrează acest site.
desk-tab-escalated = Predate altora
desk-empty-escalated = Nimic nu a fost predat altora
desk-lease-handed-on = ați predat-o: decide altă persoană
desk-handed-on = Ați predat această versiune. Despre ea decide altă persoană.
desk-handed-on-tag = predată altora
desk-handed-on-title = De ce a fost predată
desk-hand-on = Predați-o altei persoane care verifică
desk-hand-on-what = Dacă nu puteți decide: oferta ajunge prima în coadă și decide altcineva. Dvs. nu mai decideți despre această versiune.
desk-hand-on-why = De ce o predați?
desk-hand-on-note = Câteva cuvinte pentru cine va decide
desk-hand-on-note-hint = Le citesc doar persoanele care verifică. Fără nume, numere sau adrese, vă rugăm.
desk-hand-on-do = Predați oferta
desk-key-hand-on = predați altei persoane
said-desk-handed-on = Ați predat-o. Pentru ceilalți, oferta este prima în coadă.
desk-trouble-handed-on = Ați predat această versiune
desk-trouble-do-handed-on = Nu s-a decis nimic. Acum decide altă persoană.
desk-trouble-checklist = Pentru acest fel de ofertă nu există o listă de verificare
desk-trouble-do-checklist = Fără ea nu se aprobă nimic. Cereți modificări, nu acceptați sau adresați-vă celor care administrează site-ul.
desk-figures-escalations = Predate altora, după motiv
word-escalation-needs-second-opinion = este nevoie de încă o părere
word-escalation-needs-language = este nevoie de cineva care știe limba
word-escalation-needs-local-knowledge = este nevoie de cineva care cunoaște locul
word-escalation-danger-suspected = cineva ar putea fi în pericol
word-escalation-conflict-of-interest = există o legătură personală cu cei care oferă
