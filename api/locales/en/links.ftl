### Links in mails: making an account, and choosing another password.
sign-up-mail = We send a mail with a link to this address. With it you choose a password.
link-send = Send me the mail
link-code = Code from the mail
link-code-hint = Letters and digits. Small letters, spaces and dashes do not matter.
link-password = A password of your choice
link-none = No mail came, or the code is too old?
link-again = Ask for another mail
said-link-sent = A mail is on its way to this address. Open its link, or copy the code in it into this page. It may take a few minutes; look into the spam folder, too.
confirm = Confirm your address
confirm-lead = Copy the code from our mail, unless it is here already, and choose a password. Then the account is there.
confirm-do = Make the account
forgot = Forgot your password?
forgot-lead = Write your address. If it has an account, we send a mail there, with a link to choose another password.
forgot-factor = A second factor stays as it is: you are asked for its code as always.
said-reset-sent = If this address has an account, a mail is on its way. Open its link within an hour, or copy the code in it into this page.
reset = Choose another password
reset-lead = Copy the code from our mail, unless it is here already. Afterwards you are signed out everywhere.
reset-do = Change the password
said-password-reset = The password is changed. Sign in with the new one.
field-link-code = This code does not work. It may be old or used already. Ask for another mail.
problem-email-unconfirmed = Your e-mail address is not confirmed yet. Choose a new password by mail (“Forgot your password?”): that confirms it. Then send the offer again.
mail-code = If the page asks for a code: { $code }
mail-address-to-confirm-subject = Please confirm your address
mail-address-to-confirm-body =
    Somebody, probably you, wants to make an account on Punte with this address.
    If it was you, open the link and choose a password. It works once, for 24 hours.
    If it was not you, you need not do anything: without the link there is no account.
mail-address-taken-subject = You have an account already
mail-address-taken-body =
    Somebody, probably you, wanted to use this address for an account on Punte. It has one already.
    Open the link to sign in. If you do not know the password, choose “Forgot your password?” there.
    If it was not you, you need not do anything: nobody was told that there is an account.
mail-password-forgotten-subject = Choose another password
mail-password-forgotten-body =
    Somebody, probably you, asks for another password for your account on Punte.
    If it was you, open the link and choose one. It works once, for an hour.
    If it was not you, you need not do anything: the password stays as it is.
mail-password-changed-subject = Your password was changed
mail-password-changed-body =
    The password of your account on Punte was changed, and other sign-ins were ended.
    If it was you, all is well.
    If it was not you, choose another one at once: “Forgot your password?” on the page for signing in.
