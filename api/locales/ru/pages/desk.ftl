### The moderators' desk.
way-desk = Очередь
desk = Очередь проверок
desk-back = Назад к очереди
desk-order = Сначала то, что передано дальше, затем то, что надо решить раньше всего. 25 на странице.
desk-how = Как складывается порядок
desk-how-text = Где нужно согласие двух человек, мы хотим решить за 12 часов, остальное — за 24 часа, а то, что люди уже видят и что нужно проверить ещё раз, — за неделю до того, как оно исчезнет. Если двум предложениям осталось одинаково, сначала то, у которого есть сигналы. Чем меньше времени осталось, тем выше стоит предложение. Сигнал сам ничего не решает: он лишь показывает, куда посмотреть.
desk-tab-me = Ждёт меня
desk-tab-new = Новые
desk-tab-edited = Изменённые
desk-tab-second = Ждёт второго человека
desk-tab-risky = С риском
desk-tab-mine = У меня
desk-tab-held = У других
desk-kind-new = новое
desk-kind-edited = изменено после одобрения
desk-filter-category = Вид помощи
desk-filter-all = Все виды
desk-filter-words = Слова названия или номер P-
desk-filter-do = Показать
desk-filter-off = Показать всё
desk-col-select = Отметить
desk-col-item = Предложение
desk-col-signals = Сигналы
desk-col-approval = Одобрение
desk-col-time = Время
desk-col-state = Состояние
desk-select = Отметить: { $title }
desk-no-signals = нет
desk-approval-single = один человек
desk-approval-1 = первый из двух человек
desk-approval-2 = второй из двух человек
desk-approval-3 = два человека согласились
desk-take = Взять
desk-take-text = Возьмите это предложение, чтобы решить. Тогда оно у вас на 10 минут, и никто другой тем временем не решает.
desk-more = Следующие 25
desk-first = К первой странице
desk-empty-me = Сейчас вас ничто не ждёт
desk-empty-new = Новых предложений нет
desk-empty-edited = Изменённых предложений нет
desk-empty-second = Ничто не ждёт второго человека
desk-empty-risky = Ничего с риском не ждёт
desk-empty-mine = У вас ничего нет
desk-empty-held = Другие ничего не держат
desk-empty-text = Новые предложения появляются здесь сами. Обновите страницу позже или посмотрите другую часть очереди.
desk-empty-filtered = Здесь ничего не подходит к поиску
desk-empty-filtered-text = Возможно, ждут другие предложения. Оставьте меньше слов, выберите все виды или покажите всё.
desk-age-now = только что поступило
desk-age-minutes = { $n ->
    [one] ждёт { $n } минуту
    [few] ждёт { $n } минуты
    *[many] ждёт { $n } минут
 }
desk-age-hours = { $n ->
    [one] ждёт { $n } час
    [few] ждёт { $n } часа
    *[many] ждёт { $n } часов
 }
desk-age-days = { $n ->
    [one] ждёт { $n } день
    [few] ждёт { $n } дня
    *[many] ждёт { $n } дней
 }
desk-due-minutes = { $n ->
    [one] осталась { $n } минута
    [few] осталось { $n } минуты
    *[many] осталось { $n } минут
 }
desk-due-hours = { $n ->
    [one] остался { $n } час
    [few] осталось { $n } часа
    *[many] осталось { $n } часов
 }
desk-due-days = { $n ->
    [one] остался { $n } день
    [few] осталось { $n } дня
    *[many] осталось { $n } дней
 }
desk-late-minutes = { $n ->
    [one] просрочено на { $n } минуту
    [few] просрочено на { $n } минуты
    *[many] просрочено на { $n } минут
 }
desk-late-hours = { $n ->
    [one] просрочено на { $n } час
    [few] просрочено на { $n } часа
    *[many] просрочено на { $n } часов
 }
desk-late-days = { $n ->
    [one] просрочено на { $n } день
    [few] просрочено на { $n } дня
    *[many] просрочено на { $n } дней
 }
desk-lease-mine = { $n ->
    [one] у вас ещё { $n } минуту
    [few] у вас ещё { $n } минуты
    *[many] у вас ещё { $n } минут
 }
desk-lease-held = { $n ->
    [one] проверяет другой человек, ещё { $n } минуту
    [few] проверяет другой человек, ещё { $n } минуты
    *[many] проверяет другой человек, ещё { $n } минут
 }
desk-lease-free = пока никто не взял
desk-lease-own = ваше: решают другие
desk-lease-decided = вы согласились: теперь решает другой человек
desk-lease-closed = уже не в очереди
desk-offer = Предложение
desk-version = версия { $n }
desk-people-see = До вашего решения люди видят версию { $n }.
desk-nobody-sees = До одобрения предложение никто не видит.
desk-own = Это предложение ваше или организации, в которую вы входите или входили. По нему решают другие люди.
desk-decided = По этой версии вы уже решили. Должен согласиться ещё один человек, и это не можете быть вы.
desk-closed = Этой версии уже нет в очереди.
desk-now-state = Предложение сейчас:
desk-newer = Посмотреть новую версию
desk-changed = { $n ->
    [one] { $n } изменение
    [few] { $n } изменения
    *[many] { $n } изменений
 }
desk-was = было
desk-now = стало
desk-nothing = ничего
desk-private-changed = Изменено, но здесь не показано:
desk-private-changed-do = Откройте ниже, указав причину.
desk-private-address = точный адрес
desk-private-point = точка на карте
desk-private-driver = водитель
desk-private-plate = номер машины
desk-private-licence-number = номер лицензии
desk-as-seen = Так это увидят люди
desk-unseen = Чего люди не видят
desk-unseen-text = До согласия обеих сторон это видите только вы и тот, кто предлагает.
desk-not-said = не сказано
desk-private-title = Адрес и документы
desk-private-none = Ничего такого не указано.
desk-private-given = Указано и скрыто:
desk-look-private = Зачем вы это открываете?
desk-look-why = Зачем вам знать, кто это?
desk-look-identity = Посмотреть, кто это
desk-look-hint = Каждый просмотр записывается вместе с вашей учётной записью и причиной.
desk-look-vetting = проверить документ
desk-look-report = из-за сообщения об опасности
desk-look-asked-by-provider = меня попросили
desk-look-do = Открыть и записать
desk-look-recorded = Этот просмотр записан. Данные показаны один раз: они исчезнут, когда вы уйдёте со страницы.
desk-who-name = Имя или название
desk-who-former = Имя или название на момент договорённости
desk-who-number = Номер в реестре
desk-who-representative = Законный представитель
desk-who-contact = Кто отвечает
desk-who-email = Электронная почта
desk-who-phone = Телефон
desk-who-hours = Когда звонить
desk-who = Кто это
desk-provider = Кто предлагает
desk-too-little = Проверено слишком мало, чтобы одобрить это предложение. Нужно:
desk-families = Семьи с детьми можно направить сюда только после осмотра на месте (уровень 3). Сейчас не хватает:
desk-so-far = Пока:
desk-so-far-nothing = Пока ничего.
desk-register = Есть в государственном реестре:
desk-counts-until = действительно до { $date }
desk-lapsed = недействительно с { $date }
desk-no-checks = Пока ничего не проверено
desk-offers-so-far = Предложения до сих пор:
desk-provider-page = Всё о том, кто предлагает
desk-earlier = Что решили раньше
desk-by-you = вы
desk-by-another = другой человек, который проверяет
desk-checklist = Что проверить
desk-checklist-none = Для такого предложения списка нет. Его нельзя одобрить, пока список не добавят те, кто ведёт сайт.
desk-two-people-1 = Это предложение должны одобрить два разных человека. Вы первые. После вас оно вернётся в очередь для кого-то другого.
desk-two-people-2 = Один человек уже одобрил это предложение. Вы второй. Если вы одобрите, люди сразу его увидят.
desk-two-people-3 = Два человека одобрили это предложение.
desk-unanswered = { $n ->
    [one] Ещё { $n } пункт списка без ответа
    [few] Ещё { $n } пункта списка без ответа
    *[many] Ещё { $n } пунктов списка без ответа
 }
desk-to-decision = К решению
desk-optional = если возможно
desk-yes = Да
desk-no = Нет
desk-cannot-tell = Не могу сказать
desk-your-decision = Ваше решение
desk-decide-approve = Одобрить
desk-decide-request-changes = Попросить изменить
desk-decide-reject = Не принять
desk-reason = Причина
desk-reason-hint = Не нужна, если вы одобряете.
desk-note = Несколько слов тому, кто предлагает
desk-note-hint = Причину они получат на своём языке. Добавьте лишь то, что поможет.
desk-about = К каким строкам это относится
desk-send-next = Решить и взять следующее
desk-send-queue = Решить и к очереди
desk-retake-send = Взять снова и решить
desk-renew = Ещё 10 минут
desk-release = Вернуть в очередь
desk-send-hint = Тот, кто предлагает, получит письмо.
desk-what-you-wrote = Что вы написали
desk-trouble-changed = Предложение изменилось, пока вы читали
desk-trouble-do-changed = Ничего не решено. Это новая версия, а ниже видно, что изменилось. Всё, что вы написали и отметили, на месте: просмотрите ещё раз и снова выберите решение.
desk-trouble-closed = Этого предложения уже нет в очереди
desk-trouble-do-closed = Кто-то решил, или его отозвали. Ваше решение не учтено.
desk-trouble-held = Сейчас его проверяет другой человек
desk-trouble-do-held = Ничего не решено. Подождите, пока они закончат, или возьмите другое предложение.
desk-trouble-lease = Ваши десять минут прошли
desk-trouble-do-lease = Ничего не решено. Возьмите предложение снова и отправьте решение ещё раз.
desk-trouble-decided = По этой версии вы уже решили
desk-trouble-do-decided = Один человек решает один раз. Теперь должен посмотреть другой.
desk-trouble-own = По этому предложению вы решать не можете
desk-trouble-do-own = Оно ваше или организации, в которую вы входите или входили. Решают другие люди.
desk-trouble-vetting = Проверено слишком мало, чтобы одобрить
desk-trouble-do-vetting = Запишите, что вы видели, и тогда одобрите. Или попросите изменить.
desk-trouble-promised = Обещано больше, чем предлагает эта версия
desk-trouble-do-promised = Люди уже на это рассчитывают. Попросите изменить.
desk-trouble-other = Сейчас это невозможно
desk-trouble-do-other = Тем временем что-то изменилось. Ничего не решено. Посмотрите предложение таким, как оно есть сейчас.
desk-evidence = Что проверено
desk-evidence-add = Записать, что вы видели
desk-evidence-lead = Мы храним, что видели и когда, но никогда не копию. Уровень действует, когда видели и всё ниже: для человека это документ, затем справка о несудимости, затем осмотр на месте; для организации запись в реестре заменяет первые два.
desk-evidence-kind = Что вы видели?
desk-evidence-level = (уровень { $n })
desk-evidence-last4 = Последние четыре знака номера
desk-evidence-last4-hint = Латинские буквы и цифры. Если номера нет, оставьте пустым.
desk-evidence-seen = Когда вы это видели?
desk-evidence-seen-hint = За последние двенадцать месяцев.
desk-evidence-do = Записать
desk-evidence-unseen = С тех пор как вы смотрели, кто это, изменились имя, название или запись в реестре. Ничего не записано.
desk-evidence-unseen-do = Откройте страницу, ещё раз посмотрите, кто это, и сравните с тем, что вы видели. Затем отправьте это ещё раз.
desk-own-provider = Вы связаны или были связаны с теми, кто предлагает. Их проверяют другие.
desk-provider-offers = Предложения
desk-provider-no-offers = Ни одного предложения ещё не подано. Когда оно появится, будет в очереди.
desk-waits = одна версия ждёт в очереди
desk-together = Одно решение по нескольким предложениям
desk-together-do = Решить по отмеченным
desk-together-hint = Вы увидите каждое и назовёте причину, прежде чем что-то произойдёт. То, что у других, не берётся.
desk-together-none = Не отмечено ничего, по чему вы можете решить
desk-together-none-text = Вернитесь к очереди и отметьте предложения. То, что у другого человека или тем временем изменилось, отметить нельзя.
desk-together-approve = Одобрить можно то, что вы прошли раньше и где сигналы просмотрены. Остальное не будет взято, оно названо ниже.
desk-together-count = { $n ->
    [one] { $n } предложение
    [few] { $n } предложения
    *[many] { $n } предложений
 }
desk-together-limit = Не больше { $n } за раз. У каждого своя строка в журнале.
desk-together-send = Решить по всем этим
desk-left-out = Не взято
desk-done = Что сделано
desk-done-count = { $n ->
    [one] Решено по { $n } предложению
    [few] Решено по { $n } предложениям
    *[many] Решено по { $n } предложениям
 }
# Keys.
desk-keys = Клавиши
desk-keys-switch-on = Включить клавиши
desk-keys-switch-off = Выключить клавиши
desk-key-move = следующее предложение, предыдущее
desk-key-open = открыть
desk-key-take = взять
desk-key-select = отметить
desk-key-search = искать
desk-key-decide = одобрить, попросить изменить, не принять
desk-key-answer = ответ на пункт: да, нет, не могу сказать
desk-key-send = отправить решение
desk-key-send-typing = отправить решение, когда вы пишете
desk-key-queue = назад к очереди
desk-key-help = этот список
# Names of the fields of an offer.
desk-field-title = название
desk-field-description = описание
desk-field-language = язык текста
desk-field-place = место
desk-field-capacity-housing = кровати
desk-field-capacity-transport = места
desk-field-capacity-job = вакансии
desk-field-capacity-medical = человек в неделю
desk-field-capacity-service = человек одновременно
desk-field-availability = когда доступно
desk-field-languages = на каких языках говорят
desk-field-price-note = сколько стоит
desk-field-for-minors = для детей без взрослых
desk-field-confidential = место держат в тайне
desk-field-private-home = чьё-то жильё
desk-field-show-address = хочет показывать адрес
desk-field-kind = какое жильё
desk-field-privacy = какая часть
desk-field-max-guests = человек, не больше
desk-field-min-child-age = дети с (лет)
desk-field-bedrooms = спальни
desk-field-bathroom = ванная
desk-field-step-free = ступеньки
desk-field-floor = этаж (0 = первый)
desk-field-pets-max = животных, не больше
desk-field-animals-live-there = там живут животные
desk-field-resident-women = женщины, которые там живут
desk-field-resident-men = мужчины, которые там живут
desk-field-resident-children = дети, которые там живут
desk-field-smoking = в доме курят
desk-field-public-transport = метров до автобуса или поезда
desk-field-min-nights = ночей, не меньше
desk-field-max-nights = ночей, не больше
desk-field-stops = остановки
desk-field-departs-from = выезд не раньше
desk-field-departs-until = выезд не позже
desk-field-detour = метров в сторону от пути
desk-field-child-seats = детские кресла
desk-field-wheelchair = кресло-коляска
desk-field-return-trip = едет и обратно
desk-field-occupation = профессия (ISCO-08)
desk-field-contract = договор
desk-field-hours = часов в неделю
desk-field-pay = зарплата
desk-field-starts-on = первый день
desk-field-languages-needed = нужные языки
desk-field-licence-needed = нужна лицензия
desk-field-speciality = какой врач
desk-field-mode = где
desk-field-insured-only = только со страховкой
desk-field-clinician = женщина или мужчина
desk-field-opening-hours = часы работы
desk-field-theme = вид помощи
desk-field-who-is-eligible = кто может прийти
desk-field-documents-needed = нужные документы
desk-field-public-phone = телефон для всех
desk-field-web-page = сайт
# What was done a moment ago.
said-desk-approved = Одобрено. Люди уже видят это предложение.
said-desk-approved-first = Ваше одобрение записано. Предложение должен посмотреть ещё один человек.
said-desk-changes-asked = Мы попросили изменить. Тот, кто предлагает, узнает через минуту.
said-desk-rejected = Предложение не принято. Тот, кто предлагает, узнает через минуту.
said-desk-released = Вы вернули предложение. Теперь его могут взять другие.
said-desk-evidence = Записано. Мы храним только то, что видели и когда.
# What is wrong with an answer.
field-not-checked = Без «да» здесь одобрить нельзя. Попросите изменить или не принимайте.
desk-reports = Сообщения об опасности
desk-reports-lead = Сначала то, что срочнее. «В опасности сейчас» — за час, остальное — за сутки, и за два часа до начала согласованной помощи. Кто взял сообщение, тот читает написанное; другая сторона не узнает, кто сообщил.
desk-reports-open = Проверить
desk-reports-closed = Закрытые
desk-reports-none = Ни одно сообщение не ждёт
desk-reports-none-text = Всё, о чём сообщают, сразу здесь, а «в опасности сейчас» — ещё и по почте.
desk-reports-none-closed = Ещё ничего не закрыто
desk-report-begins = Помощь начинается
desk-report-sets-out = Об этом договорились, и люди вот-вот отправятся. Разберитесь до этого.
desk-report-what = Что случилось
desk-report-who = Кто сообщает
desk-reporter-visitor = посетитель
desk-reporter-household = семья, которая просила помощи
desk-reporter-provider = тот, кто помогает, — о семье
desk-report-frozen = предложения скрыты
desk-report-state-open = ещё никто не взял
desk-report-state-taken = взял кто-то другой
desk-report-state-closed = закрыто
desk-report-mine = взяли вы
desk-report-said = Что написано
desk-report-no-words = Ничего не написано.
desk-report-of-household = Это говорит о семье тот, кто помогает. За это никого не блокируют, и семье не говорят, кто сообщил.
desk-report-take-first = Прочитает тот, кто возьмёт сообщение.
desk-report-provider = Открыть страницу того, кто помогает
desk-report-do = Что делать
desk-report-take = Я займусь этим
desk-report-take-hint = Можно взять и у кого-то другого: в опасности не ждут. То, что вы взяли, записывается.
desk-report-close = Закрыть сообщение
desk-report-close-what = Какой результат?
desk-report-close-hint = Это прочитает тот, кто сообщил, по своему коду. Скрытые предложения снова станут видны, если блокировки нет.
desk-blocks = Блокировки, которые должен проверить ещё кто-то
desk-block-title = Заблокировано
desk-block-open = Срочно заблокировать
desk-block-why = Заблокировать немедленно: почему?
desk-block-hint = Все их предложения сразу исчезают со всех страниц, договорённости останавливаются, семьи получают сообщение с номером линии помощи. Второй модератор проверит в течение 24 часов.
desk-block-do = Заблокировать сейчас
desk-block-danger = Кто-то может быть там в опасности
desk-block-exploitation = Требовали денег, документов, работы или худшего
desk-block-false-identity = Они не те, за кого себя выдают
desk-block-broken-rules = Они снова нарушили правила
desk-block-mine = Заблокировали вы: проверить должен другой модератор.
desk-block-review-by = Второй модератор должен проверить до { $time }.
desk-block-uphold = Блокировка остаётся
desk-block-lift = Снять блокировку
desk-block-lift-what = Когда блокировка снята, предложения снова видны. Остановленное остаётся остановленным.
desk-block-upheld = Второй модератор проверил: блокировка остаётся.
said-desk-report-taken = Теперь этим занимаетесь вы.
said-desk-report-closed = Сообщение закрыто.
said-desk-blocked = Заблокировано. Их предложений больше не видно, договорённости останавливаются.
said-desk-block-reviewed = Ваше решение записано.
desk-reports-waiting = { $n ->
    [one] { $n } сообщение ждёт
    [few] { $n } сообщения ждут
    *[many] { $n } сообщений ждут
 }
desk-reports-late = { $n ->
    [one] { $n } просрочено
    [few] { $n } просрочено
    *[many] { $n } просрочено
 }
