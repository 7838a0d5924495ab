home-what = Punte aduce ajutor verificat oamenilor care au fost nevoiți să plece de acasă. Fiecare ofertă de aici a fost văzută de oameni.
home-from-mail = Ați venit dintr-un e-mail? Organizația care lucrează cu dumneavoastră vă arată ce este nou. Întrebați-o.
home-danger = Sunteți în pericol? Sunați la 112. Punte nu este un serviciu de urgență.
home-offers = Oferte verificate
home-api = Cum vorbesc aplicațiile cu Punte
