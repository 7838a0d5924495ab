//! The audit log, sealed and verified.
//!
//! Every second one of the servers hashes what was written for good since the last seal into a chain. Lines are taken by the number
//! of their transaction, never by their id alone: an id is taken before the commit, so a late transaction can still show a small one.
//! Everything below the snapshot's `xmin` has ended, and nothing can be added to it any more: a line that is edited, gone, swapped or
//! put in there later makes another hash. Whoever may rewrite the whole chain is found out by the checkpoints, which lie outside of
//! the database and are signed with the installation's secret.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{App, AppError, Result};
use crate::{
    auth::keys::sha256,
    storage::{
        audit_seals::{self, LineRow, LookRow, SealRow},
        changes,
    },
};

/// Lines of one seal, about.
const BATCH: i64 = 5_000;
/// Seals read at a time.
const PAGE: i64 = 500;
/// The transactions of an era that is over.
const EVER: i64 = i64::MAX;

/// What was opened when somebody looked at who somebody is.
const LOOKS: [&str; 4] = [
    "identity_opened",
    "private_opened",
    "contacts_shown",
    "child_contact_opened",
];

/// A seal as it is written down outside of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Number of the seal.
    pub number: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

impl From<SealRow> for Checkpoint {
    fn from(seal: SealRow) -> Self {
        Self {
            number: seal.number,
            hash: seal.hash,
        }
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
}

/// What verifying found.
#[derive(Debug, Serialize)]
pub struct AuditReport {
    /// Lines that seals cover.
    pub sealed_lines: i64,
    /// Seals.
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

/// Holds the log against its seals, and the seals against checkpoints.
pub async fn verify(
    db: &mut PgConnection,
    checkpoints: &[Checkpoint],
    now: Timestamp,
) -> Result<AuditReport> {
    let mut report = AuditReport {
        sealed_lines: 0,
        seals: 0,
        checkpoints: checkpoints.len(),
        unsealed_lines: 0,
        unsealed_for_s: 0,
        broken: None,
    };
    let mut last: Option<SealRow> = None;
    loop {
        let page = audit_seals::list_after(db, report.seals, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for seal in page {
            let wrong = broken(db, last.as_ref(), &seal).await?.or_else(|| {
                checkpoints
                    .iter()
                    .any(|c| c.number == seal.number && c.hash != seal.hash)
                    .then_some(Break::Checkpoint)
            });
            if let Some(wrong) = wrong {
                report.broken = Some((report.seals + 1, wrong));
                return Ok(report);
            }
            report.seals += 1;
            report.sealed_lines += i64::from(seal.lines);
            last = Some(seal);
        }
    }
    // A chain whose end was cut off is whole, except to whoever wrote down how long it was.
    if let Some(cut) = checkpoints.iter().find(|c| c.number > report.seals) {
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

/// What is wrong with a seal that follows another.
async fn broken(
    db: &mut PgConnection,
    last: Option<&SealRow>,
    seal: &SealRow,
) -> Result<Option<Break>> {
    let (era, from_xid, number) = next_after(last);
    if (era, from_xid, number) != (seal.era, seal.from_xid, seal.number) {
        return Ok(Some(Break::Chain));
    }
    // An era ends with the id that it was closed at.
    let before_id = match seal.to_xid {
        EVER => Some(seal.last_id + 1),
        _ => audit_seals::next_era(db, seal.era).await?,
    };
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
            newest = Some(seal.into());
        }
        Ok(newest)
    }

    /// Whether the log is what was written.
    pub async fn verify_audit(&self, checkpoints: &[Checkpoint]) -> Result<AuditReport> {
        verify(&mut *self.read().await?, checkpoints, self.now()).await
    }

    /// Whether a seal that was written down is the one that is there.
    pub async fn holds_seal(&self, checkpoint: &Checkpoint) -> Result<bool> {
        let seals =
            audit_seals::list_after(&mut *self.read().await?, checkpoint.number - 1, 1).await?;
        Ok(seals
            .into_iter()
            .map(Checkpoint::from)
            .any(|seal| seal == *checkpoint))
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
    let since = now
        .checked_sub(SignedDuration::from_hours(24 * i64::from(days)))
        .unwrap_or(Timestamp::MIN);
    let actions = LOOKS.map(str::to_owned);
    Ok(audit_seals::list_looks(db, &actions, since).await?)
}
