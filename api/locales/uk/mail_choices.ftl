### Which mails somebody with an account gets.
own-mails = Листи
own-mails-lead = Ви завжди отримуєте те, що маєте знати: що хтось обрав вашу пропозицію, що щось вирішено чи скасовано, усе про безпеку та про вхід. Ці листи обираєте ви; на цих сторінках видно все.
own-mails-kinds = Надсилайте мені
own-quiet = Не вночі: що може зачекати, прийде вранці
own-quiet-hint = За місцевим часом. Безпека, допомога на сьогодні та вхід до системи не чекають ніколи.
own-quiet-from = Тиша з
own-quiet-to = Тиша до
own-mails-language = Мова листів
own-mails-do = Зберегти
field-same-hour = Оберіть дві різні години.
said-mails-chosen = Ваш вибір збережено.
word-mail-kind-messages = мені написали повідомлення
word-mail-kind-reminders = хтось чекає на мене або скоро спливає пропозиція
word-mail-kind-cases = нове в запиті, який я веду
word-mail-kind-feedback = як усе пройшло, коли допомогу завершено
word-mail-kind-receipts = підтвердження, що надіслане мною отримано
mail-choices = Тут Ви обираєте, які листи отримувати: { $url }
