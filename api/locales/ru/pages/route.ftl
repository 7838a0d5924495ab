### Список водителя: кто где садится и выходит.
provider-route = Кто где садится и где выходит
provider-route-stop = Остановка
provider-route-on = Садятся
provider-route-off = Выходят
provider-route-free = До следующей остановки
provider-route-all = У этих людей место на всю дорогу, их остановок никто не указал:
said-clocks = { $time } (по местному времени: { $place })
provider-departs-from-hint = По местному времени на первой остановке.
