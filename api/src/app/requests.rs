//! Requests: filed without an account, opened again with a code, seen by nobody else.

use jiff::Timestamp;
use punte_core::{
    bundle::Plan,
    contact::ContactChannel,
    error::FieldError,
    id::{NeedId, PlaceId, RequestId},
    locale::Locale,
    mail_kind::MailKind,
    offer::Category,
    policy::{Action, Subject},
    quiet::QuietHours,
    request::{HouseholdDraft, Need, NeedDetails, NeedDraft, NeedState, NewRequest, RequestDraft},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::Origin,
    lost_codes,
    notices::{Notice, Recipient},
    sessions::TokenView,
};
use crate::{
    auth::{Holder, TrackingCode},
    ids,
    storage::requests::{self, NeedRow, NewRequestRow},
};
use punte_core::booking::Side;

/// Length of a token got for a tracking code, seconds.
pub const TRACKING_TOKEN_S: i64 = 1800;

/// A need, to its household.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedView {
    /// Its id.
    pub id: NeedId,
    /// Its category.
    pub category: Category,
    /// Where it stands.
    pub state: NeedState,
    /// What is asked.
    pub need: NeedDraft,
    /// Units that are asked for. Once the household let go of the rest, as many as are promised.
    pub quantity: u32,
    /// Units promised.
    pub served: u32,
    /// Since when its household is asked whether it still stands; none if nobody asks.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub asked_since: Option<Timestamp>,
    /// Row version.
    pub version: i64,
}

/// Words for people, in their language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Code of the words.
    pub code: String,
    /// The words.
    pub text: String,
}

/// A request, to its household.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestView {
    /// Its id.
    pub id: RequestId,
    /// `open`, `withdrawn` or `closed`.
    pub state: String,
    /// Who comes.
    pub household: HouseholdDraft,
    /// Where they are.
    pub place_id: Option<PlaceId>,
    /// Their language.
    pub locale: Locale,
    /// Whether they get an e-mail when an offer fits.
    pub alerts: bool,
    /// Whether they may be sent a text message when there is an answer or plans change.
    pub sms: bool,
    /// The kinds of mails that they do without.
    pub muted_mails: Vec<MailKind>,
    /// When they get none that can wait; null: mails come at any hour.
    pub quiet_hours: Option<QuietHours>,
    /// What they need.
    pub needs: Vec<NeedView>,
    /// The same in order, with what is agreed, nights without a bed, and what cannot both be kept. Empty unless the request is open.
    pub plan: Plan,
    /// What to do now, where a person helps better than a list.
    pub advice: Option<Advice>,
    /// Its short number, to be read out: it tells the state, and opens nothing.
    #[schema(pattern = "^[0-9 ]{14}$")]
    pub number: Option<String>,
    /// Since when an account keeps it, so that it is opened from there, too; none if none does.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub kept_since: Option<Timestamp>,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Row version, as in the ETag.
    pub version: i64,
}

/// A request just filed, with its code: shown once.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiledRequestView {
    /// The request.
    pub request: RequestView,
    /// Opens the request again, on any phone. Shown once.
    #[schema(pattern = "^[0-9A-Z-]{34}$")]
    pub tracking_code: String,
}

impl App {
    /// Files a request. Anybody can; an account is not asked for, and keeps it only if it is told to ([`App::may_keep`]).
    pub async fn file_request(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        draft: RequestDraft,
    ) -> Result<FiledRequestView> {
        let (id, code) = (RequestId(ids::random()), TrackingCode::generate());
        self.file_request_under(caller, once, draft, id, &code)
            .await
    }

    /// As [`App::file_request`], under an id and a code that the caller wrote down beforehand: whoever is interrupted can
    /// tell afterwards what was filed.
    pub async fn file_request_under(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        draft: RequestDraft,
        id: RequestId,
        code: &TrackingCode,
    ) -> Result<FiledRequestView> {
        Self::allow(caller, Action::CreateRequest, Subject::Anything)?;
        let new = NewRequest::parse(draft, self.today())?;
        self.write_once(once, async |db| {
            self.file_parsed(db, caller, &new, id, code).await
        })
        .await
    }

    /// Files a request that was checked, in the caller's transaction.
    pub(super) async fn file_parsed(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        new: &NewRequest,
        id: RequestId,
        code: &TrackingCode,
    ) -> Result<FiledRequestView> {
        let now = self.now();
        let alone = new.household.is_unaccompanied_minor(self.today());
        let keeper = new
            .keep_in_account
            .then(|| Self::may_keep(caller))
            .transpose()?;
        if alone && keeper.is_some() {
            return Err(Conflict::ChildAlone.into());
        }
        self.check_places(db, new).await?;
        let row = NewRequestRow {
            id,
            household: &new.household,
            place: new.place_id,
            locale: new.locale,
            alerts: new.alerts,
            sms: new.sms,
            tracking_hash: &code.hash(&self.auth.keys),
            filed_on: self.today(),
        };
        requests::insert(db, &self.vault, &row, &new.contact, now).await?;
        for (position, need) in (0_i16..).zip(&new.needs) {
            requests::insert_need(db, NeedId(ids::random()), id, position, need, None, now).await?;
        }
        self.record_consents(db, id, new).await?;
        if alone {
            let urgencies = new.needs.iter().map(|need| need.urgency);
            self.open_child_case(db, caller, id, urgencies).await?;
        }
        self.audit(
            db,
            caller,
            "request_filed",
            "request",
            id.0,
            json!({ "needs": new.needs.len() }),
        )
        .await?;
        // Whoever reads that address has confirmed nothing: what strangers file in its name must not flood it.
        let mailed = match &new.contact.email {
            Some(email) if new.contact.channel == ContactChannel::Email => {
                self.may_mail(db, "filed", email).await?
            }
            _ => true,
        };
        if alone {
            self.promise_child(db, id, mailed).await?;
        } else {
            let what = (Notice::RequestReceived, Recipient::Request(id), id.0);
            self.notify_mailed(db, what, &id.to_string(), mailed)
                .await?;
        }
        if let Some(who) = keeper {
            // The receipt tells the household.
            self.keep(db, caller, who, id, &[Recipient::Account(who)])
                .await?;
        }
        Ok(FiledRequestView {
            request: self.request_view(db, caller, id).await?,
            tracking_code: code.reveal(),
        })
    }

    async fn check_places(&self, db: &mut PgConnection, new: &NewRequest) -> Result<()> {
        let mut named: Vec<(PlaceId, String)> = Vec::new();
        named.extend(new.place_id.map(|place| (place, "/place_id".to_owned())));
        for (index, need) in new.needs.iter().enumerate() {
            named.extend(places_of(need, &format!("/needs/{index}")));
        }
        self.places_at(db, &named).await?;
        Ok(())
    }

    /// Whether the places of a need are known; `under` is where it lies in what was sent.
    pub(super) async fn check_places_of(
        &self,
        db: &mut PgConnection,
        need: &Need,
        under: &str,
    ) -> Result<()> {
        self.places_at(db, &places_of(need, under)).await?;
        Ok(())
    }

    /// Exchanges a tracking code for a token of thirty minutes.
    pub async fn track(&self, code: &str, origin: Origin) -> Result<(TokenView, RequestId)> {
        let request = self.find_request_by_code(code, origin).await?;
        let session = self.open_household(request).await?;
        Ok((
            self.token(Holder::Household(session), self.now(), TRACKING_TOKEN_S)?,
            request,
        ))
    }

    /// The request that a tracking code opens. One answer for every wrong code; those that could have been right are counted, and
    /// whoever mistypes one, which its check characters tell, loses nothing.
    pub async fn find_request_by_code(&self, code: &str, origin: Origin) -> Result<RequestId> {
        let wrong = || AppError::Invalid(vec![FieldError::new("/code", "tracking-code")]);
        let hash = TrackingCode::parse(code)
            .map_err(|_e| wrong())?
            .hash(&self.auth.keys);
        let counted = self.count_code(origin).await?;
        let request = requests::find_by_tracking_hash(&mut *self.read().await?, &hash)
            .await?
            .ok_or_else(wrong)?;
        self.uncount(counted).await;
        self.note_visit(request).await?;
        Ok(request)
    }

    /// A request, to its household.
    pub async fn read_request(&self, caller: &Caller, id: RequestId) -> Result<RequestView> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(id))?;
        self.request_view(&mut *self.look_for(caller).await?, caller, id)
            .await
    }

    /// Takes a request back: its open proposals end, what it held is given back.
    pub async fn withdraw_request(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: RequestId,
        version: i64,
    ) -> Result<RequestView> {
        Self::allow(caller, Action::DisposeOfRequest, Subject::Request(id))?;
        self.write_once_on(caller, id, once, async |db| {
            requests::lock(db, id).await?;
            let request = requests::find(db, id).await?.ok_or(AppError::NotFound)?;
            if request.version != version {
                return Err(AppError::Stale);
            }
            if request.state != "open" {
                return Err(Conflict::IllegalState.into());
            }
            self.end_request(db, caller, id, Side::Refugee, NeedState::Withdrawn)
                .await?;
            // Whoever else has it open has nothing to look for there any more.
            self.close_others(db, caller, id, caller.actor.household_session())
                .await?;
            self.audit(db, caller, "request_withdrawn", "request", id.0, json!({}))
                .await?;
            self.request_view(db, caller, id).await
        })
        .await
    }

    pub(super) async fn request_view(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
    ) -> Result<RequestView> {
        let row = requests::find(db, id)
            .await?
            .filter(|row| !row.erased)
            .ok_or(AppError::NotFound)?;
        let needs = requests::list_needs(db, id).await?;
        let plan = self.plan(db, &row).await?;
        Ok(RequestView {
            id,
            state: row.state,
            advice: row
                .unaccompanied_minor
                .then(|| self.people_help_advice(caller.locale)),
            household: (*row.household).clone(),
            place_id: row.place,
            locale: row.locale,
            alerts: row.alerts,
            sms: row.sms,
            muted_mails: row.muted,
            quiet_hours: row.quiet,
            needs: needs.iter().map(need_view).collect(),
            plan,
            number: lost_codes::shown(row.number),
            kept_since: row.kept_since,
            created_at: row.created_at,
            version: row.version,
        })
    }

    /// A need, to its household.
    pub(super) async fn need_view_of(&self, db: &mut PgConnection, id: NeedId) -> Result<NeedView> {
        let row = requests::find_need(db, id).await?;
        Ok(need_view(&row.ok_or(AppError::NotFound)?))
    }

    /// What a child or teenager without a parent is told, instead of a list: people help, call them.
    pub fn people_help_advice(&self, locale: Locale) -> Advice {
        let text = match self.help_lines.hotline_for_children() {
            Some(hotline) => {
                crate::texts::text_with(locale, "advice-people-help", &[("hotline", &hotline)])
            }
            None => crate::texts::text(locale, "advice-people-help-no-hotline"),
        };
        Advice {
            code: "people-help".to_owned(),
            text,
        }
    }
}

fn need_view(row: &NeedRow) -> NeedView {
    NeedView {
        id: row.id,
        category: row.category,
        state: row.state,
        need: (*row.need).clone(),
        quantity: row.quantity,
        served: row.served,
        asked_since: row.asked_since(),
        version: row.version,
    }
}

/// The places of a need, each with where it lies in what was sent.
pub(super) fn places_of(need: &Need, under: &str) -> Vec<(PlaceId, String)> {
    let mut named = vec![(need.place_id, format!("{under}/place_id"))];
    if let NeedDetails::Transport { to_place_id } = need.details {
        named.push((to_place_id, format!("{under}/details/to_place_id")));
    }
    named
}
