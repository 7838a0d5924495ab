//! A household writes to an institution about its offer, without having chosen it. Only the household begins, and never with a private
//! person; what they write are the messages of `app/messages`.

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use punte_core::{
    booking::Side,
    id::{InquiryId, MessageId, OfferId, ProviderId, RequestId},
    inquiry::{self, ANSWER_WITHIN_H, End, Inquiry},
    message::{MessageDraft, Phrase, Thread},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Page, Result,
    notices::{Notice, REMIND_ANSWER, Recipient},
};
use crate::{
    ids,
    storage::{
        inquiries::{self, InquiryFilter, InquiryRow},
        jobs, messages, request_signals, requests,
    },
};

/// A first message to an institution. No `Debug`: it is for one reader.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryBody {
    /// About which offer.
    pub offer_id: OfferId,
    /// A ready-made phrase.
    #[serde(default)]
    pub phrase: Option<Phrase>,
    /// Or a text, without phone numbers, links and addresses.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 1000)]
    pub text: Option<String>,
}

/// An inquiry, to both sides. Who asks is not told: they write what they want to be known.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InquiryView {
    /// Its id.
    pub id: InquiryId,
    /// About which offer.
    pub offer_id: OfferId,
    /// Who answers.
    pub provider_id: ProviderId,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When somebody wrote last.
    #[schema(value_type = String, format = DateTime)]
    pub last_at: Timestamp,
    /// Whether the two may write: as long as the request is open, the offer stands, the household has not reported what was written, and
    /// neither side ended it.
    pub open: bool,
    /// Who ended it. Where the household asks anew, the two go on.
    pub ended_by: Option<Side>,
    /// From when on the household may ask anew; absent where nothing was ended, or nobody may write for another reason.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reopens_at: Option<Timestamp>,
    /// Whether the household waits for an answer: they may write, and it wrote last, thanks left aside.
    pub waits: bool,
    /// How many messages of the other side were not read.
    pub unread: u32,
}

/// Where a page of a provider's inquiries begins.
pub type InquiryKey = (Timestamp, InquiryId);

fn view(row: &InquiryRow, side: Side) -> InquiryView {
    InquiryView {
        id: row.id,
        offer_id: row.offer,
        provider_id: row.provider,
        created_at: row.created_at,
        last_at: row.last_at,
        open: row.stands.may_write(),
        ended_by: row.stands.ended.map(|end| end.side),
        reopens_at: row
            .stands
            .ended
            .map(End::reopens_at)
            .filter(|at| row.stands.may_reopen(*at)),
        waits: row.stands.may_write() && row.last_by == Some(Side::Refugee),
        unread: match side {
            Side::Refugee => row.unread_by_household,
            _ => row.unread_by_provider,
        },
    }
}

impl App {
    /// An inquiry that the caller is a side of, and which.
    pub(super) async fn own_inquiry(
        db: &mut PgConnection,
        caller: &Caller,
        id: InquiryId,
    ) -> Result<(InquiryRow, Side)> {
        let row = inquiries::find(db, id).await?.ok_or(AppError::NotFound)?;
        let between = Subject::Between(row.provider, row.request);
        Self::allow(caller, Action::ReadInquiry, between)?;
        let side = if caller.actor.account().is_some() {
            Side::Provider
        } else {
            Side::Refugee
        };
        Ok((row, side))
    }

    /// Writes to an institution about its public offer. Whoever wrote to it about this offer before goes on there.
    pub async fn open_inquiry(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        request: RequestId,
        body: InquiryBody,
    ) -> Result<InquiryView> {
        Self::allow(caller, Action::ActForRequest, Subject::Request(request))?;
        self.write_once_on(caller, request, once, async |db| {
            requests::lock(db, request).await?;
            let found = requests::find(db, request)
                .await?
                .ok_or(AppError::NotFound)?;
            let filter = InquiryFilter {
                request: Some(request),
                offer: Some(body.offer_id),
                ..InquiryFilter::default()
            };
            let former = inquiries::list(db, &filter, 1).await?.pop();
            let id = match former {
                Some(former) if former.stands.ended.is_some() => {
                    if !former.stands.may_reopen(self.now()) {
                        return Err(Conflict::IllegalState.into());
                    }
                    self.may_begin(db, request).await?;
                    inquiries::update_reopened(db, former.id, self.now()).await?;
                    let (action, id) = ("inquiry_reopened", former.id);
                    self.audit(db, caller, action, "inquiry", id.0, json!({}))
                        .await?;
                    id
                }
                Some(former) => former.id,
                None => {
                    let (provider, kind) = inquiries::find_provider(db, body.offer_id)
                        .await?
                        .ok_or(Conflict::OfferNotAvailable)?;
                    let stands = Inquiry {
                        kind,
                        visible: true,
                        request_open: found.state == "open",
                        minor: found.unaccompanied_minor,
                        reported: false,
                        ended: None,
                    };
                    if !stands.may_write() {
                        return Err(Conflict::OfferNotAvailable.into());
                    }
                    self.may_begin(db, request).await?;
                    let (id, now) = (InquiryId(ids::random()), self.now());
                    inquiries::insert(db, id, request, body.offer_id, provider, now).await?;
                    let data = json!({ "offer": body.offer_id });
                    self.audit(db, caller, "inquiry_opened", "inquiry", id.0, data)
                        .await?;
                    id
                }
            };
            let draft = MessageDraft {
                phrase: body.phrase,
                text: body.text.clone(),
            };
            self.write_message(db, caller, Thread::Inquiry(id), draft)
                .await?;
            let (row, side) = Self::own_inquiry(db, caller, id).await?;
            Ok(view(&row, side))
        })
        .await
    }

    /// Refuses a household that is stopped, or that began to write to many today.
    async fn may_begin(&self, db: &mut PgConnection, request: RequestId) -> Result<()> {
        if request_signals::find_stop(db, request).await?.is_some() {
            return Err(Conflict::RequestStopped.into());
        }
        let lately = self.now().checked_sub(24.hours());
        let lately = lately.unwrap_or(Timestamp::MIN);
        if inquiries::count_since(db, request, lately).await? >= inquiry::PER_DAY {
            return Err(Conflict::TooManyInquiries.into());
        }
        Ok(())
    }

    /// Ends an inquiry, from either side: nobody writes there any more, and nobody is reminded, until the household asks anew. What the
    /// household ended its institution may end, too: then it is left alone, as after any end of its own. A household that its institution
    /// does not answer any more is told.
    pub async fn end_inquiry(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: InquiryId,
    ) -> Result<InquiryView> {
        self.write_once_on(caller, id, once, async |db| {
            let (found, _) = Self::own_inquiry(db, caller, id).await?;
            // Whoever writes at this moment comes before us or after.
            requests::lock(db, found.request).await?;
            let (row, side) = Self::own_inquiry(db, caller, id).await?;
            if !row.stands.may_end(side) {
                return Err(Conflict::IllegalState.into());
            }
            let end = End {
                side,
                at: self.now(),
            };
            if row.stands.ended.is_some() {
                // One end stands: this one takes the place of the household's.
                inquiries::update_reopened(db, id, end.at).await?;
            }
            inquiries::insert_end(db, id, end, Self::done_by(caller, side)).await?;
            let data = json!({ "side": side });
            self.audit(db, caller, "inquiry_ended", "inquiry", id.0, data)
                .await?;
            if side == Side::Provider {
                let (to, event) = (Recipient::Request(row.request), format!("{id}.{}", end.at));
                self.notify(db, Notice::InquiryEnded, to, id.0, &event)
                    .await?;
            }
            let (row, side) = Self::own_inquiry(db, caller, id).await?;
            Ok(view(&row, side))
        })
        .await
    }

    /// An inquiry, to one of its sides.
    pub async fn read_inquiry(&self, caller: &Caller, id: InquiryId) -> Result<InquiryView> {
        let (row, side) = Self::own_inquiry(&mut *self.look_for(caller).await?, caller, id).await?;
        Ok(view(&row, side))
    }

    /// Whom a household wrote to; first where somebody wrote last.
    pub async fn list_request_inquiries(
        &self,
        caller: &Caller,
        request: RequestId,
    ) -> Result<Vec<InquiryView>> {
        Self::allow(caller, Action::ReadRequest, Subject::Request(request))?;
        Self::inquiries_of(&mut *self.look_for(caller).await?, request).await
    }

    /// What a household asked, to itself.
    pub(super) async fn inquiries_of(
        db: &mut PgConnection,
        request: RequestId,
    ) -> Result<Vec<InquiryView>> {
        let filter = InquiryFilter {
            request: Some(request),
            ..InquiryFilter::default()
        };
        let rows = inquiries::list(db, &filter, i64::MAX).await?;
        Ok(rows.iter().map(|row| view(row, Side::Refugee)).collect())
    }

    /// What a provider was asked; first where somebody wrote last.
    pub async fn list_provider_inquiries(
        &self,
        caller: &Caller,
        provider: ProviderId,
        before: Option<InquiryKey>,
        limit: u32,
    ) -> Result<Page<InquiryView, InquiryKey>> {
        Self::allow(caller, Action::ReadInquiries, Subject::Of(provider))?;
        let filter = InquiryFilter {
            provider: Some(provider),
            before,
            ..InquiryFilter::default()
        };
        let rows = inquiries::list(
            &mut *self.look_for(caller).await?,
            &filter,
            i64::from(limit) + 1,
        )
        .await?;
        let views = rows.iter().map(|row| view(row, Side::Provider)).collect();
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(Page::cut(views, size, |v: &InquiryView| (v.last_at, v.id)))
    }

    /// How many messages of households a provider has not read.
    pub async fn count_unread_inquiries(
        &self,
        caller: &Caller,
        provider: ProviderId,
    ) -> Result<u32> {
        Self::allow(caller, Action::ReadInquiries, Subject::Of(provider))?;
        let unread = inquiries::count_unread(&mut *self.look_for(caller).await?, provider).await?;
        Ok(u32::try_from(unread).unwrap_or(u32::MAX))
    }

    /// Plans the reminder of a question that begins to wait.
    pub(super) async fn plan_answer_reminder(
        &self,
        db: &mut PgConnection,
        id: InquiryId,
        message: MessageId,
    ) -> Result<()> {
        let now = self.now();
        let at = now + SignedDuration::from_hours(ANSWER_WITHIN_H);
        let payload = json!({ "inquiry": id, "message": message });
        let dedup_id = format!("{REMIND_ANSWER}.{message}");
        jobs::insert(
            db,
            ids::ordered(),
            REMIND_ANSWER,
            payload,
            &dedup_id,
            at,
            now,
        )
        .await?;
        Ok(())
    }

    /// Reminds a provider of a question that still waits.
    pub async fn remind_of_answer(&self, id: InquiryId, message: MessageId) -> Result<()> {
        self.write(async |db| {
            let waits = inquiries::find(db, id)
                .await?
                .filter(|row| row.stands.may_write());
            if let Some(row) = waits
                && !messages::is_answered(db, message).await?
            {
                let event = message.to_string();
                self.notify_provider(db, Notice::InquiryWaits, row.provider, id.0, &event)
                    .await?;
            }
            Ok(())
        })
        .await
    }
}
