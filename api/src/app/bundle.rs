//! The needs of one household side by side: what is agreed for one bounds the others (`core::bundle`).

use jiff::civil::Date;
use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side, Stretch},
    bundle::{Follows, Help, People, Plan, Wanted, at_the_same_time, follow, plan},
    id::{MatchId, RequestId},
    matching::{Candidate, Query},
};
use sqlx::PgConnection;

use super::{
    App, AppError, Caller, Conflict, Result,
    notices::{Notice, Recipient},
};
use crate::storage::{
    bundles::{self, HelpRow},
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
    pub fn is_given_elsewhere(
        &self,
        id: MatchId,
        units: u32,
        stretch: Option<Stretch>,
        offer: &Candidate,
    ) -> bool {
        let nights = self.query.dates;
        let help = Help::of(
            id,
            &self.wanted,
            units,
            nights,
            stretch,
            &offer.terms,
            offer.point,
        );
        at_the_same_time(&help, &self.agreed, self.people).is_some()
    }
}

/// What is agreed, and not over. Whoever says that they leave a bed, or flee it, needs another for those nights, whatever its host says.
fn agreed(helps: &[HelpRow], today: Date) -> Vec<Help> {
    let held = helps.iter().filter(|row| row.state.holds());
    held.filter_map(|row| {
        let over = match row.state {
            MatchState::Completed => true,
            MatchState::Started => row.leaves,
            _ => false,
        };
        if over {
            row.help.over_by(today)
        } else {
            Some(row.help)
        }
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

    /// What is agreed for a request, and not over.
    pub(super) async fn agreed(
        &self,
        db: &mut PgConnection,
        request: RequestId,
    ) -> Result<Vec<Help>> {
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

    /// Ends the proposals for other needs that cannot be kept beside a match that is agreed now, and tells the household; refused if it
    /// cannot be kept beside what was agreed before. The request is locked.
    pub(super) async fn end_beside(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        m: &MatchRow,
    ) -> Result<()> {
        let helps = bundles::list_helps(db, m.request).await?;
        if helps.iter().all(|row| row.help.need == m.need) {
            return Ok(());
        }
        let request = requests::find(db, m.request)
            .await?
            .ok_or(AppError::NotFound)?;
        let people = People::of(&request.household);
        let mut agreed = agreed(&helps, self.today());
        if let Some(own) = helps.iter().find(|row| row.help.id == m.id) {
            if at_the_same_time(&own.help, &agreed, people).is_some() {
                // It is the host who asks: the household's other help is not theirs to know.
                return Err(Conflict::IllegalState.into());
            }
            agreed.push(own.help);
        }
        for HelpRow { state, help, .. } in &helps {
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
                // Unlike other proposals for what is served now, it leaves a need that looks on.
                self.notify(
                    db,
                    Notice::ProposalDeclined,
                    Recipient::Request(other.request),
                    other.id.0,
                    &format!("{}.beside", other.id),
                )
                .await?;
                self.refresh_need(db, help.need).await?;
            }
        }
        Ok(())
    }
}
