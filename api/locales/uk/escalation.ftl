### Передати іншій людині, яка перевіряє; схвалити без списку перевірок.

problem-handed-on = Ви передали це іншій людині. Тепер вирішувати їй.
problem-checklist-missing = Для такої пропозиції немає списку перевірок, тому схвалити її не можна. Список мають додати ті, хто веде цей сайт.
desk-tab-escalated = Передані далі
desk-empty-escalated = Нічого не передано далі
desk-lease-handed-on = ви передали її далі: вирішує інша людина
desk-handed-on = Ви передали цю версію далі. Про неї вирішує інша людина.
desk-handed-on-tag = передано далі
desk-handed-on-title = Чому передано далі
desk-hand-on = Передати іншій людині, яка перевіряє
desk-hand-on-what = Якщо ви не можете вирішити: пропозиція стане першою в черзі, і вирішить хтось інший. Ви про цю версію більше не вирішуєте.
desk-hand-on-why = Чому ви її передаєте?
desk-hand-on-note = Кілька слів тому, хто вирішуватиме
desk-hand-on-note-hint = Прочитають лише люди, які перевіряють. Без імен, номерів та адрес.
desk-hand-on-do = Передати далі
desk-key-hand-on = передати іншій людині
said-desk-handed-on = Передано далі. Для інших ця пропозиція перша в черзі.
desk-trouble-handed-on = Ви передали цю версію далі
desk-trouble-do-handed-on = Нічого не вирішено. Тепер вирішує інша людина.
desk-trouble-checklist = Для такої пропозиції немає списку перевірок
desk-trouble-do-checklist = Без нього нічого не схвалюють. Попросіть змінити, не приймайте або зверніться до тих, хто веде сайт.
desk-figures-escalations = Передано далі, за причинами
word-escalation-needs-second-opinion = потрібен ще один погляд
word-escalation-needs-language = потрібна людина, яка знає мову
word-escalation-needs-local-knowledge = потрібна людина, яка знає це місце
word-escalation-danger-suspected = хтось може бути в небезпеці
word-escalation-conflict-of-interest = є особистий зв’язок із тими, хто пропонує
