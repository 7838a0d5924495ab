### În spatele linkului din mesajul care întreabă cum sunt oamenii.
said-check-in-looking = Vă mulțumim. Deschideți-vă cererea ca să căutați mai departe.
