//! Providers that are known from blocked ones: what people see of them is looked at again, though nothing of it waits.

use punte_core::id::ProviderId;
use sqlx::PgConnection;

use crate::{
    app::{App, Result},
    storage::{links, providers},
};

/// Providers found by one look.
const BATCH: i64 = 50;

impl App {
    /// Puts something that people see of each provider that is known from a blocked one into the queue, once for each block: what they have
    /// in common is a hint about it, and whoever looks finds the rest on the provider's page. How many providers it was.
    pub async fn look_at_linked(&self) -> Result<usize> {
        let due = links::list_due(&mut *self.read().await?, None, self.now(), BATCH).await?;
        let swept = self
            .sweep("linked providers", &due, async |db, provider| {
                self.look_at_link(db, provider).await
            })
            .await;
        Ok(swept.done)
    }

    async fn look_at_link(&self, db: &mut PgConnection, provider: ProviderId) -> Result<bool> {
        // Two workers bring up one thing.
        providers::lock(db, provider).await?;
        let now = self.now();
        let due = links::list_due(db, Some(provider), now, 1).await?;
        if due.is_empty() {
            return Ok(false);
        }
        let Some(live) = links::lock_live(db, provider, now).await? else {
            return Ok(false);
        };
        self.open_recheck(db, &live, now).await?;
        Ok(true)
    }
}
