### Prima pagină.
home-title = Ajutor verificat de oameni
home-question = De ce aveți nevoie astăzi?
home-lead = Oamenii au verificat fiecare ofertă înainte să o vedeți. Gratuit. Fără cont, fără pașaport.
home-counts = Numărul arată câte oferte verificate sunt deschise acum. Puteți cere mai multe lucruri într-o singură cerere.
home-how = Cum funcționează
home-how-1 = Spuneți de ce aveți nevoie
home-how-1-text = Pași scurți. Primiți un cod și vă puteți opri oricând.
home-how-2 = Vă arătăm ce se potrivește și de ce
home-how-2-text = La fiecare ofertă scrie ce s-a verificat și când. Alegeți dumneavoastră.
home-how-3 = Amândoi spun da
home-how-3-text = Abia atunci vedeți telefonul și adresa celuilalt. Nimeni nu vă poate căuta.
