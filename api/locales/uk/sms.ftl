### Text messages. Each fits into one with a host of twenty characters: 160 where all letters are a phone's own, else 70.
ask-reach-sms = На цей телефон можна надіслати SMS, коли є відповідь, змінилися плани, щось зупинено задля безпеки або ви питаєте, чи допомога почалася, як я та чи вона ще потрібна. Про мене в ньому нічого немає.
my-contact-sms = Ви погодилися на SMS, тому нам потрібен ваш телефон. Якщо хочете інший спосіб, спершу відкличте цю згоду.
field-phone-needed = Щоб ми могли надсилати вам SMS, оберіть телефон як спосіб зв’язку.
admin-job-sms = Надсилання SMS
admin-job-error-sms = SMS не прийнято до надсилання.
sms-proposal-accepted = Punte: є відповідь. Відкрийте запит своїм кодом.
sms-match-cancelled = Punte: плани змінилися. Спершу відкрийте запит.
sms-agreement-changed = Punte: плани змінилися. Спершу відкрийте запит.
sms-match-stopped = Punte: зупинено. Не їдьте туди. Небезпека – 112.
sms-beginning-asked = Punte: допомога почалася? Скажіть це в запиті.
sms-agreement-lapsed = Punte: домовленість не діє. Відкрийте запит.
sms-check-in = Punte: ви в безпеці? Якщо ні, 112. Див. запит.
sms-still-needed = Punte: допомога ще потрібна? Відкрийте запит.
sms-need-still-needed = Punte: це вам ще потрібно? Відкрийте запит.
