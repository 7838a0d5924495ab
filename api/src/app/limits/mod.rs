//! How often somebody may do what can be abused: one table, counted in PostgreSQL, so that several servers agree.
//!
//! Windows are fixed: two statements in a row can let through twice the quota around the end of a window, which is what the quotas
//! are made for. Who it was is kept as an HMAC of the address' prefix or the account, for as long as the window lasts.

mod table;

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use jiff::Timestamp;
use punte_core::{contact::Email, policy::Actor};
use sqlx::PgConnection;
use uuid::Uuid;

pub use table::Limit;
use table::{Above, Per, Rule, Uncounted};

use super::{App, AppError, Caller, Result};
use crate::storage::attempts;

/// The limits of an installation.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    set: BTreeMap<Limit, Option<(u32, u32)>>,
}

impl Limits {
    /// None at all.
    pub fn off() -> Self {
        Limit::ALL.into_iter().fold(Self::default(), Self::without)
    }

    /// For a demo on one machine, where everybody shares one address: a hundred times the quotas.
    pub fn demo() -> Self {
        Limit::ALL.into_iter().fold(Self::default(), |all, limit| {
            let Rule {
                quota, window_s, ..
            } = limit.rule();
            all.with(limit, quota.saturating_mul(100), window_s)
        })
    }

    /// With a quota of its own: so many in so many seconds.
    #[must_use]
    pub fn with(mut self, limit: Limit, quota: u32, window_s: u32) -> Self {
        self.set.insert(limit, Some((quota, window_s.max(1))));
        self
    }

    /// Without one.
    #[must_use]
    pub fn without(mut self, limit: Limit) -> Self {
        self.set.insert(limit, None);
        self
    }

    /// The quota and the window in seconds; nothing if there is no limit.
    fn quota(&self, limit: Limit) -> Option<(u32, u32)> {
        let rule = limit.rule();
        self.set
            .get(&limit)
            .copied()
            .unwrap_or(Some((rule.quota, rule.window_s)))
    }
}

/// Why limits cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0} is no limit: write search=60/60 (so many in so many seconds) or search=off; names are {names}", names = Limit::ALL.map(Limit::name).join(", "))]
pub struct LimitError(String);

/// As an operator writes what differs from the table: `search=120/60,remarks=off`.
impl FromStr for Limits {
    type Err = LimitError;

    fn from_str(text: &str) -> std::result::Result<Self, LimitError> {
        let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
        parts.into_iter().try_fold(Self::default(), |all, part| {
            let wrong = || LimitError(part.to_owned());
            let (name, value) = part.split_once('=').ok_or_else(wrong)?;
            let limit = Limit::ALL
                .into_iter()
                .find(|limit| limit.name() == name)
                .ok_or_else(wrong)?;
            if value == "off" {
                return Ok(all.without(limit));
            }
            let (quota, window) = value.split_once('/').ok_or_else(wrong)?;
            let number = |text: &str| text.parse::<u32>().ok().filter(|n| *n > 0);
            let (quota, window_s) = number(quota).zip(number(window)).ok_or_else(wrong)?;
            Ok(all.with(limit, quota, window_s))
        })
    }
}

/// Where a request comes from. Not `Debug`, not shown anywhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Origin(IpAddr);

impl Origin {
    /// Of an address. IPv4 in IPv6's clothes is IPv4.
    pub fn new(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    /// This machine: what commands and seeds do.
    pub const fn here() -> Self {
        Self(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    fn prefix(self, v4_bits: u32) -> Vec<u8> {
        match self.0 {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - v4_bits).unwrap_or(u32::MAX);
                Ipv4Addr::from_bits(address.to_bits() & mask)
                    .octets()
                    .to_vec()
            }
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))
                .octets()
                .to_vec(),
        }
    }
}

/// Who is counted.
#[derive(Clone, Copy)]
pub enum Counted<'a> {
    /// Whoever is at an address.
    Origin(Origin),
    /// Whoever has a name: an e-mail address, an id.
    Name(&'a [u8]),
    /// Everybody.
    All,
}

/// How somebody stands with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub limit: Limit,
    /// So many,
    pub quota: u32,
    /// in so many seconds.
    pub window_s: u32,
    /// How many are left.
    pub left: u32,
    /// Seconds until the window ends.
    pub ends_in_s: u32,
}

/// Where one is counted.
struct Window {
    key: Vec<u8>,
    ends_at: Timestamp,
    quota: u32,
    length_s: u32,
    ends_in_s: u32,
}

/// One that was counted, to be taken back if it is not to count.
pub struct Counting {
    key: Vec<u8>,
    ends_at: Timestamp,
    /// How they stand with it.
    pub standing: Standing,
}

impl App {
    /// Counts one. `too-many-requests` above the quota; nothing where there is no limit, or where nobody could count it and it is
    /// let through all the same.
    pub async fn count(&self, limit: Limit, who: Counted<'_>) -> Result<Option<Counting>> {
        let Some(window) = self.window(limit, who)? else {
            return Ok(None);
        };
        let rule = limit.rule();
        let counted = match self.read().await {
            Ok(mut db) => attempts::count(&mut db, &window.key, window.ends_at)
                .await
                .map_err(AppError::from),
            Err(error) => Err(error),
        };
        let used = match (counted, rule.uncounted) {
            (Ok(used), _) => used,
            (Err(error), Uncounted::Open) => {
                tracing::warn!(limit = rule.name, %error, "not counted, and let through");
                return Ok(None);
            }
            (Err(error), Uncounted::Closed) => {
                tracing::error!(limit = rule.name, %error, "not counted, and refused");
                return Err(AppError::Overloaded);
            }
        };
        let standing = self.judge(limit, &window, used)?;
        Ok(Some(Counting {
            key: window.key,
            ends_at: window.ends_at,
            standing,
        }))
    }

    /// As [`App::count`], in the transaction of what is counted: what is not done, or was done before, does not count.
    pub(super) async fn count_in(
        &self,
        db: &mut PgConnection,
        limit: Limit,
        who: Counted<'_>,
    ) -> Result<()> {
        if let Some(window) = self.window(limit, who)? {
            let used = attempts::count(db, &window.key, window.ends_at).await?;
            self.judge(limit, &window, used)?;
        }
        Ok(())
    }

    /// Where somebody is counted for a limit; nowhere where there is none.
    fn window(&self, limit: Limit, who: Counted<'_>) -> Result<Option<Window>> {
        let Some((quota, window_s)) = self.limits.quota(limit) else {
            return Ok(None);
        };
        let rule = limit.rule();
        let name = match (rule.per, who) {
            (Per::Address, Counted::Origin(origin)) => origin.prefix(32),
            (Per::Network, Counted::Origin(origin)) => origin.prefix(24),
            (Per::Account, Counted::Name(name)) => name.to_vec(),
            (Per::All, _) => Vec::new(),
            // A limit asked about somebody whom it does not count is a fault of ours.
            _ => return Err(AppError::Internal("a limit of somebody else".into())),
        };
        let now = self.now();
        let window = i64::from(window_s);
        let ends = (now.as_second().div_euclid(window) + 1).saturating_mul(window);
        let ends_at = Timestamp::from_second(ends).unwrap_or(Timestamp::MAX);
        Ok(Some(Window {
            key: self.auth.keys.hmac(rule.name, &name).to_vec(),
            ends_at,
            quota,
            length_s: window_s,
            ends_in_s: u32::try_from(ends - now.as_second()).unwrap_or(window_s),
        }))
    }

    /// How somebody stands who did it so often; `too-many-requests` above the quota.
    fn judge(&self, limit: Limit, window: &Window, used: i32) -> Result<Standing> {
        let (rule, quota) = (limit.rule(), window.quota);
        let used = u32::try_from(used).unwrap_or(u32::MAX);
        let standing = Standing {
            limit,
            quota,
            window_s: window.length_s,
            left: quota.saturating_sub(used),
            ends_in_s: window.ends_in_s,
        };
        if used > quota {
            self.metrics.above_limit(rule.name);
            match rule.above {
                Above::Refuse => return Err(AppError::TooMany(standing)),
                // Once for each window: a log is read by people.
                Above::Flag if used == quota + 1 => {
                    tracing::warn!(limit = rule.name, "above the limit, and let through");
                }
                Above::Flag => {}
            }
        }
        Ok(standing)
    }

    /// Takes back what is not to count: only tries that failed do.
    pub async fn uncount(&self, counted: impl IntoIterator<Item = Counting>) {
        for one in counted {
            let taken_back = match self.read().await {
                Ok(mut db) => attempts::uncount(&mut db, &one.key, one.ends_at)
                    .await
                    .map_err(AppError::from),
                Err(error) => Err(error),
            };
            if let Err(error) = taken_back {
                // It counts until the window ends, and what was asked for was done.
                tracing::warn!(%error, "a count could not be taken back");
            }
        }
    }

    /// Counts a try of a code.
    pub(super) async fn count_code(&self, origin: Origin) -> Result<Vec<Counting>> {
        let here = self.count(Limit::Codes, Counted::Origin(origin)).await?;
        let everywhere = self.count(Limit::AllCodes, Counted::All).await?;
        Ok(here.into_iter().chain(everywhere).collect())
    }

    /// Counts a sign-in to an account, whether it exists or not: the answer must not tell.
    pub(super) async fn count_sign_in(&self, email: &str) -> Result<()> {
        let account = email.trim().to_lowercase();
        self.count(Limit::SignIn, Counted::Name(account.as_bytes()))
            .await?;
        Ok(())
    }

    /// Counts a password or PIN of somebody's own that is set or shown.
    pub(super) async fn count_secret(&self, whose: Uuid) -> Result<()> {
        self.count(Limit::Passwords, Counted::Name(whose.as_bytes()))
            .await?;
        Ok(())
    }

    /// Counts a look at who somebody is; the operator is told before anybody is refused.
    pub(super) async fn count_look(&self, caller: &Caller) -> Result<()> {
        let who = caller.actor.account().ok_or(AppError::Forbidden)?;
        for limit in [Limit::ManyLooks, Limit::Looks] {
            self.count(limit, Counted::Name(who.0.as_bytes())).await?;
        }
        Ok(())
    }

    /// As [`App::count_look`], in the transaction of the look: a look that comes to nothing does not count.
    pub(super) async fn count_look_in(&self, db: &mut PgConnection, caller: &Caller) -> Result<()> {
        let who = caller.actor.account().ok_or(AppError::Forbidden)?;
        for limit in [Limit::ManyLooks, Limit::Looks] {
            self.count_in(db, limit, Counted::Name(who.0.as_bytes()))
                .await?;
        }
        Ok(())
    }

    /// Counts a mail that nobody at an address asked for, of a kind: whether it is to be sent. Anybody writes anybody's address into a request,
    /// so above the quota what they do is done and stands in the inbox of the request, and no mail goes.
    pub(super) async fn may_mail(
        &self,
        db: &mut PgConnection,
        kind: &str,
        email: &Email,
    ) -> Result<bool> {
        let name = format!("{kind}\n{}", email.reveal());
        let counted = self.count_in(db, Limit::Receipts, Counted::Name(name.as_bytes()));
        match counted.await {
            Ok(()) => Ok(true),
            Err(AppError::TooMany(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Counts a need that is ranked or explained and not filed, of an account or a partner application.
    pub(super) async fn count_match_search(&self, caller: &Caller) -> Result<()> {
        let who = match &caller.actor {
            Actor::Account { id, .. } => id.0,
            Actor::Partner { id, .. } => id.0,
            // A command of the installation.
            Actor::Visitor | Actor::System | Actor::Tracking { .. } => return Ok(()),
        };
        self.count(Limit::MatchSearch, Counted::Name(who.as_bytes()))
            .await?;
        Ok(())
    }

    /// Removes counts of windows that ended.
    pub async fn forget_counts(&self) -> Result<()> {
        Ok(attempts::delete_ended(&mut *self.read().await?, self.now()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_with_its_neighbours_as_far_as_the_prefix_says() {
        let at = |text: &str| Origin::new(text.parse().unwrap());
        assert_eq!(at("192.0.2.7").prefix(24), at("192.0.2.99").prefix(24));
        assert_ne!(at("192.0.2.7").prefix(32), at("192.0.2.99").prefix(32));
        assert_ne!(at("192.0.2.7").prefix(24), at("192.0.3.7").prefix(24));
        assert_eq!(
            at("::ffff:192.0.2.7").prefix(32),
            at("192.0.2.7").prefix(32)
        );
        assert_eq!(
            at("2001:db8::1").prefix(32),
            at("2001:db8::ffff:1").prefix(32)
        );
        assert_ne!(
            at("2001:db8::1").prefix(32),
            at("2001:db8:0:1::1").prefix(32)
        );
    }

    #[test]
    fn where_nobody_says_otherwise_a_provider_hands_in_ten_offers_in_a_day() {
        let quota = Limits::default().quota(Limit::Offers);
        assert_eq!(quota, Some((10, 24 * 3600)));
        assert!(Limit::Offers.refuses());
    }

    #[test]
    fn a_centre_behind_one_address_begins_hundreds_of_requests_an_hour() {
        let (quota, window_s) = Limits::default().quota(Limit::Drafts).unwrap();
        assert!(quota >= 500 && window_s <= 3600);
    }

    #[test]
    fn an_operator_writes_what_differs() {
        let limits: Limits = "search=120/30, remarks=off".parse().unwrap();
        assert_eq!(limits.quota(Limit::Search), Some((120, 30)));
        assert_eq!(limits.quota(Limit::Remarks), None);
        assert_eq!(limits.quota(Limit::Codes), Some((10, 3600)));
        for wrong in [
            "search",
            "search=0/60",
            "search=5",
            "seach=5/60",
            "search=5/x",
        ] {
            let error = wrong.parse::<Limits>().unwrap_err().to_string();
            assert!(
                error.starts_with(wrong) && error.contains("all-codes"),
                "{error}"
            );
        }
        for limit in Limit::ALL {
            assert_eq!(Limits::off().quota(limit), None);
        }
    }
}
