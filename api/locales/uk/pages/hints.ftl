### What moderators are shown about an offer besides the offer.

desk-hints = Гляньте на це
desk-hints-text = Це видно з тексту й порівняння. Може бути добра причина, і саме собою це нічого не вирішує.
desk-hint-far-from-place = { $n ->
    [one] точка за { $n } км від названого місця
    [few] точка за { $n } км від названого місця
    *[many] точка за { $n } км від названого місця
 }
desk-hint-repeated-point = { $n ->
    [one] така сама точка ще в { $n } пропозиції
    [few] така сама точка ще в { $n } пропозиціях
    *[many] така сама точка ще в { $n } пропозиціях
 }
desk-hint-repeated-address = { $n ->
    [one] така сама адреса ще в { $n } пропозиції
    [few] така сама адреса ще в { $n } пропозиціях
    *[many] така сама адреса ще в { $n } пропозиціях
 }
desk-wording-woman-alone = звернено до жінки чи дівчини, яка сама
desk-wording-documents = просять документи або забирають їх
desk-wording-pay = оплата надто висока, нечітка, не грошима або її немає
desk-wording-lodging-for-work = житло за роботу або доки триває робота
desk-wording-money-first = гроші наперед, до будь-якої послуги
desk-wording-disguised-contact = прихований спосіб зв’язку
desk-wording-pressure = поспіх, таємниця, без запитань або без телефону
desk-hint-alike = { $n ->
    [one] ще { $n } пропозиція поруч каже майже те саме
    [few] ще { $n } пропозиції поруч кажуть майже те саме
    *[many] ще { $n } пропозицій поруч кажуть майже те саме
 }
desk-hint-same-contact = { $n ->
    [one] той самий контакт у { $n } пропозиції когось іншого
    [few] той самий контакт у { $n } пропозицій когось іншого
    *[many] той самий контакт у { $n } пропозицій когось іншого
 }
desk-hint-many-offers = { $n ->
    [one] хто пропонує, тут недавно: { $n } пропозиція за добу
    [few] хто пропонує, тут недавно: { $n } пропозиції за добу
    *[many] хто пропонує, тут недавно: { $n } пропозицій за добу
 }
desk-hint-new-at-border = тут лише з { $date } і біля кордону: щонайбільше { $km } км від пункту пропуску
desk-hint-guests-gone = гості, про яких домовилися, не лишилися: не приїхали – { $never }, поїхали за кілька днів – { $early }
desk-hint-pay-below-minimum = оплата нижча за мінімальну: пропонують { $offered }, найменше – { $least }
desk-hint-pay-law = { $law }, чинне з { $date }
desk-hint-pay-read = дані прочитано { $date }
desk-hint-pay-known-until = відомо лише до { $date }, відтоді мінімум міг зрости
desk-hint-minimum-out-of-date = порівняйте оплату самі: пропонують { $offered }, найменше з відомого нам – { $least }
desk-hint-blocked-before = спільне з тим, кого заблоковано: { $by }
desk-known-phone = номер телефону
desk-known-email = адреса пошти
desk-known-registration-number = номер у реєстрі
desk-known-member = людина, яка належить до обох
desk-apart-same-door = менш як за 150 м
desk-apart-same-quarter = менш як за 1 км
desk-apart-same-area = у цій або сусідній місцевості
desk-apart-unknown = відстань невідома
desk-signals-later = Ще порівнюємо
desk-hint-dismiss = Це не проблема
desk-hint-restore = Усе ж переглянути
desk-hint-dismissed = (позначено «це не проблема»: { $time })
desk-hints-settled = Усе знайдене вже переглянуто
desk-hints-dismissed = { $n ->
    [one] { $n } підказку визнано не проблемою
    [few] { $n } підказки визнано не проблемою
    [many] { $n } підказок визнано не проблемою
   *[other] { $n } підказки визнано не проблемою
 }
desk-trouble-hint-changed = Ця підказка змінилася
desk-trouble-do-hint-changed = Відколи ви відкрили сторінку, знайдено більше або щось інше. Погляньте ще раз нижче.
