### Показатели очереди.

desk-figures = Показатели
desk-figures-lead = Показатели очереди: каждый можно посчитать заново по одному лишь журналу. И что, по словам людей, было дальше.
desk-figures-first = Ожидание первого решения
desk-figures-items = Единиц
desk-figures-median = Половина ждала не дольше
desk-figures-p90 = Девять из десяти ждали не дольше
desk-figures-open = Открытое
desk-figures-none = Ничего
desk-figures-decisions = Решения по причинам
desk-figures-blocks = Заблокировано, по причинам
desk-figures-suspensions = Приостановленные предложения, по причинам
desk-figures-failed = Проверки, которые не пройдены
desk-figures-failed-evidence = { $what }: не подтверждено
desk-figures-failed-taken-back = { $what }: проверка отменена
desk-figures-lapsed = Проверка уже не действует
desk-figures-soon = Проверка действует меньше 30 дней
desk-figures-unconfirmed-lapsed = Не подтверждены вовремя, за последние 60 дней
desk-figures-unconfirmed-soon = Подтвердить в течение 4 дней
desk-figures-load = Решения по модераторам
desk-figures-outcomes = Что было дальше
desk-figures-after-week = Через 7 дней
desk-figures-after-month = Через 30 дней
desk-figures-after-quarter = Через 90 дней
desk-figures-asked = спросили
desk-figures-csv = Электронная таблица (CSV)
desk-figures-state-waiting = ждёт
desk-figures-state-held = у модератора сейчас
desk-figures-state-second = одобрено одним из двух
desk-figures-age-12h = меньше 12 часов
desk-figures-age-24h = от 12 до 24 часов
desk-figures-age-72h = от 1 до 3 дней
desk-figures-age-older = больше 3 дней
desk-figures-you = вы
desk-figures-moderator = модератор { $mark }
desk-figures-under-a-minute = меньше минуты
desk-figures-minutes = { $n ->
    [one] { $n } минута
    [few] { $n } минуты
    *[many] { $n } минут
 }
desk-figures-hours = { $n ->
    [one] { $n } час
    [few] { $n } часа
    *[many] { $n } часов
 }
desk-figures-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
    *[many] { $n } дней
 }
desk-figures-undone = { $n ->
    [one] { $n } отменено
    [few] { $n } отменены
    *[many] { $n } отменено
 }
desk-figures-lifted = { $n ->
    [one] { $n } потом снято
    [few] { $n } потом снято
    *[many] { $n } потом снято
 }
