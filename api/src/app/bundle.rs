//! The needs of one household side by side: what is agreed for one bounds the others (`core::bundle`).

use jiff::civil::Date;
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side},
    bundle::{Follows, Help, People, Plan, Wanted, at_the_same_time, follow, plan},
    id::{MatchId, RequestId},
    matching::{Candidate, Query},
};
use sqlx::PgConnection;

use super::{App, AppError, Caller, Conflict, Result};
use crate::storage::{
    bundles,
    matches::{self, MatchRow, WAITING},
    requests::{self, NeedRow, RequestRow},
};

/// A stored need, ready to be matched beside what is agreed.
pub(super) struct Asked {
    /// What is still open of it, within the bounds of the others.
    pub query: Query,
    /// These bounds.
    pub follows: Follows,
    wanted: Wanted,
    agreed: Vec<Help>,
    people: People,
}

impl Asked {
    /// Whether the same people have agreed on something else for the time of an offer.
    pub fn is_given_elsewhere(&self, id: MatchId, units: u32, offer: &Candidate) -> bool {
        let nights = self.query.dates;
        let help = Help::of(id, &self.wanted, units, nights, &offer.terms, offer.point);
        at_the_same_time(&help, &self.agreed, self.people).is_some()
    }
}

/// What is agreed, and not over.
fn agreed(helps: &[(MatchState, Help)], today: Date) -> Vec<Help> {
    let held = helps.iter().filter(|(state, _)| state.holds());
    held.filter_map(|(state, help)| match state {
        MatchState::Completed => help.over_by(today),
        _ => Some(*help),
    })
    .collect()
}

impl App {
    /// A stored need, ready to be matched: what is still open of it, as far as what is agreed for the others leaves room.
    pub(super) async fn query(
        &self,
        db: &mut PgConnection,
        request: &RequestRow,
        row: &NeedRow,
    ) -> Result<Asked> {
        let open = row.quantity.saturating_sub(row.served);
        let mut query = self
            .query_of(db, request.id, &request.household, &row.need, open, "")
            .await?;
        let wanted = Wanted::of(row.id, &row.need, open, query.origin, query.destination);
        let agreed = self.agreed(db, request.id).await?;
        let people = People::of(&request.household);
        let follows = follow(&wanted, &agreed, people);
        (query.dates, query.anchor) = (follows.days, follows.near);
        Ok(Asked {
            query,
            follows,
            wanted,
            agreed,
            people,
        })
    }

    async fn agreed(&self, db: &mut PgConnection, request: RequestId) -> Result<Vec<Help>> {
        let helps = bundles::list_helps(db, request).await?;
        Ok(agreed(&helps, self.today()))
    }

    /// The needs of a request in order; nothing of one that is closed, or that is not matched.
    pub(super) async fn plan(&self, db: &mut PgConnection, request: &RequestRow) -> Result<Plan> {
        if request.state != "open" || request.unaccompanied_minor {
            return Ok(Plan::default());
        }
        let wanted = bundles::list_wanted(db, request.id).await?;
        let agreed = self.agreed(db, request.id).await?;
        let people = People::of(&request.household);
        Ok(plan(&wanted, &agreed, people, self.today()))
    }

    /// Ends the proposals for other needs that cannot be kept beside a match that is agreed now; refused if it cannot be kept beside
    /// what was agreed before. The request is locked.
    pub(super) async fn end_beside(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
    ) -> Result<()> {
        let helps = bundles::list_helps(db, m.request).await?;
        if helps.iter().all(|(_, help)| help.need == m.need) {
            return Ok(());
        }
        let request = requests::find(db, m.request)
            .await?
            .ok_or(AppError::NotFound)?;
        let people = People::of(&request.household);
        let mut agreed = agreed(&helps, self.today());
        if let Some((_, own)) = helps.iter().find(|(_, help)| help.id == m.id) {
            if at_the_same_time(own, &agreed, people).is_some() {
                return Err(Conflict::AtTheSameTime.into());
            }
            agreed.push(*own);
        }
        for (state, help) in &helps {
            let waits = WAITING.contains(state) && help.id != m.id && help.need != m.need;
            if !waits || at_the_same_time(help, &agreed, people).is_none() {
                continue;
            }
            requests::lock_need(db, help.need).await?;
            let other = matches::lock(db, help.id).await?;
            if let Some(other) = other.filter(|other| WAITING.contains(&other.state)) {
                self.end_match(
                    db,
                    caller,
                    &other,
                    MatchAction::Decline,
                    Side::System,
                    EndReason::Superseded,
                )
                .await?;
                self.refresh_need(db, help.need).await?;
            }
        }
        Ok(())
    }
}
