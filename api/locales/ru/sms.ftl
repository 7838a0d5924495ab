### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = На этот телефон можно прислать SMS, когда есть ответ, изменились планы, что-то остановлено ради безопасности или вы спрашиваете, началась ли помощь, как я и нужна ли она ещё. Обо мне в нём ничего нет.
my-contact-sms = Вы согласились на SMS, поэтому нам нужен ваш телефон. Если хотите другой способ, сначала отзовите это согласие.
field-phone-needed = Чтобы мы могли присылать вам SMS, выберите телефон как способ связи.
admin-job-sms = Отправка SMS
admin-job-error-sms = SMS не принято к отправке.
sms-proposal-accepted = Punte: есть ответ. Откройте запрос своим кодом.
sms-match-cancelled = Punte: планы изменились. Сначала откройте запрос.
sms-agreement-changed = Punte: планы изменились. Сначала откройте запрос.
sms-match-stopped = Punte: остановлено. Не ездите. В опасности – 112.
sms-beginning-asked = Punte: помощь началась? Отметьте это в запросе.
sms-agreement-lapsed = Punte: договорённость отменена. Откройте запрос.
sms-check-in = Punte: вы в безопасности? Нет – 112. См. запрос.
sms-still-needed = Punte: помощь ещё нужна? Откройте запрос.
sms-need-still-needed = Punte: это вам ещё нужно? Откройте запрос.
