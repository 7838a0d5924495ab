use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use punte_core::{
    case_work::{CaseConsent, CaseSource, Tier, TierReason, due_at, tier},
    clock::local_day,
    id::{CaseId, PlaceId, ProviderId, RequestId},
    locale::{Language, Locale},
    offer::{Category, ServiceTheme},
    policy::{Action, Actor, Subject},
    request::{NeedDetails, NeedState, Urgency},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Result, places::PlaceView},
    storage::{
        case_texts,
        household_cases::{self, CaseNeedRow, CaseRow},
        places,
    },
};

/// A need of a request that is followed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseNeedView {
    /// What for.
    pub category: Category,
    /// Of other help, what it is about: by this alone several are told apart.
    pub theme: Option<ServiceTheme>,
    /// How soon.
    pub urgency: Urgency,
    /// Where it stands.
    pub state: NeedState,
}

/// A case in the list of whoever follows it. No `Debug`: its label may name somebody.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// Its id. Not the request's.
    pub id: CaseId,
    /// For which organisation.
    pub provider_id: ProviderId,
    /// Its public name.
    pub organisation: String,
    /// What whoever follows it calls it.
    pub label: Option<String>,
    /// How soon somebody comes: 0 first, 2 last.
    #[schema(minimum = 0, maximum = 2)]
    pub tier: u8,
    /// Why not last.
    pub tier_reasons: Vec<TierReason>,
    /// How many they are.
    pub people: u16,
    /// What they need.
    pub needs: Vec<CaseNeedView>,
    /// The settlement where they are.
    pub place: Option<PlaceView>,
    /// Since when they wait.
    #[schema(value_type = String, format = DateTime)]
    pub waiting_since: Timestamp,
    /// Until when to look again.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// The day that was chosen to look again.
    #[schema(value_type = Option<String>, format = Date)]
    pub follow_up_on: Option<Date>,
    /// Whether something happened since it was opened last.
    pub news: bool,
    /// How the request stands: `open`, `withdrawn` or `closed`.
    #[schema(pattern = "^(open|withdrawn|closed)$")]
    pub request_state: String,
    /// Its version.
    pub version: i64,
}

/// A note. No `Debug`: it is about people.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseNoteView {
    /// What was written.
    pub text: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub written_at: Timestamp,
    /// Whether the caller wrote it.
    pub mine: bool,
}

/// A case, to whoever follows it. Not how they can be reached: that is opened, and written down.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseView {
    /// Its line in the list.
    pub case: CaseLine,
    /// How the household agreed.
    pub consent: CaseConsent,
    /// How it came to the caller.
    pub source: CaseSource,
    /// Since when somebody follows it.
    #[schema(value_type = String, format = DateTime)]
    pub opened_at: Timestamp,
    /// The languages they speak, best first.
    pub languages: Vec<Language>,
    /// The language in which they asked.
    pub locale: Locale,
    /// What was noted, the first first.
    pub notes: Vec<CaseNoteView>,
}

/// Who follows a request, to its household.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseWorkerView {
    /// The case.
    pub case_id: CaseId,
    /// The public name of the organisation.
    pub organisation: String,
    /// How they say that the household agreed.
    pub consent: CaseConsent,
    /// How the case came to them.
    pub source: CaseSource,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Whether they can open the request at this moment.
    pub active: bool,
}

/// How a case stands at this moment.
pub(super) struct CaseStands {
    /// How soon somebody comes.
    pub tier: Tier,
    /// Since when they wait.
    pub waiting_since: Timestamp,
    /// Until when to look again.
    pub due_at: Timestamp,
}

impl App {
    /// The organisations for which the caller may follow requests, with their public names.
    pub async fn list_followable(&self, caller: &Caller) -> Result<Vec<(ProviderId, String)>> {
        Self::case_worker(caller)?;
        let Actor::Account { helps_for, .. } = &caller.actor else {
            return Ok(Vec::new());
        };
        Ok(household_cases::list_organisations(&mut *self.read().await?, helps_for).await?)
    }

    /// The cases that the caller follows, all of them ([`punte_core::case_work::CASES_AT_MOST`]): by tier, then who has waited longest.
    pub async fn list_cases(&self, caller: &Caller) -> Result<Vec<CaseLine>> {
        let who = Self::case_worker(caller)?;
        let db = &mut *self.look_for(caller).await?;
        let rows = household_cases::list(db, who, None).await?;
        let mut lines = self.case_lines(db, caller, &rows).await?;
        lines.sort_by_key(|line| (line.tier, line.waiting_since, line.id));
        Ok(lines)
    }

    /// A case that the caller follows.
    pub async fn read_case(&self, caller: &Caller, id: CaseId) -> Result<CaseView> {
        let who = Self::case_worker(caller)?;
        let db = &mut *self.look_for(caller).await?;
        let rows = household_cases::list(db, who, Some(id)).await?;
        let line = self.case_lines(db, caller, &rows).await?.pop();
        let (Some(case), Some(row)) = (line, rows.first()) else {
            return Err(AppError::NotFound);
        };
        let notes = case_texts::list_notes(&mut self.open_for(db, caller).await?, &[id]).await?;
        Ok(CaseView {
            case,
            consent: row.consent,
            source: row.source,
            opened_at: row.opened_at,
            languages: row.household.languages.clone(),
            locale: row.locale,
            notes: notes
                .into_iter()
                .map(|note| CaseNoteView {
                    mine: note.by == who,
                    text: note.text,
                    written_at: note.at,
                })
                .collect(),
        })
    }

    /// Who follows one's own request.
    pub async fn list_case_workers(
        &self,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<CaseWorkerView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        Self::case_workers_of(&mut *self.look_for(caller).await?, request).await
    }

    /// As [`App::list_case_workers`], for whom it was asked.
    pub(in crate::app) async fn case_workers_of(
        db: &mut PgConnection,
        request: RequestId,
    ) -> Result<Vec<CaseWorkerView>> {
        let rows = household_cases::list_workers(db, request).await?;
        Ok(rows
            .into_iter()
            .map(|row| CaseWorkerView {
                case_id: row.id,
                organisation: row.organisation,
                consent: row.consent,
                source: row.source,
                since: row.held_since,
                active: row.active,
            })
            .collect())
    }

    /// What those who follow one's own request noted about it, and what they call it.
    pub(in crate::app) async fn case_notes_about(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<String>> {
        let cases = household_cases::list_workers(db, request).await?;
        let cases: Vec<_> = cases.iter().map(|row| row.id).collect();
        let opening = &mut self.open_for(db, caller).await?;
        let labels = case_texts::list_labels(opening, &cases).await?;
        let notes = case_texts::list_notes(opening, &cases).await?;
        Ok(labels
            .into_iter()
            .map(|(_, label)| label)
            .chain(notes.into_iter().map(|note| note.text))
            .filter(|text| !text.is_empty())
            .collect())
    }

    async fn case_lines(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        rows: &[CaseRow],
    ) -> Result<Vec<CaseLine>> {
        let requests: Vec<_> = rows.iter().map(|row| row.request).collect();
        let mut needs: HashMap<RequestId, Vec<CaseNeedRow>> = HashMap::new();
        for need in household_cases::list_needs(db, &requests).await? {
            needs.entry(need.request).or_default().push(need);
        }
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let labels = case_texts::list_labels(&mut self.open_for(db, caller).await?, &ids).await?;
        let mut labels: HashMap<CaseId, String> = labels.into_iter().collect();
        let at: Vec<i64> = rows.iter().filter_map(|row| Some(row.place?.0)).collect();
        let places: HashMap<PlaceId, PlaceView> = places::list(db, &at)
            .await?
            .into_iter()
            .map(|place| (place.id, PlaceView::of(place, caller.locale)))
            .collect();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let label = labels.remove(&row.id).filter(|label| !label.is_empty());
            let needs = needs.remove(&row.request).unwrap_or_default();
            let place = row.place.and_then(|place| places.get(&place).cloned());
            lines.push(self.case_line_of(row, label, &needs, place));
        }
        Ok(lines)
    }

    fn case_line_of(
        &self,
        row: &CaseRow,
        label: Option<String>,
        needs: &[CaseNeedRow],
        place: Option<PlaceView>,
    ) -> CaseLine {
        let stands = self.case_stands(row, needs);
        CaseLine {
            id: row.id,
            provider_id: row.provider,
            organisation: row.organisation.clone(),
            label,
            due_at: stands.due_at,
            tier: stands.tier.number,
            tier_reasons: stands.tier.reasons,
            people: row.household.size(),
            needs: needs
                .iter()
                .map(|need| CaseNeedView {
                    category: need.category,
                    theme: match need.need.details {
                        NeedDetails::Service { theme } => Some(theme),
                        _ => None,
                    },
                    urgency: need.need.urgency,
                    state: need.state,
                })
                .collect(),
            place,
            waiting_since: stands.waiting_since,
            follow_up_on: row.follow_up_on,
            news: row.moved_at.is_some_and(|moved| moved > row.seen_at),
            request_state: row.request_state.clone(),
            version: row.version,
        }
    }

    /// How a case stands, with what its household needs.
    pub(super) fn case_stands(&self, row: &CaseRow, needs: &[CaseNeedRow]) -> CaseStands {
        let looking = || needs.iter().filter(|need| need.state.is_looking());
        let open: Vec<_> = looking()
            .map(|need| (need.category, need.need.urgency))
            .collect();
        // Who was declined keeps their place; who was helped and asks for the next thing waits since they did.
        let since = looking().map(|need| need.created_at).min();
        let since = since.unwrap_or(row.asked_at);
        let waited = i64::from((self.today() - local_day(since)).get_days());
        let tier = tier(&row.household, &open, waited);
        CaseStands {
            due_at: due_at(tier.number, row.seen_at, row.moved_at, row.follow_up_on),
            waiting_since: since,
            tier,
        }
    }
}
