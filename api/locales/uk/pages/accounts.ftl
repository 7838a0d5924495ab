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
accounts-providers = До скількох організацій і людей, що пропонують допомогу, належить
accounts-since = Створено
accounts-is-own = Це ваш обліковий запис. Змінити його має інший адміністратор.
accounts-give = Які ролі матиме цей обліковий запис?
accounts-give-hint = Роль діє, коли її власник увійшов із другим фактором.
accounts-give-do = Зберегти ролі
accounts-out = Закрити доступ
accounts-out-lead = Вимкнений обліковий запис одразу втрачає доступ, і увійти з ним не можна. Зроблене залишається.
accounts-end = Завершити всі входи
accounts-disable = Вимкнути
accounts-enable = Увімкнути знову
word-staff-role-moderator = Модерація
word-staff-role-child-protection = Захист дітей
word-staff-role-administrator = Адміністрування
word-staff-role-auditor = Аудит
said-roles-set = Ролі збережено.
said-account-disabled = Обліковий запис вимкнено.
said-account-enabled = З обліковим записом знову можна увійти.
said-account-out = Усі входи цього облікового запису завершено.
field-unknown-account = З цією адресою облікового запису немає.
field-administrator-needed = Ви єдиний адміністратор цього сайту. Спершу дайте цю роль комусь іншому.
problem-administrator-needed = Це єдиний адміністратор цього сайту. Спершу дайте цю роль комусь іншому.
problem-own-account = Ніхто не змінює власних ролей і не закриває доступу собі. Зверніться до іншого адміністратора.
