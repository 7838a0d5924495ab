### The moderators' desk.
way-desk = Черга
desk = Черга перевірок
desk-back = Назад до черги
desk-order = Спершу те, що передано далі, потім те, що треба вирішити найраніше. 25 на сторінці.
desk-how = Як складається порядок
desk-how-text = Де потрібна згода двох людей, ми хочемо вирішити за 12 годин, решту – за 24 години, а те, що люди вже бачать і що треба перевірити ще раз, – за тиждень до того, як воно зникне. Якщо двом пропозиціям лишилося однаково, спершу та, що має підказки. Що менше часу лишилося, то вище стоїть пропозиція. Підказка сама нічого не вирішує: вона лише показує, на що глянути.
desk-tab-me = Чекає на мене
desk-tab-new = Нові
desk-tab-edited = Змінені
desk-tab-second = Чекає на другу людину
desk-tab-risky = Ризикові
desk-tab-mine = У мене
desk-tab-held = В інших
desk-kind-new = нова
desk-kind-edited = змінена після схвалення
desk-filter-category = Вид допомоги
desk-filter-all = Усі види
desk-filter-words = Слова назви або номер P-
desk-filter-do = Показати
desk-filter-off = Показати все
desk-col-select = Позначити
desk-col-item = Пропозиція
desk-col-signals = Підказки
desk-col-approval = Схвалення
desk-col-time = Час
desk-col-state = Стан
desk-select = Позначити: { $title }
desk-no-signals = немає
desk-approval-single = одна людина
desk-approval-1 = перша з двох людей
desk-approval-2 = друга з двох людей
desk-approval-3 = двоє людей погодилися
desk-take = Взяти
desk-take-text = Візьміть цю пропозицію, щоб вирішити. Тоді вона у вас на 10 хвилин, і ніхто інший тим часом не вирішує.
desk-more = Наступні 25
desk-first = До першої сторінки
desk-empty-me = Зараз на вас нічого не чекає
desk-empty-new = Нових пропозицій немає
desk-empty-edited = Змінених пропозицій немає
desk-empty-second = Ніщо не чекає на другу людину
desk-empty-risky = Нічого ризикового не чекає
desk-empty-mine = У вас нічого немає
desk-empty-held = Інші нічого не тримають
desk-empty-text = Нові пропозиції з’являються тут самі. Оновіть сторінку згодом або перегляньте іншу частину черги.
desk-empty-filtered = Тут нічого не підходить до пошуку
desk-empty-filtered-text = Можливо, чекають інші пропозиції. Залиште менше слів, виберіть усі види або покажіть усе.
desk-age-now = щойно надійшла
desk-age-minutes = { $n ->
    [one] чекає { $n } хвилину
    [few] чекає { $n } хвилини
    *[many] чекає { $n } хвилин
 }
desk-age-hours = { $n ->
    [one] чекає { $n } годину
    [few] чекає { $n } години
    *[many] чекає { $n } годин
 }
desk-age-days = { $n ->
    [one] чекає { $n } день
    [few] чекає { $n } дні
    *[many] чекає { $n } днів
 }
desk-due-minutes = { $n ->
    [one] лишилося: { $n } хвилина
    [few] лишилося: { $n } хвилини
    *[many] лишилося: { $n } хвилин
 }
desk-due-hours = { $n ->
    [one] лишилося: { $n } година
    [few] лишилося: { $n } години
    *[many] лишилося: { $n } годин
 }
desk-due-days = { $n ->
    [one] лишилося: { $n } день
    [few] лишилося: { $n } дні
    *[many] лишилося: { $n } днів
 }
desk-late-minutes = { $n ->
    [one] запізнення: { $n } хвилина
    [few] запізнення: { $n } хвилини
    *[many] запізнення: { $n } хвилин
 }
desk-late-hours = { $n ->
    [one] запізнення: { $n } година
    [few] запізнення: { $n } години
    *[many] запізнення: { $n } годин
 }
desk-late-days = { $n ->
    [one] запізнення: { $n } день
    [few] запізнення: { $n } дні
    *[many] запізнення: { $n } днів
 }
desk-lease-mine = { $n ->
    [one] у вас ще { $n } хвилину
    [few] у вас ще { $n } хвилини
    *[many] у вас ще { $n } хвилин
 }
desk-lease-held = { $n ->
    [one] перевіряє інша людина, ще { $n } хвилину
    [few] перевіряє інша людина, ще { $n } хвилини
    *[many] перевіряє інша людина, ще { $n } хвилин
 }
desk-lease-free = поки ніхто не взяв
desk-lease-own = ваша: вирішують інші
desk-lease-decided = ваше слово є: тепер вирішує інша людина
desk-lease-closed = уже не в черзі
desk-offer = Пропозиція
desk-version = версія { $n }
desk-people-see = До вашого рішення люди бачать версію { $n }.
desk-nobody-sees = До схвалення пропозицію ніхто не бачить.
desk-own = Це пропозиція ваша або організації, до якої ви належите чи належали. Про неї вирішують інші люди.
desk-decided = Про цю версію ви вже вирішили. Має погодитися ще одна людина, і це не можете бути ви.
desk-closed = Цієї версії вже немає в черзі.
desk-now-state = Пропозиція зараз:
desk-newer = Переглянути новішу версію
desk-changed = { $n ->
    [one] Змінилася { $n } річ
    [few] Змінилися { $n } речі
    *[many] Змінилося { $n } речей
 }
desk-was = було
desk-now = стало
desk-nothing = нічого
desk-private-changed = Змінено, але тут не показано:
desk-private-changed-do = Відкрийте нижче, вказавши причину.
desk-private-address = точна адреса
desk-private-point = точка на карті
desk-private-driver = водій
desk-private-plate = номер авто
desk-private-licence-number = номер ліцензії
desk-as-seen = Так це побачать люди
desk-unseen = Чого люди не бачать
desk-unseen-text = До згоди обох сторін це бачите лише ви й той, хто пропонує.
desk-not-said = не сказано
desk-private-title = Адреса й документи
desk-private-none = Нічого такого не вказано.
desk-private-given = Указано й приховано:
desk-look-private = Навіщо ви це відкриваєте?
desk-look-why = Навіщо вам знати, хто це?
desk-look-identity = Подивитися, хто це
desk-look-hint = Кожен перегляд записується разом із вашим обліковим записом і причиною.
desk-look-vetting = перевірити документ
desk-look-report = через повідомлення про небезпеку
desk-look-asked-by-provider = мене попросили
desk-look-do = Відкрити й записати
desk-look-recorded = Цей перегляд записано. Дані показано один раз: вони зникнуть, коли ви залишите сторінку.
desk-who-name = Ім’я або назва
desk-who-former = Ім’я або назва під час домовленості
desk-who-number = Номер у реєстрі
desk-who-representative = Законний представник
desk-who-contact = Хто відповідає
desk-who-email = Електронна пошта
desk-who-phone = Телефон
desk-who-hours = Коли телефонувати
desk-who = Хто це
desk-provider = Хто пропонує
desk-too-little = Щоб схвалити цю пропозицію, перевірено замало. Потрібно:
desk-families = Родини з дітьми сюди можна направити лише після огляду на місці (рівень 3). Зараз бракує:
desk-so-far = Поки що:
desk-so-far-nothing = Поки що нічого.
desk-register = Є в державному реєстрі:
desk-counts-until = дійсне до { $date }
desk-lapsed = не дійсне з { $date }
desk-no-checks = Поки нічого не перевірено
desk-offers-so-far = Пропозиції досі:
desk-provider-page = Усе про того, хто пропонує
desk-earlier = Що вирішили раніше
desk-by-you = ви
desk-by-another = інша людина, яка перевіряє
desk-checklist = Що перевірити
desk-checklist-none = Для такої пропозиції списку немає. Її не можна схвалити, доки його не додадуть ті, хто веде сайт.
desk-two-people-1 = Цю пропозицію мають схвалити двоє різних людей. Ваше слово перше. Після вас вона повернеться в чергу для когось іншого.
desk-two-people-2 = Одна людина вже схвалила цю пропозицію. Ваше слово друге. Якщо ви схвалите, люди одразу її побачать.
desk-two-people-3 = Двоє людей схвалили цю пропозицію.
desk-unanswered = { $n ->
    [one] Ще { $n } пункт списку без відповіді
    [few] Ще { $n } пункти списку без відповіді
    *[many] Ще { $n } пунктів списку без відповіді
 }
desk-to-decision = До рішення
desk-optional = якщо можливо
desk-yes = Так
desk-no = Ні
desk-cannot-tell = Не можу сказати
desk-your-decision = Ваше рішення
desk-decide-approve = Схвалити
desk-decide-request-changes = Попросити змінити
desk-decide-reject = Не прийняти
desk-reason = Причина
desk-reason-hint = Не потрібна, якщо ви схвалюєте.
desk-note = Кілька слів тому, хто пропонує
desk-note-hint = Причину вони отримають своєю мовою. Додайте лише те, що допоможе.
desk-about = Яких рядків це стосується
desk-send-next = Вирішити й узяти наступну
desk-send-queue = Вирішити й до черги
desk-retake-send = Узяти знову й вирішити
desk-renew = Ще 10 хвилин
desk-release = Повернути
desk-send-hint = Той, хто пропонує, отримає листа.
desk-what-you-wrote = Що ви написали
desk-trouble-changed = Пропозиція змінилася, поки ви читали
desk-trouble-do-changed = Нічого не вирішено. Це нова версія, а нижче видно, що змінилося. Усе, що ви написали й позначили, на місці: перегляньте ще раз і знову виберіть рішення.
desk-trouble-closed = Цієї пропозиції вже немає в черзі
desk-trouble-do-closed = Хтось вирішив, або її відкликали. Ваше рішення не враховано.
desk-trouble-held = Зараз її перевіряє інша людина
desk-trouble-do-held = Нічого не вирішено. Зачекайте, доки вони закінчать, або візьміть іншу пропозицію.
desk-trouble-lease = Ваші десять хвилин минули
desk-trouble-do-lease = Нічого не вирішено. Візьміть пропозицію знову й надішліть рішення ще раз.
desk-trouble-decided = Про цю версію ви вже вирішили
desk-trouble-do-decided = Одна людина вирішує один раз. Тепер має глянути інша.
desk-trouble-own = Про цю пропозицію ви вирішувати не можете
desk-trouble-do-own = Вона ваша або організації, до якої ви належите чи належали. Вирішують інші люди.
desk-trouble-vetting = Щоб схвалити, перевірено замало
desk-trouble-do-vetting = Запишіть, що ви бачили, і тоді схваліть. Або попросіть змінити.
desk-trouble-promised = Обіцяно більше, ніж пропонує ця версія
desk-trouble-do-promised = Люди вже на це розраховують. Попросіть змінити.
desk-trouble-other = Зараз це неможливо
desk-trouble-do-other = Тим часом щось змінилося. Нічого не вирішено. Перегляньте пропозицію такою, як вона є зараз.
desk-evidence = Що перевірено
desk-evidence-add = Записати, що ви бачили
desk-evidence-lead = Ми зберігаємо, що бачили й коли, але ніколи не копію. Рівень діє, коли бачили й усе нижче: для людини документ, тоді довідку про несудимість, тоді оглянули на місці; для організації запис у реєстрі замінює перші два.
desk-evidence-kind = Що ви бачили?
desk-evidence-level = (рівень { $n })
desk-evidence-last4 = Останні чотири знаки номера
desk-evidence-last4-hint = Латинські літери й цифри. Якщо номера немає, лишіть порожнім.
desk-evidence-seen = Коли ви це бачили?
desk-evidence-seen-hint = Протягом останніх дванадцяти місяців.
desk-evidence-do = Записати
desk-evidence-unseen = Відтоді як ви дивилися, хто це, змінилися назва чи запис у реєстрі. Нічого не записано.
desk-evidence-unseen-do = Відкрийте сторінку, ще раз подивіться, хто це, і порівняйте з тим, що ви бачили. Потім надішліть це ще раз.
desk-own-provider = Це ви або організація, до якої ви належите чи належали. Перевіряють інші.
desk-provider-offers = Пропозиції
desk-provider-no-offers = Жодної пропозиції ще не подано. Коли вона з’явиться, буде в черзі.
desk-waits = одна версія чекає в черзі
desk-together = Одне рішення про кілька пропозицій
desk-together-do = Вирішити про позначені
desk-together-hint = Ви побачите кожну й назвете причину, перш ніж щось станеться. Те, що в інших, не береться.
desk-together-none = Не позначено нічого, про що ви можете вирішити
desk-together-none-text = Поверніться до черги й позначте пропозиції. Те, що в іншої людини або тим часом змінилося, позначити не можна.
desk-together-approve = Схвалити можна те, що ви пройшли раніше й де переглянуто підказки. Решту не буде взято, її названо нижче.
desk-together-count = { $n ->
    [one] { $n } пропозиція
    [few] { $n } пропозиції
    *[many] { $n } пропозицій
 }
desk-together-limit = Не більше { $n } за раз. Кожна має свій рядок у журналі.
desk-together-send = Вирішити про всі ці
desk-left-out = Не взято
desk-done = Що зроблено
desk-done-count = { $n ->
    [one] Вирішено про { $n } пропозицію
    [few] Вирішено про { $n } пропозиції
    *[many] Вирішено про { $n } пропозицій
 }
# Keys.
desk-keys = Клавіші
desk-keys-switch-on = Увімкнути клавіші
desk-keys-switch-off = Вимкнути клавіші
desk-key-move = наступна пропозиція, попередня
desk-key-open = відкрити
desk-key-take = узяти
desk-key-select = позначити
desk-key-search = шукати
desk-key-decide = схвалити, попросити змінити, не прийняти
desk-key-answer = відповідь на пункт: так, ні, не можу сказати
desk-key-send = надіслати рішення
desk-key-send-typing = надіслати рішення, коли ви пишете
desk-key-queue = назад до черги
desk-key-help = цей список
# Names of the fields of an offer.
desk-field-title = назва
desk-field-description = опис
desk-field-language = мова тексту
desk-field-place = місце
desk-field-capacity-housing = ліжка
desk-field-capacity-transport = місця
desk-field-capacity-job = вакансії
desk-field-capacity-medical = людей на тиждень
desk-field-capacity-service = людей одночасно
desk-field-availability = коли доступно
desk-field-languages = якими мовами говорять
desk-field-price-note = скільки коштує
desk-field-for-minors = для дітей без батьків поруч
desk-field-confidential = місце тримають у таємниці
desk-field-private-home = чиєсь житло
desk-field-show-address = хоче показувати адресу
desk-field-kind = яке житло
desk-field-privacy = яка частина
desk-field-max-guests = людей, не більше
desk-field-min-child-age = діти від (років)
desk-field-bedrooms = спальні
desk-field-bathroom = ванна кімната
desk-field-step-free = сходи
desk-field-floor = поверх (0 – перший від землі)
desk-field-pets-max = тварин, не більше
desk-field-animals-live-there = там живуть тварини
desk-field-resident-women = жінки, які там живуть
desk-field-resident-men = чоловіки, які там живуть
desk-field-resident-children = діти, які там живуть
desk-field-smoking = у домі курять
desk-field-public-transport = метрів до автобуса чи потяга
desk-field-min-nights = ночей, не менше
desk-field-max-nights = ночей, не більше
desk-field-stops = зупинки
desk-field-departs-from = виїзд не раніше
desk-field-departs-until = виїзд не пізніше
desk-field-detour = метрів убік від шляху
desk-field-child-seats = дитячі крісла
desk-field-wheelchair = крісло колісне
desk-field-return-trip = їде й назад
desk-field-occupation = професія (ISCO-08)
desk-field-contract = договір
desk-field-hours = годин на тиждень
desk-field-pay = зарплата
desk-field-starts-on = перший день
desk-field-languages-needed = потрібні мови
desk-field-licence-needed = потрібна ліцензія
desk-field-speciality = який лікар
desk-field-mode = де
desk-field-insured-only = лише зі страховкою
desk-field-clinician = жінка чи чоловік
desk-field-opening-hours = години роботи
desk-field-theme = вид допомоги
desk-field-who-is-eligible = хто може прийти
desk-field-documents-needed = потрібні документи
desk-field-public-phone = відкритий телефон
desk-field-web-page = сайт
# What was done a moment ago.
said-desk-approved = Схвалено. Люди вже бачать цю пропозицію.
said-desk-approved-first = Ваше схвалення записано. Пропозицію має переглянути ще одна людина.
said-desk-changes-asked = Ми попросили змінити. Той, хто пропонує, дізнається за хвилину.
said-desk-rejected = Пропозицію не прийнято. Той, хто пропонує, дізнається за хвилину.
said-desk-released = Ви повернули пропозицію. Тепер її можуть узяти інші.
said-desk-evidence = Записано. Ми зберігаємо лише те, що бачили й коли.
# What is wrong with an answer.
field-not-checked = Без «так» тут схвалити не можна. Попросіть змінити або не приймайте.
desk-reports = Повідомлення про небезпеку
desk-reports-lead = Спершу те, що терміновіше. «У небезпеці зараз» – за годину, решта – за добу, і за дві години до початку домовленої допомоги. Хто взяв повідомлення, той читає написане; інша сторона не дізнається, хто повідомив.
desk-reports-open = Перевірити
desk-reports-closed = Закриті
desk-reports-none = Жодне повідомлення не чекає
desk-reports-none-text = Усе, про що повідомляють, одразу тут, а «у небезпеці зараз» – ще й поштою.
desk-reports-none-closed = Ще нічого не закрито
desk-report-begins = Допомога починається
desk-report-sets-out = Про це домовлено, і люди ось-ось вирушать. Розберіться до того.
desk-report-what = Що сталося
desk-report-who = Хто повідомляє
desk-reporter-visitor = відвідувач
desk-reporter-household = родина, яка просила допомоги
desk-reporter-provider = той, хто допомагає, – про родину
desk-report-frozen = пропозиції приховано
desk-report-state-open = ще ніхто не взяв
desk-report-state-taken = взяв хтось інший
desk-report-state-closed = закрито
desk-report-mine = взяли ви
desk-report-said = Що написано
desk-report-no-words = Нічого не написано.
desk-report-of-household = Це каже про родину той, хто допомагає. За це нікого не блокують, і родині не кажуть, хто повідомив.
desk-report-take-first = Прочитає той, хто візьме повідомлення.
desk-report-provider = Відкрити сторінку того, хто допомагає
desk-report-do = Що робити
desk-report-take = Я займуся цим
desk-report-take-hint = Можна взяти й у когось іншого: у небезпеці не чекають. Те, що ви взяли, записується.
desk-report-close = Закрити повідомлення
desk-report-close-what = Який результат?
desk-report-close-hint = Це прочитає той, хто повідомив, за своїм кодом. Приховані пропозиції знову буде видно, якщо ви не заблокували.
desk-blocks = Блокування, які має перевірити ще хтось
desk-block-title = Заблоковано
desk-block-open = Терміново заблокувати
desk-block-why = Заблокувати негайно: чому?
desk-block-hint = Усі їхні пропозиції одразу зникають з усіх сторінок, домовленості зупиняються, родини отримують повідомлення з лінією допомоги. Другий модератор перевірить протягом 24 годин.
desk-block-do = Заблокувати зараз
desk-block-danger = Хтось може бути там у небезпеці
desk-block-exploitation = Вимагали грошей, документів, роботи чи гіршого
desk-block-false-identity = Вони не ті, за кого себе видають
desk-block-broken-rules = Вони знову порушили правила
desk-block-mine = Заблокували ви: перевірити має інший модератор.
desk-block-review-by = Другий модератор має перевірити до { $time }.
desk-block-uphold = Блокування лишається
desk-block-lift = Зняти блокування
desk-block-lift-what = Коли блокування знято, пропозиції знову видно. Зупинене лишається зупиненим.
desk-block-upheld = Другий модератор перевірив: блокування лишається.
said-desk-report-taken = Тепер цим займаєтеся ви.
said-desk-report-closed = Повідомлення закрито.
said-desk-blocked = Заблоковано. Їхніх пропозицій більше не видно, домовленості зупиняються.
said-desk-block-reviewed = Ваше рішення записано.
desk-reports-waiting = { $n ->
    [one] { $n } повідомлення чекає
    [few] { $n } повідомлення чекають
    *[many] { $n } повідомлень чекають
 }
desk-reports-late = { $n ->
    [one] { $n } прострочене
    [few] { $n } прострочені
    *[many] { $n } прострочених
 }
