### Parts of forms that several areas share.
form-yes = yes
form-no = no
form-unknown = not known
form-choose = please choose
form-needed = needed
form-optional = you may leave this out
form-place-hint = Write the name, then choose from the list that we show.
form-places = Which of these places?
