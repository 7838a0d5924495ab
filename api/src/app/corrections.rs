//! What a household said of itself and of what it needs is put right (GDPR, Article 16). It keeps its place among those who wait: nothing
//! is filed anew.

use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side, may_wait_on},
    case_work::CaseEnd,
    clock::local_day,
    constraint::Criterion,
    error::FieldError,
    id::{NeedId, PlaceId, RequestId},
    locale::Locale,
    matching::{Exclusion, Verdict, explain},
    offer::Category,
    policy::{Action, Subject},
    request::{Household, HouseholdDraft, MOST_LOOKING, MOST_NEEDS, Need, NeedDraft},
    rights::{Purpose, purposes},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    notices::Notice,
    requests::{NeedView, RequestView},
};
use crate::{
    ids,
    storage::{
        household_cases::Ending,
        match_around,
        matches::{self, COUNTED_ON, HOLDING, MatchFilter, MatchRow, WAITING},
        requests::{self, NeedRow, RequestRow},
        rights,
    },
};

/// States of what is agreed and has not begun.
const AGREED: &[MatchState] = &[MatchState::Accepted, MatchState::Confirmed];

/// Matches in the way that one answer tells of, at most.
const MOST_IN_THE_WAY: usize = 50;

/// Who comes and where they are, as it should be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HouseholdCorrection)]
pub struct HouseholdCorrectionBody {
    /// Who comes.
    pub household: HouseholdDraft,
    /// Where they are now.
    #[serde(default)]
    pub place_id: Option<PlaceId>,
}

impl App {
    /// Puts right who comes and where they are. The needs that look for help follow: units, animals, and what somebody needs to live;
    /// `access` says how much each of these matters, if that is said anew. While something is agreed the same people come.
    pub async fn correct_household(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: RequestId,
        version: i64,
        body: HouseholdCorrectionBody,
        access: Option<&[Criterion]>,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::ActForRequest, Subject::Request(id))?;
        let household = Household::parse(body.household, self.today()).map_err(|errors| {
            let under = errors.into_iter().map(|e| e.under("/household"));
            under.collect::<Vec<_>>()
        })?;
        let place = body.place_id;
        self.write_once_on(caller, id, once, async |db| {
            let before = self.lock_request(db, id, version).await?;
            if let Some(place) = place {
                self.place_at(db, place, "/place_id").await?;
            }
            // As the database sees it: by the day on which it was filed.
            let alone = household.is_unaccompanied_minor(local_day(before.created_at));
            if before.unaccompanied_minor && !alone {
                return Err(Conflict::ChildAlone.into());
            }
            let same_company = household.is_same_company(&before.household);
            // Whoever is left alone says so at any time, and people look after what is agreed.
            if !same_company && !alone {
                self.refuse_while_agreed(
                    db,
                    &MatchFilter {
                        request: Some(id),
                        states: COUNTED_ON,
                        ..MatchFilter::default()
                    },
                )
                .await?;
            }
            let left_alone = alone && !before.unaccompanied_minor;
            if left_alone {
                // Before the database does it by itself, which tells nobody.
                let of = Ending::OfRequest(id);
                self.end_household_cases(db, caller, of, CaseEnd::ChildAlone)
                    .await?;
                self.end_kept(db, caller, id).await?;
            }
            requests::update_household(db, id, &household, place).await?;
            self.let_needs_follow(db, &before, &household, access)
                .await?;
            if left_alone {
                self.leave_to_child_protection(db, caller, id).await?;
            }
            self.settle_corrected(db, caller, id, None).await?;
            let data = json!({ "changed": !same_company });
            self.audit(db, caller, "household_corrected", "request", id.0, data)
                .await?;
            self.request_view(db, caller, id).await
        })
        .await
    }

    /// Puts right what a need asks, while nothing of it is agreed: checked as when it is filed, and of the same kind. It waits since it
    /// was asked for first; one whose days are over looks again.
    pub async fn correct_need(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: NeedId,
        version: i64,
        draft: NeedDraft,
    ) -> Result<NeedView> {
        self.write_once_on(caller, id, once, async |db| {
            let (found, _) = self.own_need(db, caller, id, Action::ActForRequest).await?;
            let request = self.lock_correctable(db, found.request).await?;
            let before = requests::lock_need(db, id)
                .await?
                .ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Stale);
            }
            if !before.state.is_correctable() {
                self.refuse_while_agreed(
                    db,
                    &MatchFilter {
                        need: Some(id),
                        states: HOLDING,
                        ..MatchFilter::default()
                    },
                )
                .await?;
                return Err(Conflict::IllegalState.into());
            }
            if !before.state.is_looking() {
                let all = requests::list_needs(db, request.id).await?;
                Self::refuse_too_many(&all)?;
            }
            let next = before
                .need
                .corrected(draft.clone(), &request.household, self.today())?;
            self.check_places_of(db, &next, "").await?;
            requests::update_need(db, id, &next, self.now()).await?;
            requests::update_version(db, request.id).await?;
            self.settle_corrected(db, caller, request.id, Some(&before))
                .await?;
            self.audit(db, caller, "need_corrected", "need", id.0, json!({}))
                .await?;
            self.need_view_of(db, id).await
        })
        .await
    }

    /// Asks for one thing more with a request that is open.
    pub async fn add_need(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: RequestId,
        draft: NeedDraft,
    ) -> Result<NeedView> {
        Self::allow(caller, Action::ActForRequest, Subject::Request(id))?;
        self.write_once_on(caller, id, once, async |db| {
            let request = self.lock_correctable(db, id).await?;
            let all = requests::list_needs(db, id).await?;
            if all.len() >= MOST_NEEDS {
                return Err(Conflict::TooManyNeeds.into());
            }
            Self::refuse_too_many(&all)?;
            let next = Need::parse_for(draft.clone(), &request.household, self.today())?;
            self.check_places_of(db, &next, "").await?;
            let (need, now) = (NeedId(ids::random()), self.now());
            let position = i16::try_from(all.len()).unwrap_or(i16::MAX);
            requests::insert_need(db, need, id, position, &next, None, now).await?;
            requests::update_version(db, id).await?;
            self.settle_consent(db, caller.locale, &request).await?;
            rights::update_last_seen(db, id, now).await?;
            let data = json!({ "category": next.category() });
            self.audit(db, caller, "need_added", "need", need.0, data)
                .await?;
            self.need_view_of(db, need).await
        })
        .await
    }

    /// Refuses one that looks for help more than there may be.
    fn refuse_too_many(all: &[NeedRow]) -> Result<()> {
        let looking = all.iter().filter(|need| need.state.is_looking()).count();
        if looking < MOST_LOOKING {
            Ok(())
        } else {
            Err(Conflict::TooManyNeeds.into())
        }
    }

    /// Locks a request of which what is needed may be put right: one that is open, and not of a child who is alone, for whom people do.
    async fn lock_correctable(&self, db: &mut PgConnection, id: RequestId) -> Result<RequestRow> {
        let request = self.lock_living_request(db, id).await?;
        if request.state != "open" {
            return Err(Conflict::IllegalState.into());
        }
        if request.unaccompanied_minor {
            return Err(Conflict::ChildAlone.into());
        }
        Ok(request)
    }

    /// Refuses while there are such matches, and says which.
    async fn refuse_while_agreed(
        &self,
        db: &mut PgConnection,
        filter: &MatchFilter<'_>,
    ) -> Result<()> {
        let mut held = matches::list(db, filter).await?;
        if held.is_empty() {
            return Ok(());
        }
        held.truncate(MOST_IN_THE_WAY);
        let views = self.match_views(db, &held, Side::Refugee).await?;
        Err(AppError::InTheWay(Conflict::AlreadyAgreed, views))
    }

    /// Gives a household of which nobody is surely of age any more to child protection. What was agreed and has not begun is called off:
    /// whoever agreed did so for others. What has begun is for people to look at.
    async fn leave_to_child_protection(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
    ) -> Result<()> {
        let needs = requests::list_needs(db, id).await?;
        let urgencies = needs.iter().map(|need| need.need.urgency);
        self.open_child_case(db, caller, id, urgencies).await?;
        self.promise_child(db, id, true).await?;
        let filter = MatchFilter {
            request: Some(id),
            states: AGREED,
            ..MatchFilter::default()
        };
        for m in matches::list(db, &filter).await? {
            let locked = match_around::lock(db, m.id).await?.map(|found| found.m);
            if let Some(m) = locked.filter(|m| AGREED.contains(&m.state)) {
                // It says nothing about the host.
                let (action, side) = (MatchAction::Cancel, Side::Refugee);
                self.end_match(db, caller, &m, action, side, EndReason::RequestGone)
                    .await?;
                self.refresh_need(db, m.need).await?;
            }
        }
        Ok(())
    }

    /// Makes the needs that look for help follow who comes. Of one that is partly helped only what is asked of offers does.
    async fn let_needs_follow(
        &self,
        db: &mut PgConnection,
        before: &RequestRow,
        household: &Household,
        access: Option<&[Criterion]>,
    ) -> Result<()> {
        let same_company = household.is_same_company(&before.household);
        let mut errors: Vec<FieldError> = Vec::new();
        let all = requests::list_needs(db, before.id).await?;
        for (index, need) in all.iter().enumerate() {
            let Some(need) = requests::lock_need(db, need.id).await? else {
                continue;
            };
            if !(need.state.is_unhelped() || need.state.is_looking() && same_company) {
                continue;
            }
            match need.need.following(&before.household, household, access) {
                Ok(next) if next == need.need => {}
                Ok(next) => requests::update_need(db, need.id, &next, self.now()).await?,
                Err(found) => {
                    let under = format!("/needs/{index}");
                    errors.extend(found.into_iter().map(|e| e.under(&under)));
                }
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors.into())
        }
    }

    /// Does what follows from a correction, once it is written: consent, and the proposals that wait, of all needs or of the one that was
    /// put right, as it was `before`. It is a word of the household, as to open the request is.
    async fn settle_corrected(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
        before: Option<&NeedRow>,
    ) -> Result<()> {
        let request = requests::find(db, id).await?.ok_or(AppError::NotFound)?;
        self.settle_consent(db, caller.locale, &request).await?;
        rights::update_last_seen(db, id, self.now()).await?;
        for need in requests::list_needs(db, id).await? {
            let other = before.is_some_and(|before| before.id != need.id);
            if other || !need.state.is_looking() {
                continue;
            }
            let other_days = before.is_some_and(|before| before.need.dates != need.need.dates);
            self.settle_proposals(db, caller, (&request, &need), other_days)
                .await?;
        }
        Ok(())
    }

    /// Whoever says what somebody needs to live agrees that it is used, as when it is filed; once nothing of it is stored any more,
    /// there is nothing to agree to.
    async fn settle_consent(
        &self,
        db: &mut PgConnection,
        locale: Locale,
        request: &RequestRow,
    ) -> Result<()> {
        let needs = requests::list_needs(db, request.id).await?;
        let needs: Vec<Need> = needs.into_iter().map(|row| row.need).collect();
        let purpose = Purpose::FunctionalNeeds;
        let says = purposes(&request.household, &needs, false, false).contains(&purpose);
        let agreed = rights::list_consents(db, request.id)
            .await?
            .iter()
            .any(|c| c.purpose == purpose && c.withdrawn_at.is_none());
        if says && !agreed {
            self.record_consent(db, request.id, purpose, locale).await?;
        } else if agreed && !says {
            rights::update_consent_withdrawn(db, request.id, purpose, self.now()).await?;
        }
        Ok(())
    }

    /// Ends the proposals of a need that do not fit it any more, and tells their providers. Those that do get a new version: nobody says
    /// yes to what they did not see.
    async fn settle_proposals(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (request, need): (&RequestRow, &NeedRow),
        other_days: bool,
    ) -> Result<()> {
        let filter = MatchFilter {
            need: Some(need.id),
            states: WAITING,
            ..MatchFilter::default()
        };
        for m in matches::list(db, &filter).await? {
            let locked = match_around::lock(db, m.id).await?.map(|found| found.m);
            let Some(m) = locked.filter(|m| WAITING.contains(&m.state)) else {
                continue;
            };
            let stay_moved = other_days && need.category == Category::Housing;
            if !stay_moved && self.still_fits(db, request, need, &m).await? {
                matches::update_version(db, m.id).await?;
                continue;
            }
            let (action, side) = (MatchAction::Cancel, Side::Refugee);
            self.end_match(db, caller, &m, action, side, EndReason::DoesNotFit)
                .await?;
            let event = format!("{}.corrected", m.id);
            self.notify_provider(db, Notice::MatchCancelled, m.provider, m.id.0, &event)
                .await?;
        }
        self.refresh_need(db, need.id).await
    }

    /// Whether what was chosen still fits its need, as far as that is the household's to say: an offer that is full or paused by now may
    /// have a place again.
    async fn still_fits(
        &self,
        db: &mut PgConnection,
        request: &RequestRow,
        need: &NeedRow,
        m: &MatchRow,
    ) -> Result<bool> {
        let open = need.quantity.saturating_sub(need.served);
        let mut query = self.query(db, request, need).await?.query;
        let whole = m.quantity == open || query.splits && may_wait_on(m.quantity, open);
        let in_time = match (need.category, m.during, need.need.dates) {
            (Category::Medical, Some(week), Some(days)) => week.overlaps(days),
            _ => true,
        };
        if request.unaccompanied_minor || !whole || !in_time {
            return Ok(false);
        }
        let Some((_, offer)) = self.candidate(db, m.offer).await? else {
            return Ok(false);
        };
        let chosen = match m.stretch {
            Some(stretch) => offer.between(stretch),
            None => Some(offer),
        };
        let Some(chosen) = chosen else {
            return Ok(false);
        };
        (query.quantity, query.least_quantity) = (m.quantity, m.quantity);
        if need.category == Category::Housing {
            query.dates = m.during;
        }
        Ok(match explain(&query, &chosen, &self.weights).verdict {
            Verdict::Fits(_) | Verdict::AskFirst(_) => true,
            Verdict::Excluded(reasons) => reasons
                .iter()
                .all(|why| matches!(why, Exclusion::Full | Exclusion::Paused)),
        })
    }
}
