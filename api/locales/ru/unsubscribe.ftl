### One tap in a mail, and no more of its kind come.
unsubscribe = Письма, без которых можно обойтись
unsubscribe-what = Речь о таких письмах:
unsubscribe-on = Вы их получаете.
unsubscribe-lead = Одно нажатие, и они больше не придут: входить не нужно. То, что вы должны знать, будет приходить и дальше.
unsubscribe-do = Больше не присылайте таких писем
unsubscribe-off = Они к вам больше не приходят.
unsubscribe-undo = Присылайте их снова
unsubscribe-mails = Все письма, которые вы получаете
mail-unsubscribe = Больше не получать таких писем, одним нажатием: { $url }
