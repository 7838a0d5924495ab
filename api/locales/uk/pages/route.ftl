### Список водія: хто де сідає й виходить.
provider-route = Хто де сідає й де виходить
provider-route-stop = Зупинка
provider-route-on = Сідають
provider-route-off = Виходять
provider-route-free = До наступної зупинки
provider-route-all = Ці люди мають місце на всю дорогу, їхніх зупинок ніхто не вказав:
said-clocks = { $time } (за місцевим часом: { $place })
provider-departs-from-hint = За місцевим часом на першій зупинці.
