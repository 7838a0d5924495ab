### Accounts, for administrators.
accounts = Accounts
accounts-lead = An account is found by its whole e-mail address. Accounts are not listed, and every look is written down.
accounts-email = E-mail address
accounts-email-hint = The whole address with which the person signs in.
accounts-find = Find
accounts-own = My own account
accounts-one = Account
accounts-address = Address
accounts-roles = Roles
accounts-no-roles = none
accounts-stands = Standing
accounts-is-disabled = Disabled since { $date }
accounts-sessions = { $n ->
    [one] Open, { $n } sign-in
   *[other] Open, { $n } sign-ins
}
accounts-providers = Belongs to so many organisations and people who offer help
accounts-since = Made on
accounts-is-own = This is your own account. Another administrator has to change it.
accounts-give = Which roles shall this account have?
accounts-give-hint = A role counts once its holder has signed in with a second factor.
accounts-give-do = Change roles
accounts-sure = Give this account more rights?
accounts-from-to = From { $from } to { $to }
accounts-sure-what = Whoever has a role sees and decides what others trust us with. Every other administrator is told that you gave one.
accounts-sure-do = Yes, give these rights
accounts-sure-not = No, leave it as it is
accounts-out = Shut out
accounts-out-lead = A disabled account is out at once and cannot sign in. What it did stays.
accounts-end = End all sign-ins
accounts-disable = Disable
accounts-enable = Enable again
word-staff-role-moderator = Moderator
word-staff-role-child-protection = Child protection
word-staff-role-administrator = Administrator
word-staff-role-auditor = Auditor
said-roles-set = The roles are changed.
said-account-disabled = The account is disabled.
said-account-enabled = The account can sign in again.
said-account-out = All sign-ins of the account are ended.
field-unknown-account = No account has this address.
field-administrator-needed = You are the only administrator of this site. First give somebody else the role.
problem-administrator-needed = This is the only administrator of this site. First give somebody else the role.
problem-own-account = Nobody changes their own roles or shuts themselves out. Ask another administrator.
mail-roles-given-subject = An account was given a role
mail-roles-given-body =
    Another administrator gave an account a role that it did not have.
    Open the link to see whose account it is, and which roles it has now.
    If this should not have happened, take the role away there at once, and talk to each other.
