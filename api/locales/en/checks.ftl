### On what a point of the checklist rests.

desk-rests-on-document = seen in a document
desk-rests-on-register = looked up in a register
desk-rests-on-visit = seen on the spot or by video
desk-rests-on-call = asked in a call
desk-rests-on-offer = read in the offer
