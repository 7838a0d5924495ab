//! A match as its two sides see it.

use jiff::Timestamp;
use punte_core::{
    aftercare::{Standing, Step, may_give_feedback},
    booking::{EndReason, MatchState, Side, may_move},
    check_in::CheckIn,
    completion::{CONFIRMED_AFTER_DAYS, Said, Word, after, left_on, said_over},
    id::{AccountId, MatchId, NeedId, OfferId, PlaceId, ProviderId, RequestId, RevisionId},
    offer::{Category, Departure},
    period::Period,
    policy::{Action, Actor, Subject},
    request::ChildrenOfAge,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::aftercare::{CheckInView, beginning};
use crate::{
    app::{App, AppError, Caller, Page, Result, known},
    storage::{
        match_around::{self, AroundRow},
        matches::{self, MatchFilter, MatchRow},
    },
};

/// The party, as a provider sees it once the household chose its offer: numbers only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyView {
    /// People.
    pub people: u32,
    /// Children among them.
    pub children: u32,
    /// Animals that come along.
    pub pets: u32,
}

/// A provider that has another name than when it was agreed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamedView {
    /// What the organisation was called then.
    pub former_name: Option<String>,
    /// Whether what a private person was called then stands with the contacts.
    pub with_contacts: bool,
}

// A match is in errors, which are logged; what somebody was called is not.
impl std::fmt::Debug for RenamedView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[renamed]")
    }
}

/// What is otherwise by now than it was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangedView {
    /// Of a ride: when it leaves now, if that is another time.
    pub departure: Option<Departure>,
    /// Whether where it is, who drives, the plate or the licence is another; the contacts have both. For the household only.
    pub contacts: bool,
}

/// A step of a match that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchStepView {
    /// Where it stood afterwards.
    pub state: MatchState,
    /// Whose step it was.
    pub side: Side,
    /// Whether somebody took it for the household who follows its request.
    pub by_helper: bool,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A match, to both sides.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchView {
    /// Its id.
    pub id: MatchId,
    /// Which need; for the household only.
    pub need_id: Option<NeedId>,
    /// Which offer.
    pub offer_id: OfferId,
    /// In which version.
    pub revision_id: RevisionId,
    /// Of which provider.
    pub provider_id: ProviderId,
    /// Category.
    pub category: Category,
    /// Where it stands.
    pub state: MatchState,
    /// Units.
    pub quantity: u32,
    /// Which days: the nights of a stay; of medical help the week in which it has a place, from a Monday to the next.
    pub during: Option<Period>,
    /// Of a ride: its first stop, by whose clocks it leaves.
    pub departs_place_id: Option<PlaceId>,
    /// Of a ride: the stop where they get in.
    pub from_place_id: Option<PlaceId>,
    /// Of a ride: the stop where they get out. The seats are theirs up to there.
    pub to_place_id: Option<PlaceId>,
    /// Of a ride: when it leaves, as it was agreed.
    pub departure: Option<Departure>,
    /// Who comes, in numbers.
    pub party: PartyView,
    /// How old the children are, the youngest first, once contacts can be seen: which seats and beds they need. Empty before.
    pub children_by_age: Vec<ChildrenOfAge>,
    /// When silence ends it.
    #[schema(value_type = String, format = DateTime)]
    pub answer_by: Timestamp,
    /// Who ended it.
    pub ended_by: Option<Side>,
    /// Why.
    pub end_reason: Option<EndReason>,
    /// What happened until now, the first step first.
    pub history: Vec<MatchStepView>,
    /// Whether contacts can be seen.
    pub contacts_shown: bool,
    /// Whether they are not shown for the moment, until somebody has looked at something.
    pub contacts_wait: bool,
    /// That the provider has another name since it was agreed, as long as that runs; for the household only.
    pub renamed: Option<RenamedView>,
    /// What is otherwise since it was agreed, as long as that runs.
    pub changed: Option<ChangedView>,
    /// Who confirmed that it stays as agreed.
    pub confirmed_by: Vec<Side>,
    /// What the sides said about whether the help is over, the first word first. It is once both say so.
    pub completion: Vec<Said>,
    /// When silence confirms what one side says.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub over_at: Option<Timestamp>,
    /// What the caller's side may say now.
    pub steps: Vec<Step>,
    /// Whether the caller's side may say how it was.
    pub feedback_open: bool,
    /// Messages of the other side that were not read.
    pub unread: u32,
    /// When people are asked how they are; for the household only.
    pub check_ins: Vec<CheckInView>,
    /// When it was proposed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Row version, as in the ETag.
    pub version: i64,
}

impl MatchView {
    /// Whether it is given up unless somebody says that it began.
    pub fn must_say(&self) -> bool {
        self.state == MatchState::Accepted && self.steps.contains(&Step::Start)
    }

    /// Of a ride: when it leaves, as far as is known now.
    pub fn leaves(&self) -> Option<Departure> {
        let now = self.changed.as_ref().and_then(|c| c.departure);
        now.or(self.departure)
    }

    /// Of a ride that leaves at another time now: when it was to leave.
    pub fn was_to_leave(&self) -> Option<Departure> {
        self.changed.as_ref()?.departure?;
        self.departure
    }

    /// Whether nights of a stay are left that are given back once both sides say that it is over.
    pub fn gives_nights_back(&self, now: Timestamp) -> bool {
        let stay = self.during.filter(|_| self.category == Category::Housing);
        self.state == MatchState::Started && stay.and_then(|stay| left_on(stay, now)).is_some()
    }

    /// Whether a side says that the help is over, and the other one has not answered.
    pub fn is_said_over_by(&self, side: Side) -> bool {
        self.state == MatchState::Started && said_over(&self.completion) == Some(side)
    }

    /// Whether a side said last that the help is not over.
    pub fn is_denied_by(&self, side: Side) -> bool {
        let denies = |said: &Said| said.word == Word::NotOver && said.side == side;
        self.state == MatchState::Started && self.completion.last().is_some_and(denies)
    }
}

/// Where the next page of a provider's matches begins.
pub type MatchKey = (Timestamp, MatchId);

impl App {
    /// A match, to either side.
    pub async fn read_match(&self, caller: &Caller, id: MatchId) -> Result<MatchView> {
        let db = &mut *self.look_for(caller).await?;
        let (m, side) = Self::own_match(db, caller, id).await?;
        self.match_view(db, &m, side).await
    }

    /// A match that the caller is a side of, and which.
    pub(in crate::app) async fn own_match(
        db: &mut PgConnection,
        caller: &Caller,
        id: MatchId,
    ) -> Result<(MatchRow, Side)> {
        let m = known(caller, matches::find(db, id).await?)?;
        Self::allow(
            caller,
            Action::ReadMatch,
            Subject::Between(m.provider, m.request),
        )?;
        let side = Self::side_of(caller, &m);
        Ok((m, side))
    }

    /// The matches of a request, newest first.
    pub async fn list_request_matches(
        &self,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<MatchView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        let db = &mut *self.look_for(caller).await?;
        let filter = MatchFilter {
            request: Some(request),
            ..MatchFilter::default()
        };
        let found = matches::list(db, &filter).await?;
        self.match_views(db, &found, Side::Refugee).await
    }

    /// What a provider was asked, newest first.
    pub async fn list_provider_matches(
        &self,
        caller: &Caller,
        provider: ProviderId,
        state: Option<MatchState>,
        after: Option<MatchKey>,
        limit: u32,
    ) -> Result<Page<MatchView, MatchKey>> {
        Self::allow(caller, Action::ReadProviderMatches, Subject::Of(provider))?;
        let db = &mut *self.look_for(caller).await?;
        let rows = matches::list_by_provider(
            db,
            provider,
            state.map(MatchState::as_str),
            after,
            i64::from(limit) + 1,
        )
        .await?;
        let page = Page::cut(rows, usize::try_from(limit).unwrap_or(0), |m: &MatchRow| {
            (m.created_at, m.id)
        });
        Ok(Page {
            items: self.match_views(db, &page.items, Side::Provider).await?,
            next: page.next,
        })
    }

    /// Which account took a step for a side, if one did: for a household whoever follows its request, and never somebody who only reads its
    /// mail. It is for the log; the other side is told that it was a helper, and not who.
    pub(in crate::app) const fn done_by(caller: &Caller, side: Side) -> Option<AccountId> {
        match (&caller.actor, side) {
            (Actor::Tracking { case_worker, .. }, Side::Refugee) => *case_worker,
            (_, Side::Refugee) => None,
            (actor, _) => actor.account(),
        }
    }

    pub(in crate::app) fn side_of(caller: &Caller, m: &MatchRow) -> Side {
        match &caller.actor {
            Actor::Tracking { request, .. } if *request == m.request => Side::Refugee,
            _ => Side::Provider,
        }
    }

    pub(in crate::app) async fn match_view(
        &self,
        db: &mut PgConnection,
        m: &MatchRow,
        side: Side,
    ) -> Result<MatchView> {
        let views = self.match_views(db, std::slice::from_ref(m), side).await?;
        views.into_iter().next().ok_or(AppError::NotFound)
    }

    /// Matches, to one side of all of them.
    pub(in crate::app) async fn match_views(
        &self,
        db: &mut PgConnection,
        rows: &[MatchRow],
        side: Side,
    ) -> Result<Vec<MatchView>> {
        let ids: Vec<MatchId> = rows.iter().map(|m| m.id).collect();
        let mut around = match_around::list(db, &ids, side).await?;
        let view = |m: &MatchRow| {
            let around = around.remove(&m.id).ok_or(AppError::NotFound)?;
            Ok(self.view_of(m, around, side))
        };
        rows.iter().map(view).collect()
    }

    fn view_of(&self, m: &MatchRow, around: AroundRow, side: Side) -> MatchView {
        let AroundRow {
            category,
            need,
            household,
            blocked,
            frozen,
            first,
            from,
            to,
            leaves_now,
            changed,
            renamed,
            former_name,
            former_name_sealed,
            confirmed_by,
            begun_unsaid,
            words,
            history,
            feedback_given,
            unread,
            check_ins,
        } = around;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (help, now, today) = (beginning(m, category, &need), self.now(), self.today());
        let begins = help.first_day();
        let standing = Standing {
            state: m.state,
            confirmed: confirmed_by.contains(&side),
            begins,
            today,
            frozen,
            unsaid: begun_unsaid,
            words: &words,
        };
        let there = help.may_be_there(check_ins.iter().any(|c| c.due_at <= now), now);
        let contacts_wait = m.state.contacts_wait(side, frozen, there);
        let may = |step: &Step| may_move(side, blocked) && step.may(side, &standing);
        let steps = Step::ALL.into_iter().filter(may).collect();
        let over_at = words
            .last()
            .filter(|said| m.state == MatchState::Started && said.word == Word::Over)
            .map(|said| after(said.at, CONFIRMED_AFTER_DAYS));
        let leaves_now = leaves_now.filter(|now| m.departure.is_some_and(|then| then != *now));
        let contacts_shown = m.state.contacts_open(blocked, contacts_wait);
        let theirs = side == Side::Refugee;
        // Where it is and who drives is no news to the provider.
        let changed = changed && theirs;
        let asked = theirs && CheckIn::is_open_in(m.state);
        MatchView {
            id: m.id,
            need_id: theirs.then_some(m.need),
            offer_id: m.offer,
            revision_id: m.revision,
            provider_id: m.provider,
            category,
            state: m.state,
            quantity: m.quantity,
            during: m.during,
            departs_place_id: first,
            from_place_id: from,
            to_place_id: to,
            departure: m.departure,
            party: PartyView {
                people: u32::from(household.size()),
                children: count(household.children.len()),
                pets: household.pets.iter().map(|p| u32::from(p.count)).sum(),
            },
            children_by_age: if contacts_shown {
                ChildrenOfAge::count(&household.children)
            } else {
                Vec::new()
            },
            answer_by: m.answer_by,
            ended_by: m.ended_by,
            end_reason: m.end_reason,
            history: history
                .into_iter()
                .map(|step| MatchStepView {
                    state: step.state,
                    side: step.side,
                    by_helper: step.by_helper,
                    at: step.at,
                })
                .collect(),
            contacts_shown,
            contacts_wait: contacts_wait && !blocked,
            renamed: (renamed && contacts_shown && theirs).then_some(RenamedView {
                former_name,
                with_contacts: former_name_sealed,
            }),
            changed: (contacts_shown && (changed || leaves_now.is_some())).then_some(ChangedView {
                departure: leaves_now,
                contacts: changed,
            }),
            unread,
            steps,
            confirmed_by,
            over_at,
            completion: words,
            feedback_open: may_give_feedback(side, m.state, m.ended_by, begins, today)
                && !feedback_given,
            check_ins: check_ins
                .into_iter()
                .filter(|_| asked)
                .map(|c| CheckInView {
                    kind: c.kind,
                    due_at: c.due_at,
                    answer: c.answer,
                })
                .collect(),
            created_at: m.created_at,
            version: m.version,
        }
    }
}
