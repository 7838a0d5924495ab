//! The parts of the queue, and how much waits in each.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    policy::{Action, Subject},
    verification::RECHECK_AHEAD,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Result},
    storage::{blocks, desk, expiry, household_signals, reports},
};

/// A part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeskTab {
    /// What the moderator can decide now.
    #[default]
    Me,
    /// Handed on by one who could not decide.
    Escalated,
    /// Never approved before.
    New,
    /// Edits of what was approved.
    Edited,
    /// Of providers that a report is open about.
    Reported,
    /// What people see, and what was checked about it runs out.
    Expiring,
    /// Approved by one of two.
    Second,
    /// With hints that nobody called no problem.
    Risky,
    /// Held by the moderator.
    Mine,
    /// Held by others.
    Held,
}

impl DeskTab {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Me,
        Self::Escalated,
        Self::New,
        Self::Edited,
        Self::Reported,
        Self::Expiring,
        Self::Second,
        Self::Risky,
        Self::Mine,
        Self::Held,
    ];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Escalated => "escalated",
            Self::New => "new",
            Self::Edited => "edited",
            Self::Reported => "reported",
            Self::Expiring => "expiring",
            Self::Second => "second",
            Self::Risky => "risky",
            Self::Mine => "mine",
            Self::Held => "held",
        }
    }

    /// The tab of a name; what is not one is the first.
    pub fn from_name(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|tab| tab.as_str() == name)
            .unwrap_or_default()
    }

    /// What its page lists: items, and what is no item and stands there, too. Of what is reported the page lists no items.
    pub const fn of(self, counts: &DeskCounts) -> u32 {
        match self {
            Self::Me => counts.me.saturating_add(counts.households),
            Self::Escalated => counts.escalated,
            Self::New => counts.new,
            Self::Edited => counts.edited,
            Self::Reported => counts.reports.saturating_add(counts.blocks),
            Self::Expiring => counts
                .expiring
                .saturating_add(counts.lapsing_offers)
                .saturating_add(counts.lapsing_providers),
            Self::Second => counts.second,
            Self::Risky => counts.risky.saturating_add(counts.households),
            Self::Mine => counts.mine,
            Self::Held => counts.held,
        }
    }
}

/// How much waits in each part of the queue for one moderator, and beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeskCounts {
    /// What they can decide now.
    pub me: u32,
    /// Handed on by one who could not decide.
    pub escalated: u32,
    /// Never approved before.
    pub new: u32,
    /// Edits of what was approved.
    pub edited: u32,
    /// Of providers that a report is open about.
    pub reported: u32,
    /// What people see, and what was checked about it runs out.
    pub expiring: u32,
    /// Approved by one of two.
    pub second: u32,
    /// With hints that nobody called no problem.
    pub risky: u32,
    /// Held by this moderator.
    pub mine: u32,
    /// Held by others.
    pub held: u32,
    /// Reports of danger that are not closed,
    pub reports: u32,
    /// and those of them that nobody looked into in time.
    pub reports_late: u32,
    /// Blocks that wait for a second moderator.
    pub blocks: u32,
    /// Households of which numbers stand out: pages show them with what the moderator can decide, and with what has hints.
    pub households: u32,
    /// Approved offers that lapse within four days, or did as lately, because nobody confirms them.
    pub lapsing_offers: u32,
    /// Providers with approved offers that have not lapsed, whose own checks run out within 30 days, or did.
    pub lapsing_providers: u32,
}

fn number(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Around which instants the desk shows that an offer lapses.
pub(in crate::app) fn lapsing_around(now: Timestamp) -> (Timestamp, Timestamp) {
    let around = SignedDuration::from_hours(4 * 24);
    (now - around, now + around)
}

impl App {
    /// How much each part of the queue has for this moderator, and how much of what is no item stands beside it: a few statements, whatever waits.
    pub async fn count_desk(&self, caller: &Caller) -> Result<DeskCounts> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        // In one snapshot: they stand beside each other.
        let db = &mut *self.read_whole().await?;
        let items = desk::count(db, moderator, now).await?;
        let (reports, late) = reports::count_open(db, moderator, now).await?;
        let blocks = blocks::count_waiting(db).await?;
        let households = household_signals::count(db).await?;
        let (offers, providers) =
            expiry::count(db, now, lapsing_around(now), now + RECHECK_AHEAD).await?;
        Ok(DeskCounts {
            me: number(items.me),
            escalated: number(items.escalated),
            new: number(items.new),
            edited: number(items.edited),
            reported: number(items.reported),
            expiring: number(items.expiring),
            second: number(items.second),
            risky: number(items.risky),
            mine: number(items.mine),
            held: number(items.held),
            reports: number(reports),
            reports_late: number(late),
            blocks: number(blocks),
            households: number(households),
            lapsing_offers: number(offers),
            lapsing_providers: number(providers),
        })
    }
}
