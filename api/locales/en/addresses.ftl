### Another e-mail address of an account.
own-address = E-mail address
own-address-now = You sign in with
own-address-lead = We send a mail with a link to the new address. Until you follow it, nothing changes.
own-address-new = The new e-mail address
said-address-sent = A mail is on its way to the new address. Open its link within an hour, or copy the code in it into this page. We write to the address of now, too.
address = Confirm your new address
address-lead = Copy the code from the mail to the new address, unless it is here already. It works in the account that asked for it: the one in which you are signed in now has to be that one. From then on you sign in with the new address.
address-do = Change the address
said-address-changed = The address is changed. From now on you sign in with the new one.
field-same-address = This is the address that you have now. Write another one.
mail-address-to-change-subject = Confirm the new address of your account
mail-address-to-change-body =
    Somebody, probably you, wants an account on Punte to have this address from now on.
    If it was you, open the link, sign in with the address of now, and confirm it. It works once, for an hour.
    If it was not you, you need not do anything: nobody can use the link without the password of that account.
mail-address-change-asked-subject = Another address was asked for your account
mail-address-change-asked-body =
    Somebody who knows your password, probably you, wants to change the e-mail address of your account on Punte.
    If it was you, open the link in the mail that went to the new address.
    If it was not you, choose another password at once. If you can no longer sign in, tell us by the link below.
mail-address-changed-subject = The address of your account was changed
mail-address-changed-body =
    Your account on Punte has this address now. You sign in with it, and mails go here.
    The password and your sign-ins stay as they are.
mail-address-left-subject = This address was taken out of an account
mail-address-left-body =
    An account on Punte had this address. It has another one now: one no longer signs in with this address, and no more mails come here.
    If it was you, you need not do anything.
    If it was not you, somebody has got into your account. Where you are still signed in, choose another password at once. In any case call, or tell us by the link, with the number of one of your offers: people can stop them and close the account.
