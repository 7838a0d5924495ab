//! A household and a provider write to each other, in the product: about a match, or what a household asks an institution. Read by
//! nobody else, told of by a mail without a word of it.

use jiff::{Timestamp, ToSpan as _};
use punte_core::{
    booking::Side,
    error::FieldError,
    id::{InquiryId, MatchId, MessageId, OfferId, ProviderId, RequestId},
    locale::Locale,
    message::{MessageDraft, PER_HOUR, Phrase, Thread, Words, holds_back, may_write},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, Caller, Conflict, Once, Result,
    notices::{Notice, Recipient},
};
use crate::{
    ids,
    storage::{
        messages::{self, MessageRow, NewMessage},
        providers, requests,
    },
};

/// A message, to the two sides. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageView {
    /// In which match,
    pub match_id: Option<MatchId>,
    /// or in which inquiry.
    pub inquiry_id: Option<InquiryId>,
    /// Who wrote it.
    pub by: Side,
    /// The language in which it was written.
    pub language: Locale,
    /// A phrase, to be read in one's own language.
    pub phrase: Option<Phrase>,
    /// Or a text; absent once it was erased.
    pub text: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// When the other side read it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
}

impl From<MessageRow> for MessageView {
    fn from(row: MessageRow) -> Self {
        let (phrase, text) = match row.words {
            Some(Words::Phrase(phrase)) => (Some(phrase), None),
            Some(Words::Text(text)) => (None, Some(text)),
            None => (None, None),
        };
        Self {
            match_id: row.of.of_match(),
            inquiry_id: row.of.inquiry(),
            by: row.side,
            language: row.locale,
            phrase,
            text,
            at: row.at,
            read_at: row.read_at,
        }
    }
}

/// A thread, as one of its two sides has it.
pub(super) struct OwnThread {
    provider: ProviderId,
    request: RequestId,
    /// About which offer.
    pub(super) offer: OfferId,
    /// Which side has it.
    pub(super) side: Side,
    /// Whether they may write.
    open: bool,
    /// Whether contacts are held back.
    held_back: bool,
    /// The inquiry in which this side would begin to wait for an answer.
    asks: Option<InquiryId>,
}

/// The other side of two.
pub(super) const fn other(side: Side) -> Side {
    match side {
        Side::Refugee => Side::Provider,
        _ => Side::Refugee,
    }
}

impl App {
    /// A thread that the caller is a side of.
    pub(super) async fn own_thread(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        of: Thread,
    ) -> Result<OwnThread> {
        match of {
            Thread::Match(id) => {
                let (m, side) = Self::own_match(db, caller, id).await?;
                Ok(OwnThread {
                    provider: m.provider,
                    request: m.request,
                    offer: m.offer,
                    side,
                    open: may_write(m.state) && !providers::is_blocked(db, m.provider).await?,
                    // Nobody reads in a message what they are not shown.
                    held_back: holds_back(m.state)
                        || self.contacts_wait(db, &m, other(side)).await?,
                    asks: None,
                })
            }
            Thread::Inquiry(id) => {
                let (inquiry, side) = Self::own_inquiry(db, caller, id).await?;
                Ok(OwnThread {
                    provider: inquiry.provider,
                    request: inquiry.request,
                    offer: inquiry.offer,
                    side,
                    open: inquiry.stands.may_write(),
                    held_back: true,
                    asks: (side == Side::Refugee && inquiry.last_by != Some(Side::Refugee))
                        .then_some(id),
                })
            }
        }
    }

    /// Writes to the other side. Before both agreed, or where contacts wait for it, a text with contacts is held back; where it is
    /// over, nobody writes any more.
    pub async fn send_message(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        of: Thread,
        draft: MessageDraft,
    ) -> Result<MessageView> {
        self.write_once_on(caller, of, once, async |db| {
            self.write_message(db, caller, of, draft.clone()).await
        })
        .await
    }

    /// Writes in the caller's transaction.
    pub(super) async fn write_message(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        of: Thread,
        draft: MessageDraft,
    ) -> Result<MessageView> {
        let thread = self.own_thread(db, caller, of).await?;
        // Whoever accepts, ends or stops it at this moment begins with the household, too, and comes before us or after.
        requests::lock(db, thread.request).await?;
        let thread = self.own_thread(db, caller, of).await?;
        if !thread.open {
            return Err(Conflict::IllegalState.into());
        }
        let words = Words::parse(draft, thread.held_back)?;
        if thread.held_back {
            let mut rows =
                messages::list(&mut self.open_for(db, caller).await?, Some(of), None, None).await?;
            rows.retain(|row| row.side == thread.side);
            let before = rows.into_iter().next_back().and_then(|row| row.words);
            if before.is_some_and(|before| words.completes_contact(&before)) {
                return Err(FieldError::new("/text", "contact-in-text").into());
            }
        }
        let (now, side) = (self.now(), thread.side);
        let lately = now.checked_sub(1.hour()).unwrap_or(Timestamp::MIN);
        if messages::count_since(db, of, side, lately).await? >= PER_HOUR {
            return Err(Conflict::TooManyMessages.into());
        }
        let first = messages::count_unread(db, of, side).await? == 0;
        let new = NewMessage {
            id: MessageId(ids::ordered()),
            of,
            side,
            locale: caller.locale,
            words: &words,
        };
        messages::insert(db, &self.vault, &new, now).await?;
        // One mail, however much is written before it is read.
        if first {
            let event = new.id.to_string();
            let notice = match of {
                Thread::Match(_) => Notice::MessageReceived,
                Thread::Inquiry(_) => Notice::InquiryMessage,
            };
            if side == Side::Refugee {
                self.notify_provider(db, notice, thread.provider, of.uuid(), &event)
                    .await?;
            } else {
                let to = Recipient::Request(thread.request);
                self.notify(db, notice, to, of.uuid(), &event).await?;
            }
        }
        if let Some(inquiry) = thread.asks
            && words.wants_answer()
        {
            self.plan_answer_reminder(db, inquiry, new.id).await?;
        }
        let (kind, id) = (of.kind(), of.uuid());
        let data = json!({ "side": side });
        self.audit(db, caller, "message_sent", kind, id, data)
            .await?;
        Ok(MessageView::from(MessageRow {
            of,
            side,
            locale: caller.locale,
            words: Some(words),
            at: now,
            read_at: None,
        }))
    }

    /// What the two sides wrote, the first first. What the other side wrote counts as read; not for a provider who is blocked, of whom
    /// a household hears nothing any more.
    pub async fn read_messages(&self, caller: &Caller, of: Thread) -> Result<Vec<MessageView>> {
        self.write_on(caller, of, async |db| {
            let thread = self.own_thread(db, caller, of).await?;
            let theirs = other(thread.side);
            let unheard =
                thread.side == Side::Provider && providers::is_blocked(db, thread.provider).await?;
            if !unheard && messages::count_unread(db, of, theirs).await? > 0 {
                messages::update_read(db, of, theirs, self.now()).await?;
            }
            let rows =
                messages::list(&mut self.open_for(db, caller).await?, Some(of), None, None).await?;
            Ok(rows.into_iter().map(MessageView::from).collect())
        })
        .await
    }

    /// What a household or a provider wrote, to itself.
    pub(super) async fn own_messages(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        request: Option<RequestId>,
        provider: Option<ProviderId>,
    ) -> Result<Vec<MessageView>> {
        let side = if request.is_some() {
            Side::Refugee
        } else {
            Side::Provider
        };
        let rows = messages::list(
            &mut self.open_for(db, caller).await?,
            None,
            request,
            provider,
        )
        .await?;
        let own = rows.into_iter().filter(|row| row.side == side);
        Ok(own.map(MessageView::from).collect())
    }
}
