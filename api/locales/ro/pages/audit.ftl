### Jurnalul de audit, pentru auditori.
way-audit = Jurnal de audit
audit = Jurnal de audit
audit-lead = Ce s-a făcut, când, de cine și la ce. Jurnalul are identificatori și coduri, fără date personale; nimic din el nu se poate schimba.
audit-action = Ce s-a făcut
audit-subject = La ce
audit-day = Ziua
audit-when = Când
audit-who = De cine
audit-none = Nu sunt astfel de rânduri
audit-all = Tot jurnalul
audit-more = Rânduri mai vechi
audit-by-visitor = Un vizitator
audit-by-account = Un cont
audit-by-tracking = O familie
audit-by-system = Sistemul însuși
audit-by-partner = O aplicație parteneră
