### Ce s-a întâmplat până acum cu ce s-a convenit.
after-history = Ce s-a întâmplat până acum
after-by-helper = de cineva care îi ajută
