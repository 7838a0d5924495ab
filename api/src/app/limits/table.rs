//! The table: what is limited, for whom, to how much.

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Search of offers by programs.
    Search,
    /// Pages that search, and places: many people share the address of a centre or of a mobile network.
    Pages,
    /// Filing requests.
    Requests,
    /// Signing in to one account.
    SignIn,
    /// Signing in from one address.
    SignInAddress,
    /// Asking for accounts, other passwords and other addresses, from one address.
    SignUp,
    /// Mails with a link to one address, or asked for by one account.
    Links,
    /// Codes that a moderator or a case worker replaces.
    Reissues,
    /// Codes that open nothing, from one address.
    Codes,
    /// Codes that open nothing, from everywhere.
    AllCodes,
    /// What is said about pages, and reports.
    Remarks,
    /// Setting and showing passwords and PINs of one's own: each costs a turn of the hashing that every sign-in waits for.
    Passwords,
    /// Who somebody is, opened by one person: more than a day's work.
    ManyLooks,
    /// The same: more than anybody's work.
    Looks,
    /// Offers that a provider hands in, one by one: a list is imported.
    Offers,
    /// Mails to one address that nobody there asked for: that a request names it, that a request names it no longer.
    Receipts,
    /// Requests that somebody begins to write.
    Drafts,
    /// Needs that are ranked or explained and not filed, for one account or partner application.
    MatchSearch,
    /// What a partner application asks in a day. Each key has a quota of its own, which is counted where the key is looked up, so
    /// that this is no setting.
    PartnerDay,
}

/// What is known of whoever is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    /// IPv4 whole, IPv6 by its first 64 bits: what one line is given.
    Address,
    /// IPv4 by its first 24 bits, IPv6 by 64.
    Network,
    /// An account, a provider.
    Account,
    /// Everybody together.
    All,
}

/// What happens above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    /// Refused.
    Refuse,
    /// Let through and told to the operator: a reception centre shares one address.
    Flag,
}

/// What happens when nobody can count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Uncounted {
    /// Let through: what people need must not hang on the counter.
    Open,
    /// Refused for the moment: guesses must not go uncounted.
    Closed,
}

pub(super) struct Rule {
    pub name: &'static str,
    pub quota: u32,
    pub window_s: u32,
    pub per: Per,
    pub above: Above,
    pub uncounted: Uncounted,
}

const MINUTE: u32 = 60;
const QUARTER: u32 = 15 * 60;
const HOUR: u32 = 3600;
const DAY: u32 = 86_400;

impl Limit {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Search,
        Self::Pages,
        Self::Requests,
        Self::SignIn,
        Self::SignInAddress,
        Self::SignUp,
        Self::Links,
        Self::Reissues,
        Self::Codes,
        Self::AllCodes,
        Self::Remarks,
        Self::Passwords,
        Self::ManyLooks,
        Self::Looks,
        Self::Offers,
        Self::Receipts,
        Self::Drafts,
        Self::MatchSearch,
    ];

    /// The table; docs/deploying.md, Limits, tells operators of it.
    #[rustfmt::skip]
    pub(super) const fn rule(self) -> Rule {
        use Above::{Flag, Refuse};
        use Per::{Account, Address, All, Network};
        use Uncounted::{Closed, Open};
        let (name, quota, window_s, per, above, uncounted) = match self {
            Self::Search        => ("search",              60, MINUTE,  Address, Refuse, Open),
            Self::Pages         => ("pages",              300, MINUTE,  Address, Refuse, Open),
            Self::Requests      => ("requests",            60, HOUR,    Network, Flag,   Open),
            Self::SignIn        => ("sign-in",             10, QUARTER, Account, Refuse, Closed),
            Self::SignInAddress => ("sign-in-address",    100, QUARTER, Address, Refuse, Closed),
            Self::SignUp        => ("sign-up",             20, HOUR,    Address, Refuse, Closed),
            // Whether the address has an account or not: the answer must not tell.
            Self::Links         => ("links",                5, HOUR,    Account, Refuse, Closed),
            Self::Reissues      => ("reissues",            20, HOUR,    Account, Refuse, Closed),
            Self::Codes         => ("codes",               10, HOUR,    Address, Refuse, Closed),
            // 128 bits are not guessed: this keeps a flood of guesses from the database, and is high enough that whoever wants to
            // shut everybody else out needs two thousand addresses.
            Self::AllCodes      => ("all-codes",        20000, HOUR,    All,     Refuse, Closed),
            Self::Remarks       => ("remarks",             60, HOUR,    Address, Refuse, Open),
            Self::Passwords      => ("passwords",           20, HOUR,    Account, Refuse, Closed),
            Self::ManyLooks     => ("many-looks",          30, DAY,     Account, Flag,   Closed),
            Self::Looks         => ("looks",              100, DAY,     Account, Refuse, Closed),
            Self::Offers        => ("offers",              10, DAY,     Account, Refuse, Closed),
            // Refused is the mail alone: what it says is done.
            Self::Receipts      => ("receipts",            10, DAY,     Account, Refuse, Closed),
            // Each is kept for a week. A centre with hundreds of people behind one address stays far below.
            Self::Drafts        => ("drafts",            1000, HOUR,    Network, Refuse, Open),
            Self::MatchSearch   => ("match-search",        60, MINUTE,  Account, Refuse, Open),
            Self::PartnerDay    => ("partner-day",      10000, DAY,     Account, Refuse, Closed),
        };
        Rule { name, quota, window_s, per, above, uncounted }
    }

    /// Its name, as operators write it and as the RateLimit headers say it.
    pub const fn name(self) -> &'static str {
        self.rule().name
    }

    /// Whether somebody can be refused by it.
    pub const fn refuses(self) -> bool {
        matches!(self.rule().above, Above::Refuse)
    }
}
