home-what = Punte brings checked help to people who had to leave their home. People looked at every offer here.
home-from-mail = You came from a mail? The organisation that works with you shows you what is new. Ask them.
home-danger = In danger? Call 112. Punte is not an emergency service.
home-offers = Checked offers
home-api = How applications talk to Punte
