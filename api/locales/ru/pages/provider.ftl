### The provider's area: who offers help, offers, free nights, answers.
# The way in, and registering.
way-offer = Я предлагаю помощь
provider-start = Предложить помощь
provider-start-lead = Комната, поездка, работа, врач или другая помощь. Каждое предложение сначала проверяют люди, и только потом его видно.
provider-start-how = Как это происходит
provider-start-1 = Вы рассказываете, кто вы
provider-start-1-text = Частное лицо или организация. Мы проверяем то, что нужно для вашего вида помощи.
provider-start-2 = Вы описываете предложение
provider-start-2-text = Его можно сохранить как черновик и продолжить позже. Если что-то непонятно, мы вам напишем.
provider-start-3 = Вы решаете каждый раз
provider-start-3-text = Люди обращаются, вы соглашаетесь или отказываете. Только после вашего согласия обе стороны видят контакты друг друга.
provider-start-never = Мы никогда не просим денег. Ваш адрес и телефон мы не публикуем.
provider-levels-title = Что мы проверяем для какой помощи
provider-levels-more = Что мы проверяем для какой помощи
provider-levels-l0 = Информация, еда, одежда и вещи, телефон и интернет
provider-levels-l1 = Работа у зарегистрированного работодателя, поездки зарегистрированной фирмы, большая часть другой помощи
provider-levels-l2 = Жильё, частные поездки, медицинская помощь, присмотр за ребёнком
provider-levels-l3 = Дом для людей с детьми и всё для несовершеннолетних без родителей
provider-levels-note = Мы смотрим документы и записываем, что видели и когда. Копий не храним. Проверка действительна 12 месяцев.
provider-need-l0 = Подтвердите свой электронный адрес.
provider-need-l1 = Покажите нам документ, удостоверяющий личность.
provider-need-l1-organisation = Для организации достаточно, если мы найдём её в государственном реестре.
provider-need-l2 = Покажите нам справку о несудимости, или мы найдём организацию в государственном реестре.
provider-need-l3 = Мы приедем и посмотрим, или есть договор с учреждением.
provider-which = Кто предлагает помощь?
provider-register = Расскажите, кто предлагает помощь
provider-register-lead = Сначала нам нужно знать, кто вы. Это займёт несколько минут.
provider-register-person = Частное лицо
provider-register-person-hint = Вы сами предлагаете помощь: комнату, поездку, своё время
provider-register-organisation = Организация
provider-register-organisation-hint = Общественная организация, фирма или государственное учреждение
provider-register-reach = Как с вами связаться
provider-register-reach-hint = Люди увидят это только после того, как вы согласитесь им помочь.
provider-register-do = Сохранить и продолжить
provider-kind = Какая это организация?
provider-name = Имя или название
provider-name-person-hint = Ваше имя и фамилия. Показываем только имя, и только после вашего согласия.
provider-name-organisation-hint = Как в реестре. Его видят все.
provider-number = Регистрационный номер
provider-number-hint = Мы ищем его в государственном реестре. В Украине это ЕГРПОУ, в Молдове IDNO, в Румынии CUI или CIF.
provider-representative = Законный представитель
provider-contact-person = Кто отвечает
provider-email = Электронная почта
provider-phone = Номер телефона
provider-phone-hint = С кодом страны, например +373…
provider-contact-hours = Когда можно звонить
provider-contact-hours-hint = Например: в рабочие дни после 17:00
provider-own-languages = Языки, на которых вы говорите
provider-back = Назад
said-provider-registered = Сохранено. Теперь можно написать первое предложение.
# The dashboard.
provider-dashboard = Ваши предложения
provider-things = { $n ->
    [one] Вас ждёт { $n } дело
    [few] Вас ждут { $n } дела
   *[other] Вас ждёт { $n } дел
 }
provider-quiet = Сейчас вас ничего не ждёт
provider-vetted-until = проверки действительны до { $date }
provider-stopped = Мы пока остановили ваши предложения. Их никто не видит. Позвоните или напишите нам.
provider-waits = Ждёт вас
provider-answer-by = Ответить до { $date }
provider-asked-for = Люди обратились: { $offer }
provider-from-to = с { $from } по { $to }
provider-look-answer = Посмотреть и ответить
provider-do-edit = Изменить предложение
provider-open = Открыть
provider-lapsed = время прошло
provider-lapsed-text = Его вовремя не подтвердили, поэтому люди его не видят. Одно нажатие, и оно снова видно.
provider-confirm-before = Подтвердить до { $date }
provider-confirm-until = Его видно до { $date }. Потом подтвердите, что оно актуально.
provider-still = Это ещё актуально: { $offer }?
provider-still-text = { $n ->
    [one] Подтверждайте каждый { $n } день. Иначе предложения никто не видит.
    [few] Подтверждайте каждые { $n } дня. Иначе предложения никто не видит.
   *[other] Подтверждайте каждые { $n } дней. Иначе предложения никто не видит.
 }
provider-still-yes = Ещё актуально
provider-still-no = Занято или не сейчас: пауза
provider-resume = Показать снова
provider-agreed = О чём договорились
provider-offers = Ваши предложения
provider-new = Новое предложение
provider-none = У вас ещё нет предложений
provider-none-text = Напишите первое. Можно остановиться в любой момент и продолжить позже. Тем временем мы проверим вас и предложение.
provider-col-offer = Предложение
provider-col-state = Состояние
provider-col-free = Свободно сейчас
provider-col-confirm = Подтвердить до
provider-col-asked = Обратились
provider-more = Дальше
provider-history = Все обращения к вам
provider-history-none = Ещё никто не обращался
provider-history-none-text = Как только кто-то выберет ваше предложение, мы вам напишем, и это будет здесь.
provider-checked = Что мы о вас проверили
provider-unchecked = Мы ещё ничего не проверили
provider-unchecked-text = Когда дойдёт очередь, мы напишем на вашу электронную почту. Предложения можно писать уже сейчас. Их будет видно, когда проверим и вас, и их.
provider-check-until = действительно до { $date }
provider-check-over = было действительно до { $date }, теперь уже нет
provider-sign-hidden = проверено, но не видно
provider-missing = Чтобы его увидели люди:
provider-missing-do = Мы вам об этом напишем. До этого предложения никто не видит.
provider-families = Семьи с детьми мы подберём для этого жилья только после осмотра на месте (уровень 3). Сейчас не хватает:
provider-free-of = { $free } из { $capacity }
provider-unit-housing = { $n ->
    [one] кровать
    [few] кровати
   *[other] кроватей
 }
provider-unit-transport = { $n ->
    [one] место
    [few] места
   *[other] мест
 }
provider-unit-job = { $n ->
    [one] рабочее место
    [few] рабочих места
   *[other] рабочих мест
 }
provider-unit-medical = { $n ->
    [one] приём в неделю
    [few] приёма в неделю
   *[other] приёмов в неделю
 }
provider-unit-service = { $n ->
    [one] человек за раз
    [few] человека за раз
   *[other] человек за раз
 }
# One offer.
provider-reference = Код предложения { $code }
provider-word = Люди, которые проверяли ваше предложение, написали
provider-edited = Изменённая версия ждёт проверки.
provider-edited-text = До тех пор люди видят прежнюю, проверенную версию.
provider-refused = Изменённую версию не одобрили. Проверенное раньше остаётся как есть.
provider-now = Что с ним сейчас
provider-state-draft = Это черновик. Его видите только вы. Отправьте его на проверку, когда будет готов.
provider-state-submitted = Оно ждёт проверки. Мы напишем вам, как только его посмотрят.
provider-state-in-review = Его проверяют прямо сейчас.
provider-state-changes-requested = Исправьте то, о чём просили, и отправьте ещё раз.
provider-state-approved = Оно проверено.
provider-state-rejected = Оно не принято. Можно написать другое предложение.
provider-state-suspended = Мы его пока остановили. Его никто не видит. Позвоните или напишите нам.
provider-state-expired = Оно проверено, но срок прошёл.
provider-state-withdrawn = Вы его отозвали. Его больше никто не видит.
provider-submit = Отправить на проверку
provider-nights = Свободные ночи
provider-capacity = Сколько их всего
provider-unknown-facts = { $n ->
    [one] { $n } вопрос ещё без ответа. Предложения с ответами находят чаще.
    [few] { $n } вопроса ещё без ответа. Предложения с ответами находят чаще.
   *[other] { $n } вопросов ещё без ответа. Предложения с ответами находят чаще.
 }
provider-says = Что сказано в предложении
provider-withdraw = Отозвать предложение навсегда
provider-withdraw-text = Его больше никто не увидит, и вернуть его нельзя. То, о чём договорились, остаётся. Если нужен только перерыв, поставьте на паузу.
provider-withdraw-do = Отозвать
said-provider-saved = Сохранено. Пока это видите только вы.
said-provider-submitted = Отправлено на проверку. Мы вам напишем.
said-provider-enough-today = Сохранено, но на проверку не отправлено: за день можно отправить не больше десяти предложений. Отправьте завтра. Если их много, попросите тех, кто ведёт этот сайт, перенести ваш список.
said-provider-confirmed = Спасибо. Предложение актуально.
said-provider-paused = На паузе. Предложения никто не видит, пока вы его снова не покажете.
said-provider-resumed = Предложение больше не на паузе.
said-provider-withdrawn = Предложение отозвано.
said-provider-edit-hidden = Сохранено. Предложения никто не видит, пока изменение не проверят.
said-provider-edit-waits = Сохранено. Новая версия ждёт проверки.
said-provider-edit-live = Сохранено. Пока изменение не проверят, люди видят прежнюю версию.
said-provider-edit-nothing = Ничего не отличается от проверенного.
# The form.
provider-new-lead = Что вы хотите предложить?
provider-new-hint-housing = Комната, квартира, кровать в вашем доме
provider-new-hint-transport = Места в машине или автобусе
provider-new-hint-medical = Врач, клиника, аптека
provider-new-hint-job = С договором и указанной оплатой
provider-new-hint-service = Еда, вещи, документы, школа, советы
provider-edit = Изменить предложение
provider-stale = То, что вы написали, осталось ниже. Посмотрите, что сохранено сейчас. Если вы сохраните, ваше заменит его.
provider-stale-see = Посмотреть сохранённое на отдельной странице
provider-live = Прежде чем что-то менять
provider-live-hides = Сразу скрываем до проверки, если изменить: место или адрес, кто там живёт, отдельную или общую комнату, водителя, номер машины, маршрут, лицензию, «только для женщин» на «нет».
provider-live-stays = Всё остальное ждёт проверки, а прежнюю версию по-прежнему видно.
provider-live-less = Меньше мест или ночей можно без проверки: измените их на странице предложения.
provider-form-unknown = Если чего-то не знаете, оставьте «неизвестно». Люди спросят.
provider-asked-here = посмотрите это
provider-form-parts = Части формы
provider-again = Сеанс завершился
provider-again-text = Прошло время, и мы завершили сеанс. Всё написанное осталось ниже. Войдите, и оно сохранится.
provider-again-do = Войти и сохранить
provider-form-end = Обе кнопки сохраняют написанное. Черновик видите только вы.
provider-form-end-edit = Мы проверим то, что вы изменили.
provider-save-submit = Сохранить и отправить на проверку
provider-save-draft = Сохранить как черновик
provider-saved-missing = Черновик сохранён. Чтобы его проверили, ещё чего-то не хватает.
provider-save = Сохранить изменения
provider-group-words = В нескольких словах
provider-group-cost = Сколько это стоит людям
provider-group-place = Где это
provider-group-rooms = Какое это жильё
provider-group-when = Когда
provider-group-welcome = Кому подходит
provider-group-residents = Кто там живёт
provider-group-things = Что там есть
provider-group-access = Ступеньки и безопасность
provider-group-talk = Языки
provider-group-translations = Название и описание на других языках
provider-group-translations-hint = Только если переводил человек. Язык самого предложения здесь оставьте пустым.
provider-group-route = Маршрут
provider-group-seats = Места, багаж, животные
provider-group-driver = Водитель и машина
provider-group-job = Какая это работа
provider-group-pay = Зарплата
provider-group-asked = Что нужно уметь
provider-group-with-it = Что ещё вы даёте
provider-group-medical = Какая это помощь
provider-group-service = Какая это помощь
provider-group-public = Что видят все
provider-title = Название
provider-title-hint = Что это и где, несколькими словами.
provider-description = Описание
provider-description-hint = Без телефонов, ссылок и электронных адресов: контакты будут позже.
provider-language = Язык названия и описания
provider-place = Город, село или пункт пропуска
provider-address = Улица и номер
provider-address-hint = Его видят только те, кто проверяет, и люди, которым вы согласились помочь.
provider-private-home = Это чьё-то жильё
provider-private-home-hint = Тогда проверяют два человека, и показываем только район.
provider-show-address = Показывать адрес всем
provider-show-address-hint = Только для организаций, не для частного жилья.
provider-confidential = Место держим в тайне
provider-confidential-hint = Приют: люди видят только город.
provider-for-minors = Для несовершеннолетних без родителей
provider-for-minors-hint = Тогда проверяют два человека, и сначала мы к вам приедем.
provider-languages = Языки, на которых с вами можно поговорить
provider-languages-hint = Достаточно, чтобы говорил кто-то один.
provider-price = Сколько это стоит
provider-price-hint = Словами, если не бесплатно.
provider-periods = С какого по какой день
provider-periods-hint = Оставьте пустым, если можно в любое время.
provider-periods-from = С какого дня
provider-periods-to = По какой день
provider-free-nights = Свободные ночи
provider-free-nights-hint = День приезда и день отъезда. Отдельные ночи можно закрыть позже.
provider-free-nights-from = Свободно с
provider-free-nights-to = Свободно до
provider-housing-kind = Что это такое?
provider-privacy = Что гости получат только для себя?
provider-beds = Сколько кроватей
provider-max-guests = Людей одновременно, не больше
provider-max-guests-hint = Оставьте пустым, если столько, сколько кроватей.
provider-bedrooms = Сколько спален
provider-bathroom = Ванная
provider-floor = На каком этаже
provider-floor-hint = Первый этаж (у земли) пишите как 0, второй как 1.
provider-min-nights = Самое короткое пребывание, ночей
provider-max-nights = Самое долгое пребывание, ночей
provider-min-child-age = Дети не младше, лет
provider-women-only = только для женщин и их детей
provider-women-only-hint = Правило этого места, ради безопасности гостей.
provider-pets-count = Животных одновременно, не больше
provider-resident-women = Сколько женщин там живёт
provider-resident-men = Сколько мужчин там живёт
provider-resident-children = Сколько детей там живёт
provider-animals = там живут животные
provider-smoking = в доме курят
provider-public-transport = Метров до автобуса, трамвая или поезда
provider-step-free = Ступеньки от улицы до комнаты
provider-stops = Места на маршруте
provider-stop-from = Откуда
provider-stop-to = Куда, или следующая остановка
provider-stop-next = И дальше до
provider-departs-from = Самый ранний выезд
provider-departs-from-day = Самый ранний выезд: день
provider-departs-from-time = Самый ранний выезд: время
provider-departs-until = Самый поздний выезд
provider-departs-until-day = Самый поздний выезд: день
provider-departs-until-time = Самый поздний выезд: время
provider-detour = Крюк ради одной остановки, км
provider-detour-hint = Как далеко вы заедете, чтобы кого-то забрать.
provider-return-trip = едет и обратно
provider-seats = Свободных мест
provider-child-seats = Детских кресел
provider-child-seats-hint = Напишите 0, если нет.
provider-wheelchair = Кресло-коляска
provider-driver = Имя водителя
provider-driver-hint = Видят только те, кто проверяет, и люди, которым вы согласились помочь.
provider-plate = Номер машины
provider-plate-hint = Чтобы люди сели в нужную машину. Больше никто его не видит.
provider-occupation = Какая это работа?
provider-occupation-code = Или код по ISCO-08
provider-occupation-code-hint = Только если знаете: от одной до четырёх цифр. Он важнее списка.
provider-isco-22 = Врач, медсестра и другая работа в медицине
provider-isco-23 = Преподаватель, воспитатель
provider-isco-25 = Компьютеры и программы
provider-isco-33 = Бухгалтерия, продажи, администрация
provider-isco-41 = Работа в офисе
provider-isco-51 = Повар, официант, парикмахер, уборка в гостинице
provider-isco-52 = Магазин и продажа
provider-isco-53 = Уход за детьми или больными
provider-isco-61 = Ферма и сад
provider-isco-71 = Строительство
provider-isco-72 = Металл и машины, ремонт авто
provider-isco-75 = Пекарь, мясник, портной, столяр
provider-isco-81 = Работа на станках и линиях
provider-isco-83 = Водитель
provider-isco-91 = Уборка
provider-isco-93 = Помощник на стройке, упаковка, погрузка
provider-isco-94 = Помощник на кухне
provider-contract = Договор
provider-hours = Часов в неделю
provider-openings = Сколько людей вы ищете
provider-starts-on = Первый рабочий день
provider-pay = Сколько вы платите
provider-pay-hint = Вся сумма до налогов. Люди её видят.
provider-currency = В какой валюте
provider-pay-period = За какой срок эта сумма
provider-levels = Языки, нужные для работы
provider-levels-in = Нужен язык: { $language }
provider-level-none = не нужен
provider-licence-needed = нужна лицензия или разрешение
provider-housing-included = вместе с жильём
provider-housing-included-hint = Тогда проверяют два человека.
provider-speciality = Какая именно помощь?
provider-mode = Как проходит приём?
provider-also-remote = также по телефону или видео
provider-clinician = Кто принимает
provider-licence = Номер лицензии
provider-licence-hint = Видят только те, кто проверяет, и люди, которым вы согласились помочь.
provider-places-week = Приёмов в неделю
provider-opening-hours = Часы работы
provider-opening-hours-hint = Как на двери, например: пн-пт 9.00-17.00
provider-insured-only = только со страховкой
provider-theme = О чём это?
provider-people = Сколько человек за раз
provider-eligible = Кто может прийти
provider-documents = Какие документы взять
provider-public-phone = Телефон, который видят все
provider-public-phone-hint = Только организации. С кодом страны.
provider-web-page = Страница в интернете
provider-web-page-hint = Начинается с https://
# Free nights.
provider-availability-later = Это можно будет изменить здесь, когда предложение проверят. До этого меняйте само предложение.
provider-any-time = Можно в любое время.
provider-earlier = Раньше
provider-later = Позже
provider-night-free = свободно
provider-night-part = частично свободно
provider-night-full = занято
provider-night-closed = закрыто
provider-calendar-text = { $n ->
    [one] Клетка показывает, сколько кроватей из { $n } свободно в ту ночь. Обещанное гостям здесь закрыть нельзя.
    [few] Клетка показывает, сколько кроватей из { $n } свободно в ту ночь. Обещанное гостям здесь закрыть нельзя.
   *[other] Клетка показывает, сколько кроватей из { $n } свободно в ту ночь. Обещанное гостям здесь закрыть нельзя.
 }
provider-nights-change = Изменить несколько ночей
provider-nights-first = Первая ночь
provider-nights-last = Последняя ночь
provider-nights-last-hint = Для одной ночи тот же день ещё раз.
provider-nights-are = Эти ночи
provider-nights-closed = закрыты
provider-nights-open = свободны
provider-nights-save = Сохранить эти ночи
provider-capacity-hint = Можно уменьшить, а потом снова увеличить до проверенного.
provider-capacity-of-housing = Кроватей, на каждую ночь
provider-capacity-of-transport = Мест
provider-capacity-of-job = Рабочих мест
provider-capacity-of-medical = Приёмов в неделю
provider-capacity-of-service = Человек за раз
provider-capacity-save = Сохранить количество
said-provider-availability = Сохранено. Действует сразу.
provider-month-1 = Январь
provider-month-2 = Февраль
provider-month-3 = Март
provider-month-4 = Апрель
provider-month-5 = Май
provider-month-6 = Июнь
provider-month-7 = Июль
provider-month-8 = Август
provider-month-9 = Сентябрь
provider-month-10 = Октябрь
provider-month-11 = Ноябрь
provider-month-12 = Декабрь
provider-weekday-1 = Пн
provider-weekday-2 = Вт
provider-weekday-3 = Ср
provider-weekday-4 = Чт
provider-weekday-5 = Пт
provider-weekday-6 = Сб
provider-weekday-7 = Вс
# What people ask, and the answer.
provider-party-people = { $n ->
    [one] { $n } человек
    [few] { $n } человека
   *[other] { $n } человек
 }
provider-party-children = { $n ->
    [one] среди них { $n } ребёнок
    [few] среди них { $n } ребёнка
   *[other] среди них { $n } детей
 }
provider-party-pets = { $n ->
    [one] с ними { $n } животное
    [few] с ними { $n } животных
   *[other] с ними { $n } животных
 }
provider-count-nights = { $n ->
    [one] { $n } ночь
    [few] { $n } ночи
   *[other] { $n } ночей
 }
provider-asks = О чём они просят
provider-asks-who = Кто приедет
provider-asks-ages = Возраст детей
provider-asks-what = Что им нужно
provider-asks-between = Откуда и куда
provider-asks-when = В какие дни
provider-asks-offer = Ваше предложение
provider-asks-more = То, что им обязательно нужно, подходит к вашему предложению. Имя и контакт вы увидите после согласия.
provider-asks-ages-later = Тогда же увидите и возраст детей.
provider-silence = Если вы не ответите до { $date }, они будут искать дальше. До вашего согласия ничего не забронировано.
provider-yes = Согласиться
provider-yes-title = Соглашаетесь?
provider-yes-text = Тогда это забронировано для них, и обе стороны видят контакты друг друга. Отменить ещё можно, но только если иначе никак.
provider-yes-do = Да, соглашаюсь
provider-no = Отказать
provider-no-title = Отказываете?
provider-no-text = Это нормально. Они будут искать дальше и не узнают вашего имени.
provider-no-do = Отказать
provider-cancel = Отменить договорённость
provider-cancel-title = Отменить договорённость?
provider-cancel-text = Мы сразу им сообщим, и им придётся искать снова. Если они уже в пути, сначала позвоните им.
provider-cancel-do = Да, отменить
provider-reason = Почему?
provider-reason-hint = Другая сторона увидит только это.
provider-too-late = На это уже нельзя ответить: время прошло, или кто-то уже ответил.
said-provider-yes = Вы согласились. Теперь обе стороны могут видеть контакты друг друга.
said-provider-no = Вы отказали. Они будут искать дальше.
said-provider-cancel = Отменено. Мы сообщили другой стороне.
provider-state-accepted = вы согласились
provider-state-declined = отказано
provider-ended-by = Кто завершил:
provider-ended-why = По какой причине:
provider-contact = Как с ними связаться
provider-contact-recorded = Каждый просмотр записываем, и другая сторона может увидеть эту запись.
provider-contact-see = Показать контакт
provider-contact-name = Имя, которое они выбрали
provider-contact-note = Когда безопасно звонить
provider-contact-gets-in = Где они садятся
provider-contact-none = Связаться с ними можно только через этот сайт. Ваш контакт они видят и сами напишут или позвонят.
provider-contact-careful = Используйте это только для этой помощи и никому не передавайте.
provider-safe = Безопасно для обеих сторон
provider-safe-1 = Никогда не забирайте и не просите документы на хранение, даже на день.
provider-safe-2 = Помощь такая, как написано в предложении. Не просите за неё работы, денег или чего-то ещё.
provider-safe-3 = Договоритесь о месте и времени и скажите об этом человеку, которому доверяете.
provider-safe-4 = Если вы в опасности, звоните 112.
