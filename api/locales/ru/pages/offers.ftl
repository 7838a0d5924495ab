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
offers-none-text = Новые предложения появляются каждый день. Если вы оставите запрос, мы будем искать снова с каждым новым предложением. Сейчас можно также:
offers-wider = Искать до { $n } км
offers-without = Искать без «{ $filter }»
offers-guides = Прочитать советы
offers-ask = Попросить помощи
offers-count = { $n ->
    [one] { $n } предложение
    [few] { $n } предложения
    *[many] { $n } предложений
    }
offers-part = Показано предложений: { $shown } из { $found }
offers-nearest = Сначала ближайшие
offers-newest = Сначала недавно подтверждённые
offers-next = Следующие предложения
offers-first = Назад к первым предложениям
offers-not-here = Нет нужного? Напишите один раз, что вам нужно, и мы будем искать с каждым новым предложением.
offers-map = На карте
offers-map-label = Карта этих предложений. В списке то же самое словами.
offers-to-list = К списку
offers-to-map = К карте
offers-translated = перевод, язык оригинала: { $language }
offers-departs = выезд { $time }
offers-no-checks = записей о проверке нет
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
offer-metres = { $n ->
    [one] { $n } метр
    [few] { $n } метра
   *[many] { $n } метров
 }
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
offer-max-guests = Гостей, не больше
offer-bedrooms = Спальни
offer-floor = Этаж (0 = первый, подниматься не нужно)
offer-min-child-age = Дети не младше, лет
offer-max-pets = Животных, не больше
offer-public-transport = До автобуса или поезда
offer-min-nights = Ночей, не меньше
offer-max-nights = Ночей, не больше
offer-stops = Путь
offer-departs = Выезд
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
map-open = Карта, которую можно двигать (ещё 100 КБ)
map-title = Карта проверенных предложений
map-lead = Частные места показаны как район, никогда не как адрес.
map-more = Предложений больше, чем здесь помещается: сначала выберите вид или место.
map-back = Назад к списку
map-nearer = Приблизить
map-farther = Отдалить
map-close = Закрыть
offer-translate = Перевести предложение
offer-translate-lead = Только название и описание. Передавайте то, что там написано, без телефонов и ссылок. Люди видят, что перевёл модератор, и могут прочитать оригинал.
offer-translate-stale = Тем временем автор изменил текст. Сравните с тем, что там теперь, и сохраните ещё раз.
offer-translate-title = Название
offer-translate-description = Описание
offer-translate-keep = Сохранить перевод
offer-translate-remove = Убрать перевод
offer-translate-back = К предложению
said-offer-translation-kept = Перевод обновлён.
offers-translated-by-moderator = перевёл модератор, язык оригинала: { $language }
offer-translate-add = Добавить перевод:
said-offer-translation-removed = Перевод убран.
