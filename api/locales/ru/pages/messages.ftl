### What the two sides of a match write to each other.

message-title = Сообщения
message-lead = Это читаете только вы и другая сторона. О новом сообщении приходит письмо, но ни слова из сообщения в нём нет.
message-none = Пока никто ничего не написал.
message-you = Вы
message-they = Другая сторона
message-in = язык страницы, где это написано: { $language }
message-read = прочитано ими
message-erased = Это удалено.
message-phrases = Готовые фразы
message-phrases-hint = Другая сторона прочитает это на своём языке.
message-text = Или своими словами
message-text-hint = Пока обе стороны не согласились, без номеров телефона, ссылок и электронных адресов. Потом вы и так увидите контакты друг друга.
message-do = Отправить
message-over = Это закончено, и здесь больше не пишут.
said-message-sent = Отправлено.
message-phrase-when-arrive = Когда вы приедете?
message-phrase-we-arrive-on-time = Приедем вовремя.
message-phrase-we-are-late = Мы опаздываем. Подождите, пожалуйста.
message-phrase-where-is-key = Где взять ключ?
message-phrase-key-is-there = Вас встретят и дадут ключ.
message-phrase-is-there-a-lift = Есть ли лифт?
message-phrase-there-is-a-lift = Лифт есть.
message-phrase-no-lift = Лифта нет.
message-phrase-pet-comes = С нами едет животное. Это можно?
message-phrase-pet-is-fine = Вашему животному рады.
message-phrase-what-to-bring = Что взять с собой?
message-phrase-bring-nothing = Ничего брать не нужно.
message-phrase-thank-you = Спасибо.
message-unread = { $n ->
    [one] { $n } новое сообщение
    [few] { $n } новых сообщения
   *[other] { $n } новых сообщений
 }
