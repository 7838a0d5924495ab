### One tap in a mail, and no more of its kind come.
unsubscribe = Листи, без яких можна обійтися
unsubscribe-what = Ідеться про такі листи:
unsubscribe-on = Ви їх отримуєте.
unsubscribe-lead = Одне натискання, і вони більше не надходитимуть: входити не треба. Те, що ви маєте знати, надходитиме й далі.
unsubscribe-do = Більше не надсилайте таких листів
unsubscribe-off = Вони до вас більше не надходять.
unsubscribe-undo = Надсилайте їх знову
unsubscribe-mails = Усі листи, які ви отримуєте
mail-unsubscribe = Більше не отримувати таких листів, одним натисканням: { $url }
