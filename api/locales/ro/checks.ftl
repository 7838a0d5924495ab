### Pe ce se bazează un punct al listei.

desk-rests-on-document = văzut într-un act
desk-rests-on-register = căutat într-un registru
desk-rests-on-visit = văzut la fața locului sau prin video
desk-rests-on-call = aflat la telefon
desk-rests-on-offer = citit în ofertă
