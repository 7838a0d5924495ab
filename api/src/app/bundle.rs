//! The needs of one household side by side: what is agreed for one bounds the others (`core::bundle`).

use std::collections::HashMap;

use jiff::civil::Date;
use punte_core::{
    booking::{MatchState, Stretch},
    bundle::{Follows, Help, People, Plan, Wanted, at_the_same_time, follow, plan},
    id::{MatchId, NeedId, RequestId},
    matching::{Candidate, Query},
    period::Period,
    request::Household,
};
use sqlx::PgConnection;

use super::{App, Caller, Conflict, Result};
use crate::storage::{
    bundles::{self, HelpRow},
    match_around,
    matches::{MatchRow, WAITING},
    requests::{NeedRow, RequestRow},
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
    /// What would be left of other days beside what is agreed, if anything.
    pub fn left_of(&self, days: Period) -> Option<Period> {
        let wanted = Wanted {
            days: Some(days),
            ..self.wanted
        };
        let follows = follow(&wanted, &self.agreed, &[], self.people);
        follows.days.filter(|_| !follows.taken)
    }

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
        let one = row.help?;
        let over = match row.state {
            MatchState::Completed => true,
            MatchState::Started => row.leaves,
            _ => false,
        };
        if over { one.over_by(today) } else { Some(one) }
    })
    .collect()
}

/// How many parts of the group of a need have an offer.
pub(super) fn settled_parts(helps: &[HelpRow], need: NeedId) -> u32 {
    let parts = helps.iter().filter(|row| row.need == need);
    let settled = parts.filter(|row| row.state.holds()).count();
    u32::try_from(settled).unwrap_or(u32::MAX)
}

/// What waits for an answer.
fn waiting(helps: &[HelpRow]) -> Vec<Help> {
    let waits = helps.iter().filter(|row| WAITING.contains(&row.state));
    waits.filter_map(|row| row.help).collect()
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
        let helps = bundles::list_helps(db, &[request.id]).await?;
        query.settle_parts(settled_parts(&helps, row.id));
        let (agreed, waiting) = (agreed(&helps, self.today()), waiting(&helps));
        let people = People::of(&request.household);
        let follows = follow(&wanted, &agreed, &waiting, people);
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
        let helps = bundles::list_helps(db, &[request]).await?;
        Ok(agreed(&helps, self.today()))
    }

    /// The same for many requests, read at once; of those without any, nothing.
    pub(super) async fn agreed_of_each(
        &self,
        db: &mut PgConnection,
        requests: &[RequestId],
    ) -> Result<HashMap<RequestId, Vec<Help>>> {
        let mut rows = HashMap::<RequestId, Vec<HelpRow>>::new();
        for row in bundles::list_helps(db, requests).await? {
            rows.entry(row.request).or_default().push(row);
        }
        let today = self.today();
        Ok(rows
            .into_iter()
            .map(|(request, helps)| (request, agreed(&helps, today)))
            .collect())
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
    /// cannot be kept beside what was agreed before. The request is locked; `helps` is all that is agreed or asked for it.
    pub(super) async fn end_beside(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (m, household): (&MatchRow, &Household),
        helps: &[HelpRow],
    ) -> Result<()> {
        if helps.iter().all(|row| row.need == m.need) {
            return Ok(());
        }
        let people = People::of(household);
        let mut agreed = agreed(helps, self.today());
        let own = helps.iter().find(|row| row.id == m.id);
        if let Some(own) = own.and_then(|row| row.help) {
            if at_the_same_time(&own, &agreed, people).is_some() {
                // It is the host who asks: the household's other help is not theirs to know.
                return Err(Conflict::IllegalState.into());
            }
            agreed.push(own);
        }
        for row in helps {
            let waits = WAITING.contains(&row.state) && row.id != m.id && row.need != m.need;
            let meets = |help: Help| at_the_same_time(&help, &agreed, people).is_some();
            if !waits || !row.help.is_some_and(meets) {
                continue;
            }
            let other = match_around::lock(db, row.id).await?.map(|found| found.m);
            if let Some(other) = other.filter(|other| WAITING.contains(&other.state)) {
                self.supersede(db, caller, &other, true).await?;
                self.refresh_need(db, row.need).await?;
            }
        }
        Ok(())
    }
}
