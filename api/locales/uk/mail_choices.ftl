### Which mails somebody with an account gets.
own-mails = Листи
own-mails-lead = Ви завжди отримуєте відповіді, на які чекаєте, усе про безпеку та про вхід. Решту обираєте ви; на сайті видно все.
own-mails-kinds = Надсилайте мені
own-mails-language = Мова листів
own-mails-do = Зберегти
said-mails-chosen = Ваш вибір збережено.
word-mail-kind-messages = мені написали повідомлення
word-mail-kind-reminders = хтось чекає на мене або скоро спливає пропозиція
word-mail-kind-cases = нове в запиті, який я веду
word-mail-kind-feedback = як усе пройшло, коли допомогу завершено
word-mail-kind-receipts = ви отримали те, що я надсилаю
mail-choices = Тут ви обираєте, які листи отримувати: { $url }
