### Журнал действий, для аудита.
way-audit = Журнал действий
audit = Журнал действий
audit-lead = Что сделано, когда, кем и с чем. В журнале есть идентификаторы и коды, а персональных данных нет; изменить в нём ничего нельзя.
audit-action = Что сделано
audit-subject = С чем
audit-day = Дата
audit-when = Когда это было
audit-who = Кем
audit-none = Таких строк нет
audit-all = Весь журнал
audit-more = Более ранние строки
audit-by-visitor = Посетитель
audit-by-account = Учётная запись
audit-by-tracking = Семья
audit-by-system = Система
audit-by-partner = Приложение партнёра
