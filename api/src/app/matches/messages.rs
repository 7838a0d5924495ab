//! The two sides of a match write to each other, in the product: read by nobody else, told of by a mail without a word of it.

use jiff::{Timestamp, ToSpan as _};
use punte_core::{
    booking::Side,
    id::{MatchId, MessageId, ProviderId, RequestId},
    locale::Locale,
    message::{MessageDraft, PER_HOUR, Phrase, Words, may_write},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    app::{
        App, AppError, Caller, Conflict, Once, Result,
        notices::{Notice, Recipient},
    },
    ids,
    storage::{
        matches,
        messages::{self, MessageRow, NewMessage},
    },
};

/// A message, to the two sides. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageView {
    /// In which match.
    pub match_id: MatchId,
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
            match_id: row.of,
            by: row.side,
            language: row.locale,
            phrase,
            text,
            at: row.at,
            read_at: row.read_at,
        }
    }
}

/// The other side of two.
const fn other(side: Side) -> Side {
    match side {
        Side::Refugee => Side::Provider,
        _ => Side::Refugee,
    }
}

impl App {
    /// Writes to the other side. Before both agreed, a text with contacts is held back; where the match ended otherwise than well,
    /// nobody writes any more.
    pub async fn send_message(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: MatchId,
        draft: MessageDraft,
    ) -> Result<MessageView> {
        self.write_once(once, async |db| {
            let (_, side) = Self::own_match(db, caller, id).await?;
            // Whoever accepts, ends or stops it at this moment comes before us or after.
            matches::lock(db, id).await?;
            let m = matches::find(db, id).await?.ok_or(AppError::NotFound)?;
            if !may_write(m.state) {
                return Err(Conflict::IllegalState.into());
            }
            let words = Words::parse(draft.clone(), m.state)?;
            let now = self.now();
            let lately = now.checked_sub(1.hour()).unwrap_or(Timestamp::MIN);
            if messages::count_since(db, id, side, lately).await? >= PER_HOUR {
                return Err(Conflict::TooManyMessages.into());
            }
            let first = messages::count_unread(db, id, side).await? == 0;
            let new = NewMessage {
                id: MessageId(ids::ordered()),
                of: id,
                side,
                locale: caller.locale,
                words: &words,
            };
            messages::insert(db, &self.vault, &new, now).await?;
            // One mail, however much is written before it is read.
            if first {
                let event = new.id.to_string();
                let notice = Notice::MessageReceived;
                if side == Side::Refugee {
                    self.notify_provider(db, notice, m.provider, id.0, &event)
                        .await?;
                } else {
                    let to = Recipient::Request(m.request);
                    self.notify(db, notice, to, id.0, &event).await?;
                }
            }
            self.audit(
                db,
                caller,
                "message_sent",
                "match",
                id.0,
                json!({ "side": side }),
            )
            .await?;
            Ok(MessageView::from(MessageRow {
                of: id,
                side,
                locale: caller.locale,
                words: Some(words),
                at: now,
                read_at: None,
            }))
        })
        .await
    }

    /// What the two sides wrote, the first first. What the other side wrote counts as read.
    pub async fn read_messages(&self, caller: &Caller, id: MatchId) -> Result<Vec<MessageView>> {
        self.write(async |db| {
            let (_, side) = Self::own_match(db, caller, id).await?;
            let theirs = other(side);
            if messages::count_unread(db, id, theirs).await? > 0 {
                messages::update_read(db, id, theirs, self.now()).await?;
            }
            let rows =
                messages::list(&mut self.open_for(db, caller).await?, Some(id), None, None).await?;
            Ok(rows.into_iter().map(MessageView::from).collect())
        })
        .await
    }

    /// How many messages of the other side were not read.
    pub(in crate::app) async fn count_unread_messages(
        &self,
        db: &mut PgConnection,
        id: MatchId,
        side: Side,
    ) -> Result<u32> {
        let unread = messages::count_unread(db, id, other(side)).await?;
        Ok(u32::try_from(unread).unwrap_or(u32::MAX))
    }

    /// What a household or a provider wrote, to itself.
    pub(in crate::app) async fn own_messages(
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
