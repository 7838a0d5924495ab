//! Hosts with whom households did not stay: what people see of them is looked at again, though nothing of it waits.

use punte_core::id::ProviderId;
use sqlx::PgConnection;

use crate::{
    app::{App, Result},
    storage::{hint_readings, hints, host_readings, rechecks},
};

/// Hosts found by one look.
const BATCH: i64 = 50;

impl App {
    /// Counts anew with whom households did not stay, of hosts of which something ended, and puts the homes of those of which that is a hint
    /// into the queue: each home once for what was found, and none of which something waits there, which shows it anyway. How many hosts it
    /// was.
    pub async fn look_at_hosts(&self) -> Result<usize> {
        let due = host_readings::list(&mut *self.read().await?, BATCH).await?;
        let swept = self
            .sweep("hosts", &due, async |db, provider| {
                self.look_at_host(db, provider).await
            })
            .await;
        Ok(swept.done)
    }

    async fn look_at_host(&self, db: &mut PgConnection, provider: ProviderId) -> Result<bool> {
        if !host_readings::delete(db, provider).await? {
            return Ok(false);
        }
        let now = self.now();
        for home in rechecks::lock_homes(db, provider, now).await? {
            let opening = &mut self.open_for_program(db).await?;
            let Some(hint) = hints::find_gone(opening, home.revision).await? else {
                break;
            };
            // Whoever decided on the same was shown it.
            if hint_readings::was_found(db, home.offer, &hint).await? {
                continue;
            }
            self.open_recheck(db, &home, now).await?;
        }
        Ok(true)
    }
}
