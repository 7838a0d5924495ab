### Which mails somebody with an account gets.
own-mails = Письма
own-mails-lead = Вы всегда получаете ответы, которых ждёте, всё о безопасности и о входе. Остальное выбираете вы; на сайте видно всё.
own-mails-kinds = Присылайте мне
own-mails-language = Язык писем
own-mails-do = Сохранить
said-mails-chosen = Ваш выбор сохранён.
word-mail-kind-messages = мне написали сообщение
word-mail-kind-reminders = кто-то ждёт меня или скоро истекает предложение
word-mail-kind-cases = новое в запросе, который я веду
word-mail-kind-feedback = как всё прошло, когда помощь завершена
word-mail-kind-receipts = вы получили то, что я отправляю
mail-choices = Здесь вы выбираете, какие письма получать: { $url }
