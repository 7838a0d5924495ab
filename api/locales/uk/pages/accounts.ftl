### Облікові записи, для адміністраторів.
accounts = Облікові записи
accounts-lead = Обліковий запис можна знайти за повною електронною адресою. Переліку немає, і кожен перегляд записується.
accounts-email = Електронна адреса
accounts-email-hint = Повна адреса, з якою людина входить.
accounts-find = Знайти
accounts-own = Мій обліковий запис
accounts-one = Обліковий запис
accounts-address = Електронна адреса
accounts-roles = Ролі
accounts-no-roles = немає
accounts-stands = Стан
accounts-is-disabled = Вимкнено: { $date }
accounts-sessions = { $n ->
    [one] Увімкнено, { $n } вхід
    [few] Увімкнено, { $n } входи
   *[other] Увімкнено, { $n } входів
}
accounts-providers = Від скількох організацій і людей пропонує допомогу
accounts-since = Створено
accounts-is-own = Це ваш обліковий запис. Змінити його має інший адміністратор.
accounts-give = Які ролі матиме цей обліковий запис?
accounts-give-hint = Роль діє, коли її власник увійшов із другим фактором.
accounts-give-do = Змінити ролі
accounts-sure = Дати цьому обліковому запису більше прав?
accounts-from-to = Зараз: { $from }. Буде: { $to }
accounts-sure-what = Хто має роль, той бачить і вирішує те, що нам довірили інші. Усім іншим адміністраторам ми напишемо, що ви дали роль.
accounts-sure-do = Так, дати ці права
accounts-sure-not = Ні, залишити як є
accounts-out = Закрити доступ
accounts-out-lead = Вимкнений обліковий запис одразу втрачає доступ, і увійти з ним не можна. Зроблене залишається.
accounts-end = Завершити всі входи
accounts-disable = Вимкнути
accounts-enable = Увімкнути знову
word-staff-role-moderator = Модерація
word-staff-role-child-protection = Захист дітей
word-staff-role-administrator = Адміністрування
word-staff-role-auditor = Аудит
said-roles-set = Ролі змінено.
said-account-disabled = Обліковий запис вимкнено.
said-account-enabled = З обліковим записом знову можна увійти.
said-account-out = Усі входи цього облікового запису завершено.
field-unknown-account = З цією адресою облікового запису немає.
field-administrator-needed = Ви єдиний адміністратор цього сайту. Спершу дайте цю роль комусь іншому.
problem-administrator-needed = Це єдиний адміністратор цього сайту. Спершу дайте цю роль комусь іншому.
problem-own-account = Ніхто не змінює власних ролей і не закриває доступу собі. Зверніться до іншого адміністратора.
mail-roles-given-subject = Обліковому запису дали роль
mail-roles-given-body =
    Інший адміністратор дав обліковому запису роль, якої в нього не було.
    Відкрийте посилання, щоб побачити, чий це запис і які ролі він має тепер.
    Якщо цього не мало статися, одразу заберіть там роль і поговоріть між собою.
