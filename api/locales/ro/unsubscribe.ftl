### One tap in a mail, and no more of its kind come.
unsubscribe = E-mailuri de care vă puteți lipsi
unsubscribe-what = Este vorba despre aceste e-mailuri:
unsubscribe-on = Le primiți.
unsubscribe-lead = O apăsare și nu mai vin: nu trebuie să intrați în cont. Ce trebuie să știți vine în continuare.
unsubscribe-do = Nu-mi mai trimiteți astfel de e-mailuri
unsubscribe-off = Nu le mai primiți.
unsubscribe-undo = Trimiteți-le din nou
unsubscribe-mails = Toate e-mailurile pe care le primiți
mail-unsubscribe = Fără e-mailuri de acest fel, cu o singură apăsare: { $url }
