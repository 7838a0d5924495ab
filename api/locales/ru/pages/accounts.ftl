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
    [one] Включена, { $n } сеанс
    [few] Включена, { $n } сеанса
   *[other] Включена, { $n } сеансов
}
accounts-providers = К скольким организациям и людям, которые предлагают помощь, относится
accounts-since = Создана
accounts-is-own = Это ваша учётная запись. Изменить её должен другой администратор.
accounts-give = Какие роли будут у этой учётной записи?
accounts-give-hint = Роль действует, когда её владелец вошёл со вторым фактором.
accounts-give-do = Изменить роли
accounts-sure = Дать этой учётной записи больше прав?
accounts-from-to = Сейчас: { $from }. Станет: { $to }
accounts-sure-what = У кого есть роль, тот видит и решает то, что нам доверили другие. Всем остальным администраторам мы напишем, что вы дали роль.
accounts-sure-do = Да, дать эти права
accounts-sure-not = Нет, оставить как есть
accounts-out = Закрыть доступ
accounts-out-lead = Отключённая учётная запись сразу теряет доступ, и войти с ней нельзя. Сделанное остаётся.
accounts-end = Завершить все сеансы
accounts-disable = Отключить
accounts-enable = Включить снова
word-staff-role-moderator = Модерация предложений
word-staff-role-child-protection = Защита детей
word-staff-role-administrator = Администрирование
word-staff-role-auditor = Аудит и проверка
said-roles-set = Роли изменены.
said-account-disabled = Учётная запись отключена.
said-account-enabled = С учётной записью снова можно войти.
said-account-out = Все сеансы этой учётной записи завершены.
field-unknown-account = С этим адресом учётной записи нет.
field-administrator-needed = Вы единственный администратор этого сайта. Сначала дайте эту роль кому-нибудь другому.
problem-administrator-needed = Это единственный администратор этого сайта. Сначала дайте эту роль кому-нибудь другому.
problem-own-account = Никто не меняет свои роли и не закрывает доступ себе. Обратитесь к другому администратору.
mail-roles-given-subject = Учётной записи дали роль
mail-roles-given-body =
    Другой администратор дал учётной записи роль, которой у неё не было.
    Откройте ссылку, чтобы увидеть, чья это запись и какие у неё теперь роли.
    Если этого не должно было случиться, сразу заберите там роль и поговорите между собой.
