### Asking for help, step by step.
way-ask = Попросить помощь
ask-step = Шаг { $n } из { $of }
ask-back = Вернуться
ask-save-next = Сохранить и дальше
ask-save-stop = Сохранить и выйти
ask-code = Ваш код к запросу:
ask-code-why = Запишите его или сфотографируйте. С ним вы сможете продолжить с любого телефона.
ask-have-code = У меня уже есть код
ask-nobody-sees = Вас никто не видит, пока вы не выберете. Вы можете удалить это в любой момент.
ask-choose = Выберите из списка
ask-change = Изменить
ask-go-on = Продолжить
ask-anew = Кода нет: начать сначала
ask-level-none = не имеет значения
ask-level-prefer = желательно
ask-level-must = обязательно
ask-title-what = Что вам нужно?
ask-title-where = В каком месте?
ask-title-who = Кто едет с вами?
ask-title-with = Животные и особые потребности
ask-title-wishes = Что для вас важно?
ask-title-when = На когда?
ask-title-reach = Как с вами связаться?
ask-what-lead = Семь коротких шагов. После каждого можно остановиться.
ask-what-pick = Выберите одно или несколько
ask-where-near = Возле какого города или села?
ask-where-from = Откуда вы едете?
ask-where-to = Куда вам нужно?
ask-where-town = Город или село
ask-where-town-hint = На любом языке, например Сирет или Сучава.
ask-where-by = рядом с городом { $place }
ask-where-crossing = Или пункт пропуска
ask-where-no-crossing = не на границе
ask-where-rest = Где искать остальную помощь?
ask-where-rest-end = Там, куда вы едете
ask-where-rest-start = Там, откуда вы едете
ask-where-radius = Как далеко может быть?
ask-where-within = до { $km } км.
ask-where-anywhere = где угодно, расстояние не важно
ask-who-lead = Посчитайте и себя.
ask-who-adults = Взрослые, от 18 лет
ask-who-women = Женщины
ask-who-men = Мужчины
ask-who-other = Другие взрослые
ask-who-children = Возраст каждого ребёнка
ask-who-children-hint = В годах, например 4, 11. Младенец до года – 0. Если детей нет, не заполняйте.
ask-who-older = Скольким из взрослых 65 лет или больше?
ask-who-young = Самому старшему из нас 18 лет или меньше, либо неизвестно
ask-who-languages = На каких языках вы говорите?
ask-who-more-languages = Другие языки
ask-with-lead = Ничего из этого? Просто идите дальше.
ask-with-animals = Животные, которые едут с вами
ask-with-animals-hint = Скажите сейчас, чтобы вам не отказали на пороге.
ask-with-count-dog = Собаки: сколько
ask-with-count-cat = Кошки: сколько
ask-with-count-other = Другие животные: сколько
ask-with-size-dog = Размер самой большой собаки
ask-with-size-cat = Размер самой большой кошки
ask-with-access = Что кому-то из вас нужно
ask-with-access-hint = Только то, что должно быть на месте. О болезнях мы не спрашиваем.
ask-with-more = Если это вам поможет
ask-with-hearing = кто-то плохо слышит
ask-with-sight = кто-то плохо видит
ask-with-dialysis = Диализ: не дальше скольких километров? Не нужен – не заполняйте.
ask-wishes-lead = «Обязательно» сужает выбор. Не знаете? Просто идите дальше.
ask-wishes-matters = Что обязательно, что желательно
ask-wishes-more = Ещё о жилье
ask-wishes-split = При необходимости можем жить в двух местах
ask-wishes-speciality = Какой врач?
ask-wishes-theme = Какая помощь? Не больше четырёх.
ask-wishes-work = Какая работа?
ask-wishes-work-hint = Любая работа – не выбирайте ничего.
ask-work-91 = Уборка
ask-work-94 = Помощь на кухне
ask-work-51 = Повар, официант, парикмахер
ask-work-52 = Продажи
ask-work-53 = Уход за людьми
ask-work-71 = Строительство и ремонт
ask-work-75 = Пекарня, шитьё, дерево
ask-work-83 = Водитель
ask-work-61 = Ферма и огород
ask-work-2 = Работа, для которой нужно высшее образование
ask-when-from = С какого дня?
ask-when-today = Сегодня
ask-when-tomorrow = Завтра, на следующий день
ask-when-other = В другой день
ask-when-date = Какой именно день
ask-when-date-hint = День и месяц, например 28.11
ask-when-nights = На какой срок?
ask-when-nights-hint = Не знаете? Неделя – хорошее начало.
ask-when-nights-n = { $n ->
    [one] { $n } ночь
    [few] { $n } ночи
   *[many] { $n } ночей
 }
ask-when-ride = Когда вы можете выехать?
ask-when-ride-n = { $n ->
    [one] только в тот день
    [few] в течение { $n } дней от него
   *[many] в течение { $n } дней от него
 }
ask-when-soon = Как скоро?
ask-reach-lead = Другая сторона увидит это, только когда вы оба согласитесь.
ask-reach-how = Выберите один способ
ask-reach-here = Только здесь, по моему коду
ask-reach-here-hint = Вы заходите сюда сами. Телефон и почту не пишете.
ask-reach-by-phone = По телефону
ask-reach-by-email = По электронной почте
ask-reach-phone = Ваш номер телефона
ask-reach-phone-hint = Только если выбрали телефон. С кодом страны, например +380…
ask-reach-email = Почта, только если выбрали почту
ask-reach-alerts = Пишите мне, когда есть новое предложение. Не чаще раза в день.
ask-reach-name = Как к вам обращаться?
ask-reach-name-hint = По желанию. Подойдёт любое имя.
ask-reach-note = Когда безопасно звонить?
ask-reach-note-hint = По желанию, например: после 18, сообщений не оставлять.
ask-review = Посмотрите ещё раз и отправьте
ask-review-lead = Всё верно? Каждый ответ можно изменить.
ask-review-nothing = ничего особенного
ask-review-what = Что нужно
ask-review-where = Где именно
ask-review-who = Кто едет
ask-review-with = Животные и особые потребности
ask-review-wishes = Что важно
ask-review-when = Когда именно
ask-review-reach = Как связаться
ask-review-from = откуда: { $place }
ask-review-to = куда: { $place }
ask-review-near = рядом: { $place }
ask-review-speak = языки: { $languages }
ask-review-dialysis = диализ не дальше { $km } км
ask-review-from-day = с { $day }
ask-review-for = Для кого этот запрос?
ask-review-for-asked = Для другого человека: меня попросили
ask-review-for-asked-hint = Запрос и код принадлежат этому человеку. Отдайте ему код.
ask-review-for-me = Для меня и тех, кто едет со мной
ask-send = Отправить запрос
ask-sent = Запрос отправлен
ask-sent-lead = Это ваш код. Только он открывает ваш запрос. Запишите его, сфотографируйте или распечатайте карточку.
ask-sent-go = Посмотреть, что подходит
ask-sent-next = Что будет дальше
ask-sent-next-1 = Вы смотрите предложения и выбираете. До этого вас никто не видит.
ask-sent-next-2 = Люди, которые предлагают помощь, отвечают «да» или «нет», обычно за два дня.
ask-sent-next-3 = Если «да», вы оба видите контакты друг друга.
ask-sent-helper = Вы подали запрос за другого человека? Отдайте ему код и закройте запрос здесь.
ask-sent-keep = Мы можем показать код только в течение суток. Потом этого не сможет никто, даже мы.
ask-stopped = Сохранено. Можно сделать паузу
ask-stopped-lead = Пока ничего не отправлено. Продолжить можно до { $day }, потом мы всё удалим.
ask-stopped-how = Чтобы продолжить, выберите «Мой запрос» на любом телефоне и введите код.
ask-people = Вам поможет человек
ask-people-call = Позвонить на линию помощи
ask-people-more = Так мы делаем для всех, кому нет 18 лет или кто не уверен и рядом нет родителей. Люди, которые умеют помочь, здесь лучше списка. Вы ничего плохого не сделали. Эта страница никому о вас не сообщает: позвоните или подойдите к кому-нибудь на границе или в центре помощи.
ask-people-wrong = Ошибка? Изменить, кто едет
ask-discard = Удалить этот запрос
ask-discard-lead = Всё, что вы написали, будет сразу удалено, и код больше ничего не откроет.
ask-discard-do = Удалить всё
ask-discard-not = Нет, оставить
ask-again = Введите свой код
ask-again-lead = Вас долго не было, поэтому мы закрыли запрос на этом телефоне. То, что вы только что написали, не пропадёт.
said-ask-closed = Вас долго не было, поэтому мы закрыли запрос на этом телефоне. Ничего не потеряно: код откроет его снова.
said-ask-not-saved = Последняя страница не полная, поэтому она не сохранена. Всё предыдущее сохранено.
said-ask-look-again = Один ответ уже не подходит. Посмотрите его ещё раз и отправьте.
said-ask-discarded = Всё, что вы написали, удалено.
said-ask-opened = Вы открыли запрос, который начали раньше. Продолжайте, только если его начали вы или человек, которого вы попросили. Если код дал кто-то другой, не продолжайте: у кого есть код, тот прочитает ваши ответы. Начните свой запрос.
said-women = { $n ->
    [one] { $n } женщина
    [few] { $n } женщины
   *[many] { $n } женщин
 }
said-men = { $n ->
    [one] { $n } мужчина
    [few] { $n } мужчины
   *[many] { $n } мужчин
 }
said-other-adults = { $n ->
    [one] ещё { $n } взрослый человек
    [few] ещё { $n } взрослых
   *[many] ещё { $n } взрослых
 }
said-children = { $n ->
    [one] { $n } ребёнок
    [few] { $n } ребёнка
   *[many] { $n } детей
 }
said-older = { $n ->
    [one] из них { $n } человек от 65 лет
    [few] из них { $n } человека от 65 лет
   *[many] из них { $n } человек от 65 лет
 }
said-must = { $what }: обязательно
said-wish = { $what }: желательно
said-period = { $from } – { $to } г.
said-km = { $km } км.
said-km-less = меньше 1 км
