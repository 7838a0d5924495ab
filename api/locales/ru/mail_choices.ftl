### Which mails somebody with an account gets.
own-mails = Письма
own-mails-lead = Вы всегда получаете то, что должны знать: что кто-то выбрал ваше предложение, что что-то решено или отменено, всё о безопасности и о входе. Эти письма выбираете вы; на этих страницах видно всё.
own-mails-kinds = Присылайте мне
own-quiet = Не ночью: что может подождать, придёт утром
own-quiet-hint = По местному времени. Безопасность, помощь на сегодня и вход в систему никогда не ждут.
own-quiet-from = Тишина с
own-quiet-to = Тишина до
own-mails-language = Язык писем
own-mails-do = Сохранить
field-same-hour = Выберите два разных часа.
said-mails-chosen = Ваш выбор сохранён.
word-mail-kind-messages = мне написали сообщение
word-mail-kind-reminders = кто-то ждёт меня или скоро истекает предложение
word-mail-kind-cases = новое в запросе, который я веду
word-mail-kind-feedback = как всё прошло, когда помощь завершена
word-mail-kind-receipts = подтверждение, что отправленное мной получено
mail-choices = Здесь Вы выбираете, какие письма получать: { $url }
