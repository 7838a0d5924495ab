### The provider's area: who offers help, offers, free nights, answers.
# The way in, and registering.
way-offer = Я пропоную допомогу
provider-start = Запропонувати допомогу
provider-start-lead = Кімната, поїздка, робота, лікар чи інша допомога. Кожну пропозицію спершу перевіряють люди, і лише тоді її видно.
provider-start-how = Як це працює
provider-start-1 = Ви розповідаєте, хто ви
provider-start-1-text = Приватна особа чи організація. Ми перевіряємо те, що потрібно для вашого виду допомоги.
provider-start-2 = Ви описуєте пропозицію
provider-start-2-text = Її можна зберегти як чернетку й продовжити пізніше. Якщо щось незрозуміло, ми вам напишемо.
provider-start-3 = Ви вирішуєте щоразу
provider-start-3-text = Люди звертаються, ви погоджуєтеся чи відмовляєте. Лише після вашої згоди обидві сторони бачать контакти одна одної.
provider-start-never = Ми ніколи не просимо грошей. Вашої адреси й телефону не видно всім.
provider-levels-title = Що ми перевіряємо для якої допомоги
provider-levels-more = Що ми перевіряємо для якої допомоги
provider-levels-l0 = Інформація, їжа, одяг і речі, телефон та інтернет
provider-levels-l1 = Робота в зареєстрованого роботодавця, поїздки зареєстрованої фірми, більшість іншої допомоги
provider-levels-l2 = Житло, приватні поїздки, медична допомога, догляд за дитиною
provider-levels-l3 = Дім для людей із дітьми й усе для неповнолітніх без батьків
provider-levels-note = Ми дивимося документи й записуємо, що бачили та коли. Копій не зберігаємо. Перевірка дійсна 12 місяців.
provider-need-l0 = Треба підтвердити вашу електронну адресу.
provider-need-l1 = Покажіть нам документ, що посвідчує особу.
provider-need-l1-organisation = Для організації досить, якщо ми знайдемо її в державному реєстрі.
provider-need-l2 = Покажіть нам довідку про несудимість, або ми знайдемо організацію в державному реєстрі.
provider-need-l3 = Ми приїдемо й подивимося, або є договір із закладом.
provider-which = Хто пропонує допомогу?
provider-register = Розкажіть, хто пропонує допомогу
provider-register-lead = Спершу нам треба знати, хто ви. Це забере кілька хвилин.
provider-register-person = Приватна особа
provider-register-person-hint = Ви самі пропонуєте допомогу: кімнату, поїздку, свій час
provider-register-organisation = Організація
provider-register-organisation-hint = Громадська організація, фірма чи державна установа
provider-register-reach = Як із вами зв’язатися
provider-register-reach-hint = Люди побачать це лише після того, як ви їм погодитеся.
provider-register-do = Зберегти й далі
provider-kind = Яка це організація?
provider-name = Ім’я або назва
provider-name-person-hint = Ваше ім’я та прізвище. Показуємо лише ім’я, і лише після вашої згоди.
provider-name-organisation-hint = Як у реєстрі. Її бачать усі.
provider-number = Реєстраційний номер
provider-number-hint = Ми шукаємо його в державному реєстрі. В Україні це ЄДРПОУ, у Молдові IDNO, у Румунії CUI або CIF.
provider-representative = Законний представник
provider-contact-person = Хто відповідає
provider-email = Електронна пошта
provider-phone = Номер телефону
provider-phone-hint = З кодом країни, наприклад +380…
provider-contact-hours = Коли можна дзвонити
provider-contact-hours-hint = Наприклад: у робочі дні після 17:00
provider-own-languages = Мови, якими ви розмовляєте
provider-back = Назад
said-provider-registered = Збережено. Тепер можна написати першу пропозицію.
# The dashboard.
provider-dashboard = Ваші пропозиції
provider-things = { $n ->
    [one] На вас чекає { $n } справа
    [few] На вас чекають { $n } справи
   *[other] На вас чекає { $n } справ
 }
provider-quiet = Зараз на вас нічого не чекає
provider-vetted-until = перевірки дійсні до { $date }
provider-stopped = Ми поки що зупинили ваші пропозиції. Їх ніхто не бачить. Зателефонуйте або напишіть нам.
provider-waits = Чекає на вас
provider-answer-by = Відповісти до { $date }
provider-asked-for = Люди звернулися: { $offer }
provider-from-to = з { $from } до { $to }
provider-look-answer = Переглянути й відповісти
provider-do-edit = Змінити пропозицію
provider-open = Відкрити
provider-lapsed = час минув
provider-lapsed-text = Її вчасно не підтвердили, тому люди її не бачать. Одне натискання, і її знову видно.
provider-confirm-before = Підтвердити до { $date }
provider-confirm-until = Її видно до { $date }. Потім підтвердьте, що вона актуальна.
provider-still = Це ще актуально: { $offer }?
provider-still-text = { $n ->
    [one] Підтверджуйте кожен { $n } день. Інакше пропозиції ніхто не бачить.
    [few] Підтверджуйте кожні { $n } дні. Інакше пропозиції ніхто не бачить.
   *[other] Підтверджуйте кожні { $n } днів. Інакше пропозиції ніхто не бачить.
 }
provider-still-yes = Ще актуально
provider-still-no = Зайнято чи не зараз: на паузу
provider-resume = Показати знову
provider-agreed = Про що домовлено
provider-offers = Ваші пропозиції
provider-new = Нова пропозиція
provider-none = У вас ще немає пропозицій
provider-none-text = Напишіть першу. Можна зупинитися будь-коли й продовжити пізніше. Тим часом ми перевіримо вас і пропозицію.
provider-col-offer = Пропозиція
provider-col-state = Стан
provider-col-free = Вільно зараз
provider-col-confirm = Підтвердити до
provider-col-asked = Звернулися
provider-more = Далі
provider-history = Усі звернення до вас
provider-history-none = Ще ніхто не звертався
provider-history-none-text = Щойно хтось обере вашу пропозицію, ми вам напишемо, і це буде тут.
provider-checked = Що ми про вас перевірили
provider-unchecked = Ми ще нічого не перевірили
provider-unchecked-text = Коли дійде черга, ми напишемо на вашу електронну адресу. Пропозиції можна писати вже зараз. Їх буде видно, коли перевіримо і вас, і їх.
provider-check-until = дійсно до { $date }
provider-check-over = було дійсно до { $date }, тепер уже ні
provider-sign-hidden = перевірено, але не видно
provider-missing = Щоб її побачили люди:
provider-missing-do = Ми вам про це напишемо. До того пропозиції ніхто не бачить.
provider-families = Родини з дітьми ми знайдемо для цього житла лише після того, як до вас приїдуть і все оглянуть (рівень 3). Зараз бракує:
provider-free-of = { $free } з { $capacity }
provider-unit-housing = { $n ->
    [one] ліжко
    [few] ліжка
   *[other] ліжок
 }
provider-unit-transport = { $n ->
    [one] місце
    [few] місця
   *[other] місць
 }
provider-unit-job = { $n ->
    [one] робоче місце
    [few] робочі місця
   *[other] робочих місць
 }
provider-unit-medical = { $n ->
    [one] прийом на тиждень
    [few] прийоми на тиждень
   *[other] прийомів на тиждень
 }
provider-unit-service = { $n ->
    [one] людина за раз
    [few] людини за раз
   *[other] людей за раз
 }
# One offer.
provider-reference = Номер пропозиції: { $code }
provider-word = Люди, які перевіряли вашу пропозицію, написали
provider-edited = Змінена версія чекає на перевірку.
provider-edited-text = До того часу люди бачать попередню, перевірену версію.
provider-refused = Змінену версію не схвалено. Перевірене раніше лишається, як є.
provider-now = Що з нею зараз
provider-state-draft = Це чернетка. Її бачите лише ви. Надішліть її на перевірку, коли буде готова.
provider-state-submitted = Вона чекає на перевірку. Ми напишемо вам, щойно її переглянуть.
provider-state-in-review = Її саме зараз перевіряють.
provider-state-changes-requested = Виправте те, про що просили, і надішліть ще раз.
provider-state-approved = Її перевірено.
provider-state-rejected = Її не прийнято. Можна написати іншу пропозицію.
provider-state-suspended = Ми її поки що зупинили. Її ніхто не бачить. Зателефонуйте або напишіть нам.
provider-state-expired = Її перевірено, але строк минув.
provider-state-withdrawn = Ви її відкликали. Її більше ніхто не бачить.
provider-submit = Надіслати на перевірку
provider-nights = Вільні ночі
provider-capacity = Скільки їх усього
provider-unknown-facts = { $n ->
    [one] { $n } запитання ще без відповіді. Пропозиції з відповідями знаходять частіше.
    [few] { $n } запитання ще без відповіді. Пропозиції з відповідями знаходять частіше.
   *[other] { $n } запитань ще без відповіді. Пропозиції з відповідями знаходять частіше.
 }
provider-says = Що сказано в пропозиції
provider-withdraw = Відкликати пропозицію назавжди
provider-withdraw-text = Її більше ніхто не побачить, і повернути її не можна. Те, про що домовлено, лишається. Якщо потрібна лише перерва, поставте на паузу.
provider-withdraw-do = Відкликати
said-provider-saved = Збережено. Поки що це бачите лише ви.
said-provider-submitted = Надіслано на перевірку. Ми вам напишемо.
said-provider-enough-today = Збережено, але на перевірку не надіслано: за день можна надіслати не більше десяти пропозицій. Надішліть завтра. Якщо їх багато, попросіть тих, хто веде цей сайт, перенести ваш список.
said-provider-confirmed = Дякуємо. Пропозиція актуальна.
said-provider-paused = На паузі. Пропозиції ніхто не бачить, доки ви її знову не покажете.
said-provider-resumed = Пропозиція вже не на паузі.
said-provider-withdrawn = Пропозицію відкликано.
said-provider-edit-hidden = Збережено. Пропозиції ніхто не бачить, доки зміну не перевірять.
said-provider-edit-waits = Збережено. Нова версія чекає на перевірку.
said-provider-edit-live = Збережено. Доки зміну не перевірять, люди бачать попередню версію.
said-provider-edit-nothing = Нічого не відрізняється від перевіреного.
# The form.
provider-new-lead = Що ви хочете запропонувати?
provider-new-hint-housing = Кімната, квартира, ліжко у вашому домі
provider-new-hint-transport = Місця в автомобілі чи автобусі
provider-new-hint-medical = Лікар, клініка, аптека
provider-new-hint-job = З договором і названою оплатою
provider-new-hint-service = Їжа, речі, документи, школа, поради
provider-edit = Змінити пропозицію
provider-stale = Те, що ви написали, лишилося нижче. Перегляньте, що збережено зараз. Якщо ви збережете, ваше замінить його.
provider-stale-see = Переглянути збережене на окремій сторінці
provider-live = Перш ніж щось змінювати
provider-live-hides = Одразу приховуємо до перевірки, якщо змінити: місце чи адресу, хто там живе, окрему чи спільну кімнату, водія, номер авто, маршрут, ліцензію, «лише для жінок» на «ні».
provider-live-stays = Усе інше чекає на перевірку, а попередню версію далі видно.
provider-live-less = Менше місць чи ночей можна без перевірки: змініть їх на сторінці пропозиції.
provider-form-unknown = Якщо чогось не знаєте, лишіть «невідомо». Люди запитають.
provider-asked-here = перегляньте це
provider-form-parts = Частини форми
provider-again = Сеанс завершився
provider-again-text = Минув час, і ми завершили сеанс. Усе написане лишилося нижче. Увійдіть, і його буде збережено.
provider-again-do = Увійти й зберегти
provider-form-end = Обидві кнопки зберігають написане. Чернетку бачите лише ви.
provider-form-end-edit = Ми перевіримо те, що ви змінили.
provider-save-submit = Зберегти й надіслати на перевірку
provider-save-draft = Зберегти як чернетку
provider-saved-missing = Чернетку збережено. Щоб її перевірили, ще чогось бракує.
provider-save = Зберегти зміни
provider-group-words = Кількома словами
provider-group-cost = Скільки це коштує людям
provider-group-place = Де це
provider-group-rooms = Яке це житло
provider-group-when = Коли
provider-group-welcome = Кому підходить
provider-group-residents = Хто там живе
provider-group-things = Що там є
provider-group-access = Сходи й безпека
provider-group-talk = Мови
provider-group-translations = Назва й опис іншими мовами
provider-group-translations-hint = Лише якщо перекладала людина. Мову самої пропозиції тут лишіть порожньою.
provider-group-route = Маршрут і час
provider-group-seats = Місця, багаж, тварини
provider-group-driver = Водій і авто
provider-group-job = Яка це робота
provider-group-pay = Оплата
provider-group-asked = Що потрібно вміти
provider-group-with-it = Що ще до цього
provider-group-medical = Яка це допомога
provider-group-service = Яка це допомога
provider-group-public = Що бачать усі
provider-title = Назва
provider-title-hint = Що це й де, кількома словами.
provider-description = Опис
provider-description-hint = Без телефонів, посилань та електронних адрес: контакти будуть пізніше.
provider-language = Мова назви й опису
provider-place = Місто, село чи пункт пропуску
provider-address = Вулиця й номер
provider-address-hint = Її бачать лише ті, хто перевіряє, і люди, яким ви погодилися допомогти.
provider-private-home = Це чийсь дім
provider-private-home-hint = Тоді перевіряють двоє людей, і показуємо лише район.
provider-show-address = Показувати адресу всім
provider-show-address-hint = Лише для організацій, не для домівок.
provider-confidential = Місце тримаємо в таємниці
provider-confidential-hint = Притулок: люди бачать лише місто.
provider-for-minors = Для неповнолітніх без батьків
provider-for-minors-hint = Тоді перевіряють двоє людей, і спершу ми до вас приїдемо.
provider-languages = Мови, якими можна з вами порозумітися
provider-languages-hint = Досить, щоб говорив хтось один.
provider-price = Скільки це коштує
provider-price-hint = Словами, якщо не безкоштовно.
provider-periods = З якого й до якого дня
provider-periods-hint = Лишіть порожнім, якщо можна будь-коли.
provider-periods-from = З дня
provider-periods-to = До дня
provider-free-nights = Вільні ночі
provider-free-nights-hint = День приїзду й день від’їзду. Окремі ночі можна закрити пізніше.
provider-free-nights-from = Вільно з
provider-free-nights-to = Вільно до
provider-housing-kind = Що це?
provider-privacy = Що гості матимуть лише для себе?
provider-beds = Скільки ліжок
provider-max-guests = Найбільше людей за раз
provider-max-guests-hint = Лишіть порожнім, якщо стільки, скільки ліжок.
provider-bedrooms = Скільки спалень
provider-bathroom = Ванна кімната
provider-floor = На якому поверсі
provider-floor-hint = Найнижчий поверх над землею пишіть як 0, наступний як 1.
provider-min-nights = Найкоротше перебування, ночей
provider-max-nights = Найдовше перебування, ночей
provider-min-child-age = Наймолодша дитина, років
provider-women-only = лише для жінок та їхніх дітей
provider-women-only-hint = Правило цього місця, задля безпеки гостей.
provider-pets-count = Найбільше тварин за раз
provider-resident-women = Скільки жінок там живе
provider-resident-men = Скільки чоловіків там живе
provider-resident-children = Скільки дітей там живе
provider-animals = там живуть тварини
provider-smoking = у домі курять
provider-public-transport = Метрів до автобуса, трамвая чи потяга
provider-step-free = Сходи від вулиці до кімнати
provider-stops = Місця на маршруті
provider-stop-from = Звідки
provider-stop-to = Куди, або наступна зупинка
provider-stop-next = І далі до
provider-departs-from = Найраніший виїзд
provider-departs-from-day = Найраніший виїзд: день
provider-departs-from-time = Найраніший виїзд: година
provider-departs-until = Найпізніший виїзд
provider-departs-until-day = Найпізніший виїзд: день
provider-departs-until-time = Найпізніший виїзд: година
provider-detour = Кілометрів убік заради зупинки
provider-detour-hint = Наскільки далеко ви заїдете, щоб когось забрати.
provider-return-trip = їде також назад
provider-seats = Вільних місць
provider-child-seats = Дитячих крісел
provider-child-seats-hint = Напишіть 0, якщо немає.
provider-wheelchair = Крісло колісне
provider-driver = Ім’я водія
provider-driver-hint = Бачать лише ті, хто перевіряє, і люди, яким ви погодилися допомогти.
provider-plate = Номер авто
provider-plate-hint = Щоб люди сіли в потрібне авто. Більше ніхто його не бачить.
provider-occupation = Яка це робота?
provider-occupation-code = Або код ISCO-08
provider-occupation-code-hint = Лише якщо знаєте: від однієї до чотирьох цифр. Він важливіший за список.
provider-isco-22 = Лікар, медсестра та інша робота в медицині
provider-isco-23 = Учитель, вихователь
provider-isco-25 = Комп’ютери й програми
provider-isco-33 = Бухгалтерія, продажі, адміністрація
provider-isco-41 = Робота в офісі
provider-isco-51 = Кухар, офіціант, перукар, прибирання в готелі
provider-isco-52 = Магазин і продаж
provider-isco-53 = Догляд за дітьми чи хворими
provider-isco-61 = Ферма й сад
provider-isco-71 = Будівництво
provider-isco-72 = Метал і машини, ремонт авто
provider-isco-75 = Пекар, м’ясник, кравець, столяр
provider-isco-81 = Робота на верстатах і лініях
provider-isco-83 = Водій
provider-isco-91 = Прибирання
provider-isco-93 = Помічник на будові, пакування, вантаження
provider-isco-94 = Помічник на кухні
provider-contract = Договір
provider-hours = Годин на тиждень
provider-openings = Скільки людей ви шукаєте
provider-starts-on = Перший робочий день
provider-pay = Скільки ви платите
provider-pay-hint = Уся сума до податків. Люди її бачать.
provider-currency = Яка валюта
provider-pay-period = Це сума
provider-levels = Мови, потрібні для роботи
provider-levels-in = Потрібна мова: { $language }
provider-level-none = не потрібна
provider-licence-needed = потрібна ліцензія чи дозвіл
provider-housing-included = разом із житлом
provider-housing-included-hint = Тоді перевіряють двоє людей.
provider-speciality = Яка саме допомога?
provider-mode = Як відбувається прийом?
provider-also-remote = також телефоном чи через відео
provider-clinician = Хто лікує
provider-licence = Номер ліцензії
provider-licence-hint = Бачать лише ті, хто перевіряє, і люди, яким ви погодилися допомогти.
provider-places-week = Прийомів на тиждень
provider-opening-hours = Години роботи
provider-opening-hours-hint = Як на дверях, наприклад: пн-пт 9.00-17.00
provider-insured-only = лише зі страховкою
provider-theme = Про що це?
provider-people = Скільки людей за раз
provider-eligible = Хто може прийти
provider-documents = Які документи взяти
provider-public-phone = Телефон, який бачать усі
provider-public-phone-hint = Лише організації. З кодом країни.
provider-web-page = Сторінка в інтернеті
provider-web-page-hint = Починається з https://
# Free nights.
provider-availability-later = Це можна буде змінити тут, коли пропозицію перевірять. До того змінюйте саму пропозицію.
provider-any-time = Можна будь-коли.
provider-earlier = Раніше
provider-later = Пізніше
provider-night-free = вільно
provider-night-part = частково вільно
provider-night-full = зайнято
provider-night-closed = закрито
provider-calendar-text = { $n ->
    [one] Клітинка показує, скільки з { $n } ліжка вільно тієї ночі. Обіцяне гостям тут закрити не можна.
    [few] Клітинка показує, скільки з { $n } ліжок вільно тієї ночі. Обіцяне гостям тут закрити не можна.
   *[other] Клітинка показує, скільки з { $n } ліжок вільно тієї ночі. Обіцяне гостям тут закрити не можна.
 }
provider-nights-change = Змінити кілька ночей
provider-nights-first = Перша ніч
provider-nights-last = Остання ніч
provider-nights-last-hint = Для однієї ночі той самий день ще раз.
provider-nights-are = Ці ночі
provider-nights-closed = закриті
provider-nights-open = вільні
provider-nights-save = Зберегти ці ночі
provider-capacity-hint = Можна зменшити, а потім знову збільшити до перевіреного.
provider-capacity-of-housing = Ліжок, на кожну ніч
provider-capacity-of-transport = Місць
provider-capacity-of-job = Робочих місць
provider-capacity-of-medical = Прийомів на тиждень
provider-capacity-of-service = Людей за раз
provider-capacity-save = Зберегти число
said-provider-availability = Збережено. Діє одразу.
provider-month-1 = Січень
provider-month-2 = Лютий
provider-month-3 = Березень
provider-month-4 = Квітень
provider-month-5 = Травень
provider-month-6 = Червень
provider-month-7 = Липень
provider-month-8 = Серпень
provider-month-9 = Вересень
provider-month-10 = Жовтень
provider-month-11 = Листопад
provider-month-12 = Грудень
provider-weekday-1 = Пн
provider-weekday-2 = Вт
provider-weekday-3 = Ср
provider-weekday-4 = Чт
provider-weekday-5 = Пт
provider-weekday-6 = Сб
provider-weekday-7 = Нд
# What people ask, and the answer.
provider-party-people = { $n ->
    [one] { $n } людина
    [few] { $n } людини
   *[other] { $n } людей
 }
provider-party-children = { $n ->
    [one] серед них { $n } дитина
    [few] серед них { $n } дитини
   *[other] серед них { $n } дітей
 }
provider-party-pets = { $n ->
    [one] з ними { $n } тварина
    [few] з ними { $n } тварини
   *[other] з ними { $n } тварин
 }
provider-count-nights = { $n ->
    [one] { $n } ніч
    [few] { $n } ночі
   *[other] { $n } ночей
 }
provider-asks = Про що вони просять
provider-asks-who = Хто приїде
provider-asks-ages = Вік дітей
provider-asks-what = Що їм потрібно
provider-asks-between = Звідки й куди
provider-asks-when = У які дні
provider-asks-offer = Ваша пропозиція
provider-asks-more = Те, що їм обов’язково потрібно, збігається з вашою пропозицією. Ім’я та контакт ви побачите після згоди.
provider-asks-ages-later = Тоді ж побачите й вік дітей.
provider-silence = Якщо ви не відповісте до { $date }, вони шукатимуть далі. До вашої згоди нічого не заброньовано.
provider-yes = Погодитися
provider-yes-title = Погоджуєтеся?
provider-yes-text = Тоді це заброньовано для них, і обидві сторони бачать контакти одна одної. Скасувати ще можна, але лише якщо інакше ніяк.
provider-yes-do = Так, погоджуюся
provider-no = Відмовити
provider-no-title = Відмовляєте?
provider-no-text = Це нормально. Вони шукатимуть далі й не дізнаються вашого імені.
provider-no-do = Відмовити
provider-cancel = Скасувати домовленість
provider-cancel-title = Скасувати домовленість?
provider-cancel-text = Ми одразу їх повідомимо, і їм доведеться шукати знову. Якщо вони вже в дорозі, спершу зателефонуйте їм.
provider-cancel-do = Скасувати
provider-reason = Чому?
provider-reason-hint = Інша сторона побачить лише це.
provider-too-late = На це вже не можна відповісти: час минув, або хтось уже відповів.
said-provider-yes = Ви погодилися. Тепер обидві сторони можуть бачити контакти одна одної.
said-provider-no = Ви відмовили. Вони шукатимуть далі.
said-provider-cancel = Скасовано. Ми повідомили іншу сторону.
provider-state-accepted = ви погодилися
provider-state-declined = відмовлено
provider-ended-by = Хто завершив:
provider-ended-why = Причина:
provider-contact = Як із ними зв’язатися
provider-contact-recorded = Кожен перегляд записуємо, і інша сторона може побачити цей запис.
provider-contact-see = Показати контакт
provider-contact-name = Ім’я, яке вони обрали
provider-contact-note = Коли безпечно дзвонити
provider-contact-gets-in = Де вони сідають
provider-contact-none = Вони хочуть зв’язку лише через цей сайт. Ваш контакт вони бачать і самі напишуть чи зателефонують.
provider-contact-careful = Використовуйте це лише для домовленої допомоги й нікому не передавайте.
provider-safe = Безпечно для обох сторін
provider-safe-1 = Ніколи не беріть і не просіть чужих документів на зберігання, навіть на день.
provider-safe-2 = Допомога така, як написано в пропозиції. Не просіть за неї роботи, грошей чи чогось іншого.
provider-safe-3 = Домовтеся про місце й час і скажіть про це людині, якій довіряєте.
provider-safe-4 = У разі небезпеки дзвоніть 112.
