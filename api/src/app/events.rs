//! What happened to offers and matches, for systems that ask from time to time: nobody misses an event, and nobody is told one twice.

use jiff::{Timestamp, ToSpan as _};
use punte_core::{
    event::{EventKind, EventScope},
    id::{EventId, InquiryId, MatchId, OfferId},
    policy::{Action, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{App, Caller, Conflict, Result};
use crate::storage::events::{self, EventRow};

/// How long events are kept.
const KEPT_FOR_HOURS: i64 = 30 * 24;

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventView {
    /// Its id, the same whenever it is read.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// To which offer.
    pub offer_id: OfferId,
    /// To which match of it.
    pub match_id: Option<MatchId>,
    /// To which question about it, that a household asked without choosing it.
    pub inquiry_id: Option<InquiryId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

impl From<EventRow> for EventView {
    fn from(row: EventRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            offer_id: row.offer,
            match_id: row.of,
            inquiry_id: row.inquiry,
            at: row.at,
        }
    }
}

/// Up to where somebody has read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventsKey {
    /// The position of the last event, whoever may read it.
    read: i64,
}

/// Events in their order, and where to go on.
pub struct Events {
    /// The events.
    pub items: Vec<EventView>,
    /// From where on the next ones are asked for.
    pub after: EventsKey,
    /// Whether there are more already.
    pub more: bool,
}

impl App {
    /// What happened after that, to the caller's offers and matches or to all public offers. `events-gone` if some of it is not kept
    /// any more, or this server never told it.
    pub async fn list_events(
        &self,
        caller: &Caller,
        after: Option<EventsKey>,
        limit: u32,
    ) -> Result<Events> {
        Self::allow(caller, Action::ReadEvents, Subject::Anything)?;
        let scope = EventScope::of(&caller.actor);
        self.write(async |db| Ok(events::place(db).await?)).await?;
        let db = &mut *self.read().await?;
        let begin = after.map_or(0, |key| key.read);
        let mut look = events::list(db, &scope, begin, i64::from(limit) + 1).await?;
        if after.is_some() && !(look.removed..=look.last).contains(&begin) {
            return Err(Conflict::EventsGone.into());
        }
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = look.rows.len() > size;
        look.rows.truncate(size);
        let read = look.rows.last().filter(|_| more);
        Ok(Events {
            // What others may read counts as read, too: a cursor does not grow old while there is nothing to tell.
            after: EventsKey {
                read: read.map_or(look.last, |row| row.position),
            },
            items: look.rows.into_iter().map(EventView::from).collect(),
            more,
        })
    }

    /// Puts new events into their order and removes old ones.
    pub async fn tend_events(&self) -> Result<()> {
        let oldest = self.now().checked_sub(KEPT_FOR_HOURS.hours());
        self.write(async |db| {
            events::place(db).await?;
            events::delete_older(db, oldest.clone().unwrap_or(Timestamp::MIN)).await?;
            Ok(())
        })
        .await
    }
}
