### The first page.
home-title = Help that people have checked
home-question = What do you need today?
home-lead = People checked every offer before you see it. Free. No account, no passport.
home-counts = The number shows checked offers that are open now. You can ask for several things in one request.
home-how = How it works
home-how-1 = You say what you need
home-how-1-text = Short steps. You get a code and can stop at any time.
home-how-2 = We show what fits, and why
home-how-2-text = Each offer says what was checked and when. You choose.
home-how-3 = Both say yes
home-how-3-text = Only then you see each other’s phone and address. Nobody can look you up.
