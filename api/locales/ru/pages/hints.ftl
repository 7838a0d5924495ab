### What moderators are shown about an offer besides the offer.

desk-hints = Посмотрите на это
desk-hints-text = Это видно из текста и сравнения. Может быть хорошая причина, и само оно ничего не решает.
desk-hint-far-from-place = { $n ->
    [one] точка в { $n } км от названного места
    [few] точка в { $n } км от названного места
    *[many] точка в { $n } км от названного места
 }
desk-hint-repeated-point = { $n ->
    [one] такая же точка ещё у { $n } предложения
    [few] такая же точка ещё у { $n } предложений
    *[many] такая же точка ещё у { $n } предложений
 }
desk-hint-repeated-address = { $n ->
    [one] такой же адрес ещё у { $n } предложения
    [few] такой же адрес ещё у { $n } предложений
    *[many] такой же адрес ещё у { $n } предложений
 }
desk-wording-woman-alone = обращено к женщине или девушке, которая одна
desk-wording-documents = просят документы или забирают их
desk-wording-pay = оплата слишком высокая, неясная, не деньгами или никакой
desk-wording-lodging-for-work = жильё за работу или пока есть работа
desk-wording-money-first = деньги вперёд, до какой-либо услуги
desk-wording-disguised-contact = скрытый способ связи
desk-wording-pressure = спешка, тайна, без вопросов или без телефона
desk-hint-alike = { $n ->
    [one] ещё { $n } предложение рядом говорит почти то же
    [few] ещё { $n } предложения рядом говорят почти то же
    *[many] ещё { $n } предложений рядом говорят почти то же
 }
desk-hint-same-contact = { $n ->
    [one] тот же контакт у { $n } предложения кого-то другого
    [few] тот же контакт у { $n } предложений кого-то другого
    *[many] тот же контакт у { $n } предложений кого-то другого
 }
desk-hint-many-offers = { $n ->
    [one] кто предлагает, здесь недавно: { $n } предложение за сутки
    [few] кто предлагает, здесь недавно: { $n } предложения за сутки
    *[many] кто предлагает, здесь недавно: { $n } предложений за сутки
 }
desk-hint-new-at-border = здесь только с { $date } и у границы: не дальше { $km } км от пункта пропуска
desk-hint-guests-gone = гости, о которых договорились, не остались: не приехали — { $never }, уехали через несколько дней — { $early }
desk-hint-pay-below-minimum = оплата ниже минимальной: предлагают { $offered }, самое меньшее — { $least }
desk-hint-pay-law = { $law }, действует с { $date }
desk-hint-pay-read = данные прочитаны { $date }
desk-hint-pay-known-until = известно только до { $date }, с тех пор минимум мог вырасти
desk-hint-minimum-out-of-date = сравните оплату сами: предлагают { $offered }, самое меньшее из известного нам — { $least }
desk-hint-blocked-before = общее с тем, кого заблокировали: { $by }
desk-known-phone = номер телефона
desk-known-email = адрес почты
desk-known-registration-number = номер в реестре
desk-known-member = человек, который есть у обоих
desk-apart-same-door = меньше чем в 150 м
desk-apart-same-quarter = меньше чем в 1 км
desk-apart-same-area = в этом или соседнем районе
desk-apart-unknown = расстояние неизвестно
desk-signals-later = Ещё сравниваем
desk-hint-dismiss = Это не проблема
desk-hint-restore = Всё же посмотреть
desk-hint-dismissed = (признано не проблемой: { $time })
desk-hints-settled = Всё найденное уже просмотрено
desk-hints-dismissed = { $n ->
    [one] { $n } сигнал признан не проблемой
    [few] { $n } сигнала признаны не проблемой
    [many] { $n } сигналов признано не проблемой
   *[other] { $n } сигнала признано не проблемой
 }
desk-trouble-hint-changed = Этот сигнал изменился
desk-trouble-do-hint-changed = С тех пор как вы открыли страницу, найдено больше или что-то другое. Посмотрите ещё раз ниже.
