### Журнал дій, для аудиту.
way-audit = Журнал дій
audit = Журнал дій
audit-lead = Що зроблено, коли, ким і з чим. У журналі є ідентифікатори та коди, а персональних даних немає; змінити в ньому нічого не можна.
audit-action = Що зроблено
audit-subject = З чим
audit-day = День
audit-when = Коли
audit-who = Ким
audit-none = Таких рядків немає
audit-all = Увесь журнал
audit-more = Давніші рядки
audit-by-visitor = Відвідувач
audit-by-account = Обліковий запис
audit-by-tracking = Родина
audit-by-system = Сама система
audit-by-partner = Застосунок партнера
