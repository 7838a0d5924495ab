### Lista șoferului: cine unde urcă și unde coboară.
provider-route = Cine urcă și cine coboară, la ce oprire
provider-route-stop = Oprire
provider-route-on = Urcă
provider-route-off = Coboară
provider-route-free = Până la oprirea următoare
provider-route-all = Aceștia au loc pe tot traseul; nimeni nu a spus care sunt opririle lor:
said-clocks = { $time } (ora locală: { $place })
provider-departs-from-hint = După ora locală de la prima oprire.
