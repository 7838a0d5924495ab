//! Who keeps the index fresh: by the change log and by the clock.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
    sync::Arc,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, civil::Date};
use punte_core::{
    clock::{Clock, local_day},
    id::OfferId,
    matching::Index,
};
use sqlx::{PgConnection, PgPool};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    Matcher, Standing,
    rebuild::{self, Rebuild, Step},
};
use crate::storage::{self, candidates, changes};

/// How often the log is read when nobody asks.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long to wait after the database did not answer.
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// Offers fetched at a time.
const PAGE: i64 = 1_000;
/// How long lines of the log are kept, hours.
pub const LOG_KEPT_FOR_HOURS: i32 = 2;
/// After so long without a look the log may have lost lines: everything is loaded anew.
const LOST_AFTER: SignedDuration = SignedDuration::from_mins(60);

/// How far the log was read.
#[derive(Default)]
pub(super) struct Follower {
    horizon: i64,
    /// Lines from the horizon on that the last look saw.
    seen: HashSet<i64>,
    /// When offers stop being visible by themselves.
    deadlines: BinaryHeap<Reverse<(Timestamp, OfferId)>>,
    rebuild: Option<Rebuild>,
}

/// Loads the index and keeps it fresh until told to stop. `progress` is told how many of about how many are loaded.
pub async fn follow(
    matcher: Arc<Matcher>,
    pool: PgPool,
    clock: Arc<dyn Clock>,
    mut stop: watch::Receiver<bool>,
    progress: impl Fn(usize, usize) + Send + 'static,
) {
    while !*stop.borrow() {
        let outcome = step(&matcher, &pool, &*clock, &progress).await;
        let wait = match outcome {
            Ok(()) => LOOK_EVERY,
            Err(error) => {
                tracing::error!(%error, "the index cannot follow the database");
                TRY_AGAIN
            }
        };
        // Either way the loop asks again; a closed channel means that nobody can stop us but the process's end.
        let _ = tokio::time::timeout(wait, stop.changed()).await;
    }
}

async fn step(
    matcher: &Matcher,
    pool: &PgPool,
    clock: &dyn Clock,
    progress: &(impl Fn(usize, usize) + Send),
) -> storage::Result<()> {
    let mut db = pool.acquire().await?;
    let now = clock.now();
    let lost = matcher
        .standing()
        .is_none_or(|s| now.duration_since(s.as_of) > LOST_AFTER);
    if lost {
        matcher.stand(None);
        let mut follower = matcher.follower.lock().await;
        follower
            .load(matcher, &mut db, now, local_day(now), progress)
            .await?;
    }
    matcher.catch_up(&mut db, now, local_day(now)).await?;
    Ok(())
}

impl Follower {
    /// Loads every visible offer. What changes meanwhile is in the log from the horizon that was taken first.
    async fn load(
        &mut self,
        matcher: &Matcher,
        db: &mut PgConnection,
        now: Timestamp,
        today: Date,
        progress: &(impl Fn(usize, usize) + Send),
    ) -> storage::Result<()> {
        *self = Self {
            horizon: changes::horizon(db).await?,
            ..Self::default()
        };
        let total = usize::try_from(candidates::count_approved(db).await?).unwrap_or(0);
        let mut offers = Vec::with_capacity(total);
        let mut last = None;
        loop {
            let page = candidates::list_after(db, last, PAGE, today).await?;
            let Some(end) = page.last() else { break };
            last = Some(end.candidate.offer);
            for visible in page {
                self.deadlines
                    .push(Reverse((visible.until, visible.candidate.offer)));
                offers.push(visible.candidate);
            }
            progress(offers.len(), total.max(offers.len()));
        }
        let index = Index::build(offers);
        let standing = Standing {
            version: self.horizon,
            as_of: now,
            offers: index.len(),
        };
        matcher.write(|old| *old = index);
        matcher.stand(Some(standing));
        Ok(())
    }

    /// Reads the log and the clock once, and changes the index accordingly.
    pub async fn look(
        &mut self,
        matcher: &Matcher,
        db: &mut PgConnection,
        now: Timestamp,
        today: Date,
    ) -> storage::Result<()> {
        let changes = changes::list_since(db, self.horizon).await?;
        let mut stale: HashSet<Uuid> = changes
            .lines
            .iter()
            .filter(|line| !self.seen.contains(&line.seq))
            .map(|line| line.offer.0)
            .collect();
        let mut due = Vec::new();
        while let Some(Reverse((until, offer))) = self.deadlines.peek().copied() {
            if until > now {
                break;
            }
            self.deadlines.pop();
            due.push(Reverse((until, offer)));
            stale.insert(offer.0);
        }
        let stale: Vec<Uuid> = stale.into_iter().collect();
        match self.fetch(db, &stale, today).await {
            Ok(steps) => self.apply(matcher, steps),
            Err(error) => {
                // The next look starts from the same lines and the same deadlines.
                self.deadlines.extend(due);
                return Err(error);
            }
        }
        self.seen = changes.lines.iter().map(|line| line.seq).collect();
        self.horizon = changes.horizon;
        self.keep_tight(matcher).await;
        matcher.stand(Some(Standing {
            version: self.horizon,
            as_of: now,
            offers: matcher.read(Index::len),
        }));
        Ok(())
    }

    /// What became of offers: put again as they are, or dropped.
    async fn fetch(
        &mut self,
        db: &mut PgConnection,
        stale: &[Uuid],
        today: Date,
    ) -> storage::Result<Vec<Step>> {
        let mut steps: Vec<Step> = Vec::with_capacity(stale.len());
        for ids in stale.chunks(500) {
            let mut gone: HashSet<Uuid> = ids.iter().copied().collect();
            for visible in candidates::list_by_ids(db, ids, today).await? {
                gone.remove(&visible.candidate.offer.0);
                self.deadlines
                    .push(Reverse((visible.until, visible.candidate.offer)));
                steps.push(Step::Put(Box::new(visible.candidate)));
            }
            steps.extend(gone.into_iter().map(|id| Step::Drop(OfferId(id))));
        }
        Ok(steps)
    }

    fn apply(&mut self, matcher: &Matcher, steps: Vec<Step>) {
        if steps.is_empty() {
            return;
        }
        if let Some(rebuild) = &mut self.rebuild {
            rebuild.note(&steps);
        }
        matcher.write(|index| {
            for step in steps {
                step.apply(index);
            }
        });
    }

    async fn keep_tight(&mut self, matcher: &Matcher) {
        match self.rebuild.take() {
            None => {
                self.rebuild =
                    matcher.read(|index| rebuild::is_due(index).then(|| Rebuild::begin(index)));
            }
            Some(rebuild) if rebuild.is_finished() => {
                if let Some(index) = rebuild.finish().await {
                    matcher.write(|old| *old = index);
                }
            }
            Some(rebuild) => self.rebuild = Some(rebuild),
        }
    }
}
