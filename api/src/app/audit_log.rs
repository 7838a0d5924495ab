//! The audit log, sealed and verified.
//!
//! Every second one of the servers hashes what was written for good since the last seal into a chain. Lines are taken by the number
//! of their transaction, never by their id alone: an id is taken before the commit, so a late transaction can still show a small one.
//! Everything below the snapshot's `xmin` has ended, and nothing can be added to it any more: a line that is edited, gone, swapped or
//! put in there later makes another hash. Whoever may rewrite the whole chain is found out by the checkpoints, which lie outside of
//! the database and are signed with the installation's secret.
//!
//! Old lines go, up to a seal that was written down so long ago that all it covers is old enough. That seal stays, and the chain goes on
//! from it: whoever cut more off the beginning than was old, or made the rest anew, is found out by the checkpoints, too.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{App, AppError, Result};
use crate::{
    auth::keys::sha256,
    storage::{
        audit_seals::{self, AffectedRow, LineRow, LookRow, SealRow},
        changes,
    },
};

/// Lines of one seal, about.
const BATCH: i64 = 5_000;
/// Seals read at a time.
const PAGE: i64 = 500;
/// The transactions of an era that is over.
const EVER: i64 = i64::MAX;

/// What was opened when somebody looked at who somebody is, read what they said in confidence, or took their data along.
const LOOKS: [&str; 9] = [
    "identity_opened",
    "private_opened",
    "contacts_shown",
    "child_contact_opened",
    "case_contact_opened",
    "account_opened",
    "feedback_read",
    "report_taken",
    "data_exported",
];

/// What shows somebody besides [`LOOKS`]: a request as its household sees it, or the code that opens it; the address of an account, beside a
/// change of it; where a child is who is alone.
const SHOWN_BESIDE: [&str; 7] = [
    "request_opened_by_case_worker",
    "request_opened_from_account",
    "code_replaced",
    "roles_changed",
    "account_disabled",
    "account_enabled",
    "child_case_taken",
];

/// A seal as it is written down outside of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Number of the seal.
    pub number: i64,
    /// Its hash.
    pub hash: Vec<u8>,
    /// When it was made, or later: what it covers is at least as old.
    pub at: Timestamp,
}

impl Checkpoint {
    /// Of a seal that is there at an instant.
    pub fn of(seal: SealRow, at: Timestamp) -> Self {
        Self {
            number: seal.number,
            hash: seal.hash,
            at,
        }
    }

    /// Whether it is of this seal.
    fn holds(&self, seal: &SealRow) -> bool {
        self.number == seal.number && self.hash == seal.hash
    }
}

/// Where the log is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Break {
    /// A seal is missing, or does not go on where the one before ended.
    Chain,
    /// The lines that a seal covers are not those that were sealed.
    Lines,
    /// A seal that was written down outside is missing, or is another one.
    Checkpoint,
    /// The log begins later than it may: what is missing was not old enough to go, or nobody wrote down that it was.
    Beginning,
}

/// What verifying found.
#[derive(Debug, Serialize)]
pub struct AuditReport {
    /// The seal after which the log begins, because older lines were let go; 0 if none were.
    pub begins_after: i64,
    /// Lines that seals cover.
    pub sealed_lines: i64,
    /// Seals that have their lines.
    pub seals: i64,
    /// Checkpoints that were held against them.
    pub checkpoints: usize,
    /// Lines that no seal covers yet: nothing is known of them.
    pub unsealed_lines: i64,
    /// Seconds since the oldest of those was written.
    pub unsealed_for_s: i64,
    /// The first seal where something is wrong, and what.
    pub broken: Option<(i64, Break)>,
}

/// The hash of a seal over its lines.
fn hash(previous: &[u8], seal: &SealRow, lines: &[LineRow]) -> Vec<u8> {
    let head = sha256(&[
        previous,
        &seal.number.to_be_bytes(),
        &seal.era.to_be_bytes(),
        &seal.from_xid.to_be_bytes(),
        &seal.to_xid.to_be_bytes(),
        &seal.lines.to_be_bytes(),
        &seal.last_id.to_be_bytes(),
    ]);
    lines.iter().fold(head, |before, line| {
        sha256(&[
            &before,
            &line.id.to_be_bytes(),
            &line.xid.to_be_bytes(),
            &line.at_us.to_be_bytes(),
            line.actor_kind.as_bytes(),
            line.actor_id.as_ref().map_or(&[][..], |id| id.as_bytes()),
            line.action.as_bytes(),
            line.subject_kind.as_bytes(),
            line.subject_id.as_bytes(),
            line.data.as_bytes(),
        ])
    })
}

/// What comes after a seal, or first of all: era, transaction, number. The first era has every id, whatever somebody makes up.
fn next_after(last: Option<&SealRow>) -> (i64, i64, i64) {
    last.map_or((i64::MIN, 0, 1), |seal| match seal.to_xid {
        EVER => (seal.last_id + 1, 0, seal.number + 1),
        to_xid => (seal.era, to_xid, seal.number + 1),
    })
}

/// Seals the next batch of lines of transactions below a horizon, if there is one. One caller at a time.
pub async fn seal_below(
    db: &mut PgConnection,
    horizon: i64,
    now: Timestamp,
) -> Result<Option<SealRow>> {
    let last = audit_seals::last(db).await?;
    let (era, from_xid, number) = next_after(last.as_ref());
    let last_id = last.as_ref().map_or(0, |seal| seal.last_id);
    let mut seal = SealRow {
        number,
        era,
        from_xid,
        to_xid: horizon,
        lines: 0,
        last_id,
        hash: Vec::new(),
    };
    if horizon < from_xid {
        // Transactions count from a lower number: the log was restored into another server. What of the old one has no seal gets
        // it, and a new era begins with the ids after it.
        let start = audit_seals::era_start(db, last_id, from_xid).await?;
        (seal.to_xid, seal.last_id) = (EVER, start - 1);
        return finish(db, last.as_ref(), seal, Some(start), now).await;
    }
    seal.to_xid = audit_seals::batch_end(db, era, from_xid, horizon, BATCH).await?;
    if seal.to_xid == from_xid {
        return Ok(None);
    }
    finish(db, last.as_ref(), seal, None, now).await
}

/// Reads the lines of a seal, hashes and stores it. Nothing is stored where there is nothing to seal.
async fn finish(
    db: &mut PgConnection,
    last: Option<&SealRow>,
    mut seal: SealRow,
    before_id: Option<i64>,
    now: Timestamp,
) -> Result<Option<SealRow>> {
    let xids = (seal.from_xid, seal.to_xid);
    let lines = audit_seals::list_lines(db, (seal.era, before_id), xids).await?;
    if lines.is_empty() && before_id.is_none() {
        return Ok(None);
    }
    seal.lines = i32::try_from(lines.len()).map_err(|e| AppError::Internal(Box::new(e)))?;
    seal.last_id = lines
        .iter()
        .map(|line| line.id)
        .fold(seal.last_id, i64::max);
    seal.hash = hash(last.map_or(&[], |seal| &seal.hash), &seal, &lines);
    audit_seals::insert(db, &seal, now).await?;
    Ok(Some(seal))
}

/// The instant so many days before another.
pub fn days_before(now: Timestamp, days: u16) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(Timestamp::MIN)
}

/// Holds the log against its seals, and the seals against checkpoints. Lines are kept for `days`.
pub async fn verify(
    db: &mut PgConnection,
    checkpoints: &[Checkpoint],
    days: u16,
    now: Timestamp,
) -> Result<AuditReport> {
    let old = days_before(now, days);
    let mut known = HashMap::<i64, Vec<&Checkpoint>>::new();
    for checkpoint in checkpoints {
        known.entry(checkpoint.number).or_default().push(checkpoint);
    }
    let mut report = AuditReport {
        begins_after: 0,
        sealed_lines: 0,
        seals: 0,
        checkpoints: checkpoints.len(),
        unsealed_lines: 0,
        unsealed_for_s: 0,
        broken: None,
    };
    let mut last: Option<SealRow> = None;
    loop {
        let page = audit_seals::list_after(db, number_of(last.as_ref()), PAGE).await?;
        if page.is_empty() {
            break;
        }
        for seal in page {
            let begins = last.is_none() && seal.number > 1;
            let wrong = broken(db, last.as_ref(), &seal).await?.or_else(|| {
                let written = known.get(&seal.number).into_iter().flatten();
                let mut other = written.filter(|c| !c.holds(&seal));
                other.next().map(|_| Break::Checkpoint)
            });
            // What is missing is old if a seal after it was written down long ago, and what lies between the two is in the chain.
            let written = |c: &Checkpoint| c.number >= seal.number && c.at <= old;
            let early = begins && !checkpoints.is_empty() && !checkpoints.iter().any(written);
            if let Some(wrong) = wrong.or_else(|| early.then_some(Break::Beginning)) {
                let number = last.as_ref().map_or(seal.number, |last| last.number + 1);
                report.broken = Some((number, wrong));
                return Ok(report);
            }
            if begins {
                report.begins_after = seal.number;
            } else {
                report.seals += 1;
                report.sealed_lines += i64::from(seal.lines);
            }
            last = Some(seal);
        }
    }
    // A chain whose end was cut off is whole, except to whoever wrote down how long it was.
    let newest = number_of(last.as_ref());
    if let Some(cut) = checkpoints.iter().find(|c| c.number > newest) {
        report.broken = Some((cut.number, Break::Checkpoint));
    }
    let (era, from_xid, _) = next_after(last.as_ref());
    let tail = audit_seals::tail(db, era, from_xid).await?;
    report.unsealed_lines = tail.lines;
    report.unsealed_for_s = tail
        .oldest_at
        .map_or(0, |at| now.duration_since(at).as_secs().max(0));
    Ok(report)
}

fn number_of(seal: Option<&SealRow>) -> i64 {
    seal.map_or(0, |seal| seal.number)
}

/// What is wrong with a seal that follows another, or is the first one.
async fn broken(
    db: &mut PgConnection,
    last: Option<&SealRow>,
    seal: &SealRow,
) -> Result<Option<Break>> {
    // An era ends with the id that it was closed at.
    let before_id = match seal.to_xid {
        EVER => Some(seal.last_id + 1),
        _ => audit_seals::next_era(db, seal.era).await?,
    };
    if last.is_none() && seal.number > 1 {
        // The chain goes on from it, and there are no lines before.
        let left = audit_seals::count_until(db, seal, before_id).await?;
        return Ok((left > 0).then_some(Break::Lines));
    }
    let (era, from_xid, number) = next_after(last);
    if (era, from_xid, number) != (seal.era, seal.from_xid, seal.number) {
        return Ok(Some(Break::Chain));
    }
    let lines =
        audit_seals::list_lines(db, (seal.era, before_id), (seal.from_xid, seal.to_xid)).await?;
    let same = usize::try_from(seal.lines) == Ok(lines.len())
        && hash(last.map_or(&[], |seal| &seal.hash), seal, &lines) == seal.hash;
    Ok((!same).then_some(Break::Lines))
}

impl App {
    /// Seals what was written for good since the last seal; the newest seal, if there is a new one.
    pub async fn seal_audit(&self) -> Result<Option<Checkpoint>> {
        let lock = self.auth.keys.lock_number("audit-seal");
        let mut newest = None;
        while let Some(seal) = self
            .write(async |db| {
                if !audit_seals::try_lock(db, lock).await? {
                    return Ok(None);
                }
                let horizon = changes::horizon(db).await?;
                seal_below(db, horizon, self.now()).await
            })
            .await?
        {
            newest = Some(Checkpoint::of(seal, self.now()));
        }
        Ok(newest)
    }

    /// The seal that the log begins with, and the instant by which a later one must have been written down for what it covers to go.
    pub async fn old_audit(&self) -> Result<(i64, Timestamp)> {
        let first = audit_seals::list_after(&mut *self.read().await?, 0, 1).await?;
        let old = days_before(self.now(), self.retention.audit_days);
        Ok((number_of(first.first()), old))
    }

    /// Lets go of lines that are old enough by what was written down outside of the database; how many.
    ///
    /// # Errors
    /// Where what would go is not what was written: it stays, for whoever looks into that.
    pub async fn forget_audit(&self, checkpoints: &[Checkpoint]) -> Result<i64> {
        let (first, old) = self.old_audit().await?;
        let mut due: Vec<&Checkpoint> = checkpoints
            .iter()
            .filter(|c| c.at <= old && c.number > first)
            .collect();
        due.sort_unstable_by_key(|c| c.number);
        let mut gone = 0;
        // One transaction each: a seal a second, a checkpoint an hour.
        for checkpoint in due {
            gone += self.forget_until(checkpoint).await?;
        }
        Ok(gone)
    }

    /// Lets go of everything up to a checkpoint, but for its seal; how many lines. Nothing while somebody else does. Sealing goes on beside it:
    /// that adds at the end, this cuts at the beginning.
    async fn forget_until(&self, until: &Checkpoint) -> Result<i64> {
        let lock = self.auth.keys.lock_number("audit-forget");
        self.write(async |db| {
            if !audit_seals::try_lock(db, lock).await? {
                return Ok(0);
            }
            let other = || AppError::Internal("the audit log is not what was written".into());
            let mut last: Option<SealRow> = None;
            while number_of(last.as_ref()) < until.number {
                let after = number_of(last.as_ref());
                let seal = audit_seals::list_after(db, after, 1).await?.pop();
                let seal = seal.ok_or_else(other)?;
                if broken(db, last.as_ref(), &seal).await?.is_some() {
                    return Err(other());
                }
                last = Some(seal);
            }
            if !last.is_some_and(|seal| until.holds(&seal)) {
                return Err(other());
            }
            Ok(audit_seals::forget(db, until.number).await?)
        })
        .await
    }

    /// Whether a seal that was written down is the one that is there.
    pub async fn holds_seal(&self, checkpoint: &Checkpoint) -> Result<bool> {
        let seals =
            audit_seals::list_after(&mut *self.read().await?, checkpoint.number - 1, 1).await?;
        Ok(seals.iter().any(|seal| checkpoint.holds(seal)))
    }

    /// Lines that no seal covers, and for how many seconds the oldest has waited.
    pub async fn audit_tail(&self) -> Result<(i64, i64)> {
        let mut db = self.read().await?;
        let last = audit_seals::last(&mut db).await?;
        let (era, from_xid, _) = next_after(last.as_ref());
        let tail = audit_seals::tail(&mut db, era, from_xid).await?;
        let age = |at| self.now().duration_since(at).as_secs().max(0);
        Ok((tail.lines, tail.oldest_at.map_or(0, age)))
    }
}

/// Who looked at who somebody is in the last so many days, and why.
pub async fn identity_looks(
    db: &mut PgConnection,
    days: u16,
    now: Timestamp,
) -> Result<Vec<LookRow>> {
    let actions = LOOKS.map(str::to_owned);
    Ok(audit_seals::list_looks(db, &actions, days_before(now, days)).await?)
}

/// Whom looks showed since then, and before `until`, each once, with what was seen; with `by` those of one account, household or partner
/// application alone. What is one's own is no look. Of a breach: who has to be told of it.
pub async fn affected(
    db: &mut PgConnection,
    since: Timestamp,
    until: Option<Timestamp>,
    by: Option<Uuid>,
) -> Result<Vec<AffectedRow>> {
    let actions = LOOKS.into_iter().chain(SHOWN_BESIDE);
    let actions: Vec<String> = actions.map(str::to_owned).collect();
    Ok(audit_seals::list_affected(db, &actions, since, until, by).await?)
}
