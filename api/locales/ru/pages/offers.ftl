### Поиск предложений, карта и одно предложение.
offers-title = Проверенные предложения
offers-kinds = Виды помощи
offers-all = Всё
offers-place = Где искать? Город, село или пункт пропуска
offers-within = Не дальше чем
offers-km = { $n } км
offers-near = меньше 1 км
offers-language = Язык, на котором говорят
offers-any = любой
offers-theme = О чём
offers-speciality = Какой врач
offers-show = Показать
offers-filters = Больше фильтров
offers-filters-hint = Показываем только предложения, где об этом сказано «да». Если ничего не сказано, предложения здесь нет.
offers-which = Какое именно место?
offers-crossing = пункт пропуска
offers-chips = Что вы ищете
offers-remove = убрать
offers-at-border = Я у границы
offers-none = Сейчас ничего не подходит
offers-no-more = Больше предложений нет
offers-none-text = Новые предложения появляются каждый день. Если вы оставите запрос, мы будем искать с каждым новым предложением. Сейчас можно также:
offers-wider = Искать до { $n } км
offers-without = Искать без «{ $filter }»
offers-guides = Прочитать советы
offers-ask = Попросить помощь
offers-count = { $n ->
    [one] { $n } предложение
    [few] { $n } предложения
    *[many] { $n } предложений
    }
offers-part = { $shown } из { $found } предложений
offers-nearest = Сначала ближайшие
offers-newest = Сначала недавно подтверждённые
offers-next = Следующие предложения
offers-first = Назад к первым предложениям
offers-not-here = Нет нужного? Напишите один раз, что вам нужно, и мы будем искать с каждым новым предложением.
offers-map = Карта, где это
offers-map-label = Карта этих предложений. В списке то же самое словами.
offers-to-list = К списку
offers-to-map = К карте
offers-translated = перевод, язык оригинала: { $language }
offers-departs = отправление { $time }
offers-no-checks = почта подтверждена, больше ничего не видели
offers-confirmed-today = подтверждено сегодня
offers-confirmed-yesterday = подтверждено вчера
offers-confirmed-days = { $n ->
    [one] подтверждено { $n } день назад
    [few] подтверждено { $n } дня назад
    *[many] подтверждено { $n } дней назад
    }
map-signs = Пунктирный круг: показан только район, не адрес. Номера те же, что в списке.
map-credit = Карта: Natural Earth. Места: GeoNames.
offer-back = Назад к предложениям
offer-original = Читать оригинал
offer-language-note = Язык текста: { $language }. Перевода пока нет.
offer-facts = Что есть и чего нет
offer-metres = { $n } метров
offer-checked = Что проверено, а что нет
offer-no-name = Имён частных лиц не показываем: вы узнаете имя, когда обе стороны скажут «да».
offer-care = Это проверяли люди, но никто не может обещать, что всё будет хорошо. Вы можете отказаться в любой момент.
offer-do = Что можно сделать
offer-ask-title = Вам это нужно?
offer-ask-text = Напишите, что вам нужно. Мы покажем всё, что подходит, и это предложение тоже, если оно подходит. Выбираете вы.
offer-ask = Попросить такую помощь
offer-web-page = Их сайт
offer-reference = Если звоните нам, назовите номер { $reference }
offer-where = Где это находится
offer-map-label = Карта: где это предложение
offer-where-door = Организация согласилась, чтобы её адрес видели все.
offer-where-area = Круг показывает район. Адрес вы узнаете, когда обе стороны скажут «да».
offer-where-settlement = Круг показывает населённый пункт. Адрес вы узнаете, когда обе стороны скажут «да».
offer-safety = Как позаботиться о безопасности
offer-kind = Вид жилья
offer-privacy = Только для вас
offer-bathroom = Ванная
offer-steps = Ступеньки
offer-max-guests = Не больше гостей
offer-bedrooms = Спальни
offer-floor = Этаж (0 = первый, подниматься не нужно)
offer-min-child-age = Возраст младшего ребёнка, лет
offer-max-pets = Не больше животных
offer-public-transport = До автобуса или поезда
offer-min-nights = Не меньше ночей
offer-max-nights = Не больше ночей
offer-stops = Путь
offer-departs = Отправление между
offer-wheelchair = Кресло-коляска
offer-child-seats = Детские кресла
offer-return-trip = Едет и обратно
offer-pay = Зарплата
offer-contract = Договор
offer-hours = Часов в неделю
offer-starts = Начало
offer-languages-needed = Нужные языки
offer-speciality = Какой врач
offer-mode = Где именно
offer-clinician = Кто лечит
offer-insured-only = Только для людей со страховкой
offer-opening-hours = Когда открыто
offer-theme = О чём
offer-who = Кто может прийти
offer-papers = Нужные документы
offer-languages = Говорят на языках
offer-price-note = Сколько стоит
