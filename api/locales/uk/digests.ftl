### The mail of a day.
own-often = Як часто
own-often-hint = Для позначених вище листів. Те, що на сьогодні, не чекає.
own-often-at-once = одразу
own-often-daily = раз на день, уранці, одним листом
mail-digest-subject = Що нового на Punte
mail-digest-body = Усе, що надійшло від минулого ранку, в одному листі, як Ви обрали.
mail-digest-line = { $what } (усього { $n }): { $url }
admin-job-digest = Надсилання листа за день
