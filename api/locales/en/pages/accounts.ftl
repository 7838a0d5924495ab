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
accounts-give-do = Keep these roles
accounts-out = Shut out
accounts-out-lead = A disabled account is out at once and cannot sign in. What it did stays.
accounts-end = End all sign-ins
accounts-disable = Disable
accounts-enable = Enable again
word-staff-role-moderator = Moderator
word-staff-role-child-protection = Child protection
word-staff-role-administrator = Administrator
word-staff-role-auditor = Auditor
said-roles-set = The roles are kept.
said-account-disabled = The account is disabled.
said-account-enabled = The account can sign in again.
said-account-out = All sign-ins of the account are ended.
field-unknown-account = No account has this address.
field-administrator-needed = You are the only administrator of this site. First give somebody else the role.
problem-administrator-needed = This is the only administrator of this site. First give somebody else the role.
problem-own-account = Nobody changes their own roles or shuts themselves out. Ask another administrator.
