### Parts of forms that several areas share.
form-yes = da
form-no = nu
form-unknown = nu se știe
form-choose = alegeți
form-needed = obligatoriu
form-optional = puteți lăsa gol
form-place-hint = Scrieți numele, apoi alegeți din lista pe care o arătăm.
form-places = Care dintre aceste localități?
