### The mail of a day.
own-often = Как часто
own-often-hint = Для отмеченных выше писем. То, что касается сегодняшнего дня, приходит сразу.
own-often-at-once = сразу
own-often-daily = раз в день, утром, одним письмом
mail-digest-subject = Что нового на Punte
mail-digest-body = Всё, что пришло с прошлого утра, в одном письме, как Вы выбрали.
mail-digest-line = { $what } (всего { $n }): { $url }
admin-job-digest = Отправка письма за день
