### What the two sides of a match write to each other.

message-title = Повідомлення
message-lead = Це читаєте лише ви та інша сторона. Ми надішлемо лист, що є повідомлення, але без жодного слова з нього.
message-none = Ще ніхто нічого не написав.
message-you = Ви
message-they = Інша сторона
message-in = написано на сторінці мовою: { $language }
message-read = прочитано
message-erased = Це видалено.
message-phrases = Готові фрази
message-phrases-hint = Інша сторона прочитає це своєю мовою.
message-text = Або своїми словами
message-text-hint = Поки обидві сторони не погодилися, без номерів телефону, посилань та електронних адрес. Потім ви й так побачите контакти одне одного.
message-do = Надіслати
message-over = Це завершено, і тут більше не пишуть.
said-message-sent = Надіслано.
message-phrase-when-arrive = Коли ви приїдете?
message-phrase-we-arrive-on-time = Приїдемо вчасно.
message-phrase-we-are-late = Ми запізнюємося. Зачекайте, будь ласка.
message-phrase-where-is-key = Де взяти ключ?
message-phrase-key-is-there = Вас зустрінуть і дадуть ключ.
message-phrase-is-there-a-lift = Чи є ліфт?
message-phrase-there-is-a-lift = Ліфт є.
message-phrase-no-lift = Ліфта немає.
message-phrase-pet-comes = З нами їде тварина. Чи це можна?
message-phrase-pet-is-fine = Вашій тварині раді.
message-phrase-what-to-bring = Що взяти з собою?
message-phrase-bring-nothing = Нічого брати не треба.
message-phrase-thank-you = Дякуємо.
message-unread = { $n ->
    [one] { $n } нове повідомлення
    [few] { $n } нові повідомлення
   *[other] { $n } нових повідомлень
 }
