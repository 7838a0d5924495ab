### Пошук пропозицій, карта й одна пропозиція.
offers-title = Перевірені пропозиції
offers-kinds = Види допомоги
offers-all = Усе
offers-place = Де шукати? Місто, село або пункт пропуску
offers-within = Не далі ніж
offers-km = { $n } км
offers-near = менше 1 км
offers-language = Мова, якою говорять
offers-any = будь-яка
offers-theme = Про що
offers-speciality = Який лікар
offers-show = Показати
offers-filters = Більше фільтрів
offers-filters-hint = Показуємо лише пропозиції, де про це сказано «так». Якщо нічого не сказано, пропозиції тут немає.
offers-which = Яке саме місце?
offers-crossing = пункт пропуску
offers-chips = Що ви шукаєте
offers-remove = прибрати
offers-at-border = Я біля кордону
offers-none = Зараз нічого не підходить
offers-no-more = Більше пропозицій немає
offers-none-text = Нові пропозиції з’являються щодня. Якщо ви подасте запит, ми шукатимемо з кожною новою пропозицією. Зараз можна також:
offers-wider = Шукати до { $n } км
offers-without = Шукати без «{ $filter }»
offers-guides = Прочитати поради
offers-ask = Попросити допомогу
offers-count = { $n ->
    [one] { $n } пропозиція
    [few] { $n } пропозиції
    *[many] { $n } пропозицій
    }
offers-part = { $shown } із { $found } пропозицій
offers-nearest = Спочатку найближчі
offers-newest = Спочатку нещодавно підтверджені
offers-next = Наступні пропозиції
offers-first = Назад до перших пропозицій
offers-not-here = Немає потрібного? Напишіть один раз, що вам потрібно, і ми шукатимемо з кожною новою пропозицією.
offers-map = Карта
offers-map-label = Карта цих пропозицій. У списку те саме словами.
offers-to-list = До списку
offers-to-map = До карти
offers-translated = переклад, мова оригіналу: { $language }
offers-departs = виїзд { $time }
offers-no-checks = записів про перевірку немає
offers-confirmed-today = підтверджено сьогодні
offers-confirmed-yesterday = підтверджено вчора
offers-confirmed-days = { $n ->
    [one] підтверджено { $n } день тому
    [few] підтверджено { $n } дні тому
    *[many] підтверджено { $n } днів тому
    }
map-signs = Пунктирне коло: показано лише район, не адресу. Номери ті самі, що в списку.
map-credit = Карта: Natural Earth. Місця: GeoNames.
offer-back = Назад до пропозицій
offer-original = Читати оригінал
offer-language-note = Мова тексту: { $language }. Перекладу ще немає.
offer-facts = Що є і чого немає
offer-metres = { $n ->
    [one] { $n } метр
    [few] { $n } метри
   *[many] { $n } метрів
 }
offer-checked = Що перевірено, а що ні
offer-no-name = Імен приватних осіб не показуємо: ви дізнаєтеся ім’я, коли обидві сторони скажуть «так».
offer-care = Це перевіряли люди, але ніхто не може обіцяти, що все буде добре. Ви можете відмовитися будь-коли.
offer-do = Що можна зробити
offer-ask-title = Вам це потрібно?
offer-ask-text = Напишіть, що вам потрібно. Ми покажемо все, що підходить, і цю пропозицію теж, якщо вона підходить. Обираєте ви.
offer-ask = Попросити таку допомогу
offer-web-page = Їхній сайт
offer-reference = Якщо дзвоните нам, назвіть номер { $reference }
offer-where = Де це
offer-map-label = Карта: де ця пропозиція
offer-where-door = Організація погодилася, щоб її адресу бачили всі.
offer-where-area = Коло показує район. Адресу ви дізнаєтеся, коли обидві сторони скажуть «так».
offer-where-settlement = Коло показує населений пункт. Адресу ви дізнаєтеся, коли обидві сторони скажуть «так».
offer-safety = Як подбати про безпеку
offer-kind = Вид
offer-privacy = Лише для вас
offer-bathroom = Ванна
offer-steps = Сходи
offer-max-guests = Найбільше гостей
offer-bedrooms = Спальні
offer-floor = Поверх (0 = перший, без сходів угору)
offer-min-child-age = Вік найменшої дитини, років
offer-max-pets = Найбільше тварин
offer-public-transport = До автобуса чи потяга
offer-min-nights = Щонайменше ночей
offer-max-nights = Щонайбільше ночей
offer-stops = Маршрут
offer-departs = Виїзд між
offer-wheelchair = Крісло колісне
offer-child-seats = Дитячі крісла
offer-return-trip = Їде й назад
offer-pay = Оплата праці
offer-contract = Договір
offer-hours = Годин на тиждень
offer-starts = Початок
offer-languages-needed = Потрібні мови
offer-speciality = Який лікар
offer-mode = Де саме
offer-clinician = Хто лікує
offer-insured-only = Лише для людей зі страховкою
offer-opening-hours = Коли відчинено
offer-theme = Про що
offer-who = Хто може прийти
offer-papers = Потрібні документи
offer-languages = Говорять мовами
offer-price-note = Скільки коштує
map-open = Карта, яку можна рухати (ще 100 КБ)
map-title = Карта перевірених пропозицій
map-lead = Приватні місця показано як район, ніколи не як адресу.
map-more = Пропозицій більше, ніж тут уміщується: спершу оберіть вид або місце.
map-back = Назад до списку
map-nearer = Ближче
map-farther = Далі
map-close = Закрити
offer-translate = Перекласти пропозицію
offer-translate-lead = Лише назву й опис. Передавайте те, що там написано, без телефонів і посилань. Люди бачать, що переклав модератор, і можуть прочитати оригінал.
offer-translate-stale = Тим часом автор змінив текст. Порівняйте з тим, що там тепер, і збережіть ще раз.
offer-translate-title = Назва
offer-translate-description = Опис
offer-translate-keep = Зберегти переклад
offer-translate-remove = Прибрати переклад
offer-translate-back = До пропозиції
said-offer-translation-kept = Переклад оновлено.
offers-translated-by-moderator = переклав модератор, мова оригіналу: { $language }
offer-translate-add = Додати переклад:
said-offer-translation-removed = Переклад прибрано.
