### Учётные записи, для администраторов.
accounts = Учётные записи
accounts-lead = Учётную запись можно найти по полному адресу электронной почты. Списка нет, и каждый просмотр записывается.
accounts-email = Адрес электронной почты
accounts-email-hint = Полный адрес, с которым человек входит.
accounts-find = Найти учётную запись
accounts-own = Моя учётная запись
accounts-one = Учётная запись
accounts-address = Адрес
accounts-roles = Роли
accounts-no-roles = нет
accounts-stands = Состояние
accounts-is-disabled = Отключена: { $date }
accounts-sessions = { $n ->
    [one] Включена, { $n } вход
    [few] Включена, { $n } входа
   *[other] Включена, { $n } входов
}
accounts-providers = К скольким организациям и людям, которые предлагают помощь, относится
accounts-since = Создана
accounts-is-own = Это ваша учётная запись. Изменить её должен другой администратор.
accounts-give = Какие роли будут у этой учётной записи?
accounts-give-hint = Роль действует, когда её владелец вошёл со вторым фактором.
accounts-give-do = Сохранить роли
accounts-out = Закрыть доступ
accounts-out-lead = Отключённая учётная запись сразу теряет доступ, и войти с ней нельзя. Сделанное остаётся.
accounts-end = Завершить все входы
accounts-disable = Отключить
accounts-enable = Включить снова
word-staff-role-moderator = Модерация предложений
word-staff-role-child-protection = Защита детей
word-staff-role-administrator = Администрирование
word-staff-role-auditor = Аудит и проверка
said-roles-set = Роли сохранены.
said-account-disabled = Учётная запись отключена.
said-account-enabled = С учётной записью снова можно войти.
said-account-out = Все входы этой учётной записи завершены.
field-unknown-account = С этим адресом учётной записи нет.
field-administrator-needed = Вы единственный администратор этого сайта. Сначала дайте эту роль кому-нибудь другому.
problem-administrator-needed = Это единственный администратор этого сайта. Сначала дайте эту роль кому-нибудь другому.
problem-own-account = Никто не меняет свои роли и не закрывает доступ себе. Обратитесь к другому администратору.
