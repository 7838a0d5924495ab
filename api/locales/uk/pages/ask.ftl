### Asking for help, step by step.
way-ask = Попросити допомогу
ask-step = Крок { $n } з { $of }
ask-back = Назад
ask-save-next = Зберегти й далі
ask-save-stop = Зберегти й вийти
ask-code = Ваш код до запиту:
ask-code-why = Запишіть його або сфотографуйте. З ним ви зможете продовжити з будь-якого телефону.
ask-have-code = Я вже маю код
ask-nobody-sees = Вас ніхто не бачить, доки ви не оберете. Ви можете видалити це будь-коли.
ask-choose = Оберіть зі списку
ask-change = Змінити
ask-go-on = Продовжити
ask-anew = Коду немає: почати спочатку
ask-level-none = не має значення
ask-level-prefer = бажано
ask-level-must = обов’язково
ask-title-what = Що вам потрібно?
ask-title-where = У якому місці?
ask-title-who = Хто їде з вами?
ask-title-with = Тварини та особливі потреби
ask-title-wishes = Що для вас важливо?
ask-title-when = На коли?
ask-title-reach = Як з вами зв’язатися?
ask-what-lead = Сім коротких кроків. Після кожного можна зупинитися.
ask-what-pick = Оберіть одне або кілька
ask-where-near = Біля якого міста чи села?
ask-where-from = Звідки ви їдете?
ask-where-to = Куди вам треба?
ask-where-town = Місто або село
ask-where-town-hint = Будь-якою мовою, наприклад Сірет або Сучава.
ask-where-by = біля міста { $place }
ask-where-crossing = Або пункт пропуску
ask-where-no-crossing = не на кордоні
ask-where-rest = Де шукати іншу допомогу?
ask-where-rest-end = Там, куди ви їдете
ask-where-rest-start = Там, звідки ви їдете
ask-where-radius = Як далеко може бути?
ask-where-within = до { $km } км
ask-where-anywhere = будь-де, відстань не має значення
ask-who-lead = Порахуйте й себе.
ask-who-adults = Дорослі, від 18 років
ask-who-women = Жінки
ask-who-men = Чоловіки
ask-who-other = Інші дорослі
ask-who-children = Вік кожної дитини
ask-who-children-hint = У роках, наприклад 4, 11. Немовля до року – 0. Якщо дітей немає, не заповнюйте.
ask-who-older = Скільки з дорослих мають 65 років або більше?
ask-who-young = Найстаршому з нас 18 років або менше, чи невідомо
ask-who-languages = Якими мовами ви говорите?
ask-who-more-languages = Інші мови
ask-with-lead = Нічого з цього? Просто йдіть далі.
ask-with-animals = Тварини, які їдуть з вами
ask-with-animals-hint = Скажіть зараз, щоб вам не відмовили на порозі.
ask-with-count-dog = Собаки: скільки
ask-with-count-cat = Коти: скільки
ask-with-count-other = Інші тварини: скільки
ask-with-size-dog = Який найбільший собака
ask-with-size-cat = Який найбільший кіт
ask-with-access = Що комусь із вас потрібно
ask-with-access-hint = Лише те, що має бути на місці. Про хвороби ми не питаємо.
ask-with-more = Якщо це вам допоможе
ask-with-hearing = хтось погано чує
ask-with-sight = хтось погано бачить
ask-with-dialysis = Діаліз: не далі скількох кілометрів? Не потрібен – не заповнюйте.
ask-wishes-lead = «Обов’язково» звужує вибір. Не знаєте? Просто йдіть далі.
ask-wishes-matters = Що обов’язково, що бажано
ask-wishes-more = Ще про житло
ask-wishes-split = За потреби можемо жити у двох місцях
ask-wishes-speciality = Який лікар?
ask-wishes-theme = Яка допомога? Не більше чотирьох.
ask-wishes-work = Яка робота?
ask-wishes-work-hint = Будь-яка робота – не обирайте нічого.
ask-work-91 = Прибирання
ask-work-94 = Допомога на кухні
ask-work-51 = Кухар, офіціант, перукар
ask-work-52 = Продаж
ask-work-53 = Догляд за людьми
ask-work-71 = Будівництво й ремонт
ask-work-75 = Пекарня, шиття, дерево
ask-work-83 = Водій
ask-work-61 = Поле й город
ask-work-2 = Робота, що потребує вищої освіти
ask-when-from = З якого дня?
ask-when-today = Сьогодні
ask-when-tomorrow = Завтра, наступного дня
ask-when-other = Іншого дня
ask-when-date = Який саме день
ask-when-date-hint = День і місяць, наприклад 28.11
ask-when-nights = На який час?
ask-when-nights-hint = Не знаєте? Тиждень – добрий початок.
ask-when-nights-n = { $n ->
    [one] { $n } ніч
    [few] { $n } ночі
   *[many] { $n } ночей
 }
ask-when-ride = Коли ви можете виїхати?
ask-when-ride-n = { $n ->
    [one] лише того дня
    [few] протягом { $n } днів від нього
   *[many] протягом { $n } днів від нього
 }
ask-when-soon = Як швидко?
ask-reach-lead = Інша сторона побачить це лише тоді, коли ви обоє погодитеся.
ask-reach-how = Оберіть один спосіб
ask-reach-here = Лише тут, за моїм кодом
ask-reach-here-hint = Ви заходите сюди самі. Телефону й пошти не пишете.
ask-reach-by-phone = Телефоном
ask-reach-by-email = Електронною поштою
ask-reach-phone = Ваш телефон
ask-reach-phone-hint = Лише якщо обрали телефон. З кодом країни, наприклад +380…
ask-reach-email = Пошта, лише якщо обрали пошту
ask-reach-alerts = Пишіть мені, коли є нова пропозиція. Не частіше ніж раз на день.
ask-reach-name = Як до вас звертатися?
ask-reach-name-hint = За бажанням. Підійде будь-яке ім’я.
ask-reach-note = Коли безпечно телефонувати?
ask-reach-note-hint = За бажанням, наприклад: після 18, повідомлень не залишати.
ask-review = Перегляньте ще раз і надішліть
ask-review-lead = Усе правильно? Кожну відповідь можна змінити.
ask-review-nothing = нічого особливого
ask-review-what = Що потрібно
ask-review-where = Де саме
ask-review-who = Хто їде
ask-review-with = Тварини й особливі потреби
ask-review-wishes = Що важливо
ask-review-when = Коли саме
ask-review-reach = Як зв’язатися
ask-review-from = звідки: { $place }
ask-review-to = куди: { $place }
ask-review-near = поблизу: { $place }
ask-review-speak = мови: { $languages }
ask-review-dialysis = діаліз не далі { $km } км
ask-review-from-day = від { $day }
ask-review-for = Для кого цей запит?
ask-review-for-asked = Для іншої людини: мене попросили
ask-review-for-asked-hint = Запит і код належать цій людині. Віддайте їй код.
ask-review-for-me = Для мене й тих, хто їде зі мною
ask-send = Надіслати запит
ask-sent = Запит надіслано
ask-sent-lead = Це ваш код. Лише він відкриває ваш запит. Запишіть його, сфотографуйте або надрукуйте картку.
ask-sent-go = Подивитися, що підходить
ask-sent-next = Що буде далі
ask-sent-next-1 = Ви переглядаєте пропозиції й обираєте. До того вас ніхто не бачить.
ask-sent-next-2 = Люди, які пропонують допомогу, відповідають «так» або «ні», зазвичай за два дні.
ask-sent-next-3 = Якщо «так», ви обоє бачите контакти одне одного.
ask-sent-helper = Ви подали запит для іншої людини? Віддайте їй код, а потім закрийте запит тут.
ask-sent-keep = Ми можемо показати код лише протягом доби. Потім цього не зможе ніхто, навіть ми.
ask-stopped = Збережено. Можна зробити перерву
ask-stopped-lead = Поки що нічого не надіслано. Продовжити можна до { $day }, потім ми все видалимо.
ask-stopped-how = Щоб продовжити, оберіть «Мій запит» на будь-якому телефоні та введіть код.
ask-people = Вам допоможе людина
ask-people-call = Подзвонити на лінію допомоги
ask-people-more = Так ми робимо для всіх, кому немає 18 років або хто не певен і чиїх батьків немає поруч. Люди, які вміють допомогти, тут кращі за список. Ви нічого поганого не зробили. Ця сторінка нікому про вас не повідомляє: зателефонуйте або підійдіть до когось на кордоні чи в центрі допомоги.
ask-people-wrong = Помилка? Змінити, хто їде
ask-discard = Видалити цей запит
ask-discard-lead = Усе, що ви написали, буде одразу видалено, і код більше нічого не відкриє.
ask-discard-do = Видалити все
ask-discard-not = Ні, залишити
ask-again = Введіть свій код
ask-again-lead = Вас довго не було, тому ми закрили запит на цьому телефоні. Те, що ви щойно написали, не зникне.
said-ask-closed = Вас довго не було, тому ми закрили запит на цьому телефоні. Нічого не втрачено: код відкриє його знову.
said-ask-not-saved = Остання сторінка не повна, тому її не збережено. Усе попереднє збережено.
said-ask-look-again = Одна відповідь уже не підходить. Перегляньте її ще раз і надішліть.
said-ask-discarded = Усе, що ви написали, видалено.
said-ask-opened = Ви відкрили запит, який почали раніше. Продовжуйте, лише якщо його почали ви або людина, яку ви попросили. Якщо код дав хтось інший, не продовжуйте: хто має код, той прочитає ваші відповіді. Почніть власний запит.
said-women = { $n ->
    [one] { $n } жінка
    [few] { $n } жінки
   *[many] { $n } жінок
 }
said-men = { $n ->
    [one] { $n } чоловік
    [few] { $n } чоловіки
   *[many] { $n } чоловіків
 }
said-other-adults = { $n ->
    [one] ще { $n } доросла людина
    [few] ще { $n } дорослі
   *[many] ще { $n } дорослих
 }
said-children = { $n ->
    [one] { $n } дитина
    [few] { $n } дитини
   *[many] { $n } дітей
 }
said-older = { $n ->
    [one] з них { $n } людина від 65 років
    [few] з них { $n } людини від 65 років
   *[many] з них { $n } людей від 65 років
 }
said-must = { $what }: обов’язково
said-wish = { $what }: бажано
said-period = { $from } – { $to } р.
said-km = { $km } км
said-km-less = менше ніж 1 км
