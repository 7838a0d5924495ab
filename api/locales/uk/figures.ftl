### Показники черги.

desk-figures = Показники
desk-figures-lead = Показники черги: кожен можна порахувати знову з самого лише журналу. І що, за словами людей, сталося далі.
desk-figures-first = Очікування першого рішення
desk-figures-items = Одиниць
desk-figures-median = Половина чекала щонайбільше
desk-figures-p90 = Дев’ять із десяти чекали щонайбільше
desk-figures-open = Відкрите
desk-figures-none = Нічого
desk-figures-decisions = Рішення за причинами
desk-figures-blocks = Заблоковано, за причинами
desk-figures-suspensions = Призупинені пропозиції, за причинами
desk-figures-failed = Непройдені перевірки
desk-figures-failed-evidence = { $what }: не підтверджено
desk-figures-failed-taken-back = { $what }: перевірку скасовано
desk-figures-lapsed = Перевірка вже не діє
desk-figures-soon = Строк перевірки минає протягом 30 днів
desk-figures-unconfirmed-lapsed = Не підтверджено вчасно, за останні 60 днів
desk-figures-unconfirmed-soon = Підтвердити за 4 дні
desk-figures-load = Рішення за модераторами
desk-figures-outcomes = Що сталося далі
desk-figures-after-week = Через 7 днів
desk-figures-after-month = Через 30 днів
desk-figures-after-quarter = Через 90 днів
desk-figures-asked = запитали
desk-figures-csv = У вигляді таблиці (CSV)
desk-figures-state-waiting = чекає
desk-figures-state-held = у модератора
desk-figures-state-second = схвалено одним із двох
desk-figures-age-12h = менше 12 годин
desk-figures-age-24h = від 12 до 24 годин
desk-figures-age-72h = від 1 до 3 днів
desk-figures-age-older = понад 3 дні
desk-figures-you = ви
desk-figures-moderator = модератор { $mark }
desk-figures-under-a-minute = менше хвилини
desk-figures-minutes = { $n ->
    [one] { $n } хвилина
    [few] { $n } хвилини
    *[many] { $n } хвилин
 }
desk-figures-hours = { $n ->
    [one] { $n } година
    [few] { $n } години
    *[many] { $n } годин
 }
desk-figures-days = { $n ->
    [one] { $n } день
    [few] { $n } дні
    *[many] { $n } днів
 }
desk-figures-undone = { $n ->
    [one] { $n } скасоване
    [few] { $n } скасовані
    *[many] { $n } скасованих
 }
desk-figures-lifted = { $n ->
    [one] { $n } потім знято
    [few] { $n } потім знято
    *[many] { $n } потім знято
 }
