//! What nobody looked at in time: whoever follows a case is told, once for each time by which they were to look.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use punte_core::id::{AccountId, CaseId};
use sqlx::PgConnection;

use crate::{
    app::{
        App, Result,
        notices::{Notice, Recipient},
    },
    storage::{case_holders, household_cases},
};

/// So many cases are looked at in one round.
const ROUND: i64 = 100;

/// A case is looked at at least as often: what it needs, and how long it waits, tells by when somebody is to look, and changes.
const LOOKED_AT_EVERY: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// Tells case workers which of their cases are due; answers how many were looked at.
    pub async fn remind_of_cases(&self) -> Result<usize> {
        let found = case_holders::list_to_look(&mut *self.read().await?, self.now(), ROUND).await?;
        let holders: BTreeMap<CaseId, AccountId> = found.into_iter().collect();
        let cases: Vec<CaseId> = holders.keys().copied().collect();
        let swept = self
            .sweep("cases", &cases, async |db, id| match holders.get(&id) {
                Some(who) => self.remind_of_case(db, id, *who).await.map(|()| true),
                None => Ok(false),
            })
            .await;
        // What could not be looked at keeps none of the others.
        for id in swept.failed {
            let later = self.now() + LOOKED_AT_EVERY;
            self.write(async |db| Ok(case_holders::update_looked(db, id, None, later).await?))
                .await?;
        }
        Ok(swept.done)
    }

    async fn remind_of_case(
        &self,
        db: &mut PgConnection,
        id: CaseId,
        who: AccountId,
    ) -> Result<()> {
        let held = household_cases::lock(db, id).await?;
        if held.is_none_or(|held| held.account != who) {
            return self.look_later(db, id).await;
        }
        let Some(row) = household_cases::list(db, who, Some(id)).await?.pop() else {
            return self.look_later(db, id).await;
        };
        let needs = household_cases::list_needs(db, &[row.request]).await?;
        let (due, now) = (self.case_stands(&row, &needs).due_at, self.now());
        let told = case_holders::find_told(db, id).await?;
        // Of a request that ended nothing is left to look at.
        let tells = due <= now && row.request_state == "open" && told != Some(due);
        if tells {
            let (to, event) = (Recipient::Account(who), format!("{id}.{due}"));
            self.notify(db, Notice::CaseDue, to, id.0, &event).await?;
        }
        let again = now + LOOKED_AT_EVERY;
        let again = if due > now { again.min(due) } else { again };
        Ok(case_holders::update_looked(db, id, tells.then_some(due), again).await?)
    }

    /// Of what nobody follows as it was found: not looked at again at once, which would keep others from it.
    async fn look_later(&self, db: &mut PgConnection, id: CaseId) -> Result<()> {
        let later = self.now() + LOOKED_AT_EVERY;
        Ok(case_holders::update_looked(db, id, None, later).await?)
    }
}
