//! The moderators' desk: the queue by tabs, and an item with everything around it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    id::{PlaceId, ReviewItemId},
    locale::Locale,
    offer::{
        Category, FieldChange, OfferDetails, OfferDraft, OfferPrivateDraft, ReviewState,
        private_fields,
    },
    place::Publication,
    policy::{Action, Subject},
    provider::ProviderKind,
};
use sqlx::PgConnection;

use super::{
    DeskTab,
    view::{ReviewDetailView, ReviewItemView, item_view},
};
use crate::{
    app::{App, AppError, Caller, Page, Result, places::PlaceView},
    storage::{
        desk::{self, DeskFilter, DeskRow},
        hint_readings, offer_private, offer_revisions, offers, places, providers,
    },
};

pub use crate::storage::desk::DeskKey as QueueKey;

/// What the moderator can do with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Take it.
    Free,
    /// Decide: it is theirs until then.
    Mine(Timestamp),
    /// Wait: another one has it until then.
    Held(Timestamp),
    /// Nothing: it is their own, or their organisation's.
    Own,
    /// Nothing more: they decided, and another one has to.
    Decided,
    /// Nothing more: they handed it to somebody else.
    HandedOn,
    /// Nothing: it is closed.
    Closed,
}

/// A line of the desk.
#[derive(Clone)]
pub struct DeskLine {
    /// The item.
    pub item: ReviewItemView,
    /// The offer's reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// Its place.
    pub place: Option<PlaceView>,
    /// Whether a report about its provider is open; not told to its own.
    pub reported: bool,
    /// Whether there are no hints, or only such as were called no problem.
    pub calm: bool,
    /// What the moderator can do.
    pub stand: Stand,
    /// Whether they keep answers to its checklist.
    pub kept: bool,
}

/// An item on the desk.
pub struct DeskItem {
    /// Its line.
    pub line: DeskLine,
    /// What a decision needs.
    pub detail: ReviewDetailView,
    /// The number of the version that waits.
    pub number: i32,
    /// The number of the version that people see, if they see one.
    pub live_number: Option<i32>,
    /// Where the offer stands.
    pub review: ReviewState,
    /// The places that the versions name.
    pub places: BTreeMap<PlaceId, PlaceView>,
    /// Private fields that are filled in: their names, never what they hold.
    pub private_given: Vec<&'static str>,
    /// Private fields that differ from those of the version that people see.
    pub private_changed: Vec<&'static str>,
    /// How many offers of the provider stand where.
    pub offers_by_state: BTreeMap<String, i64>,
    /// A newer version of the offer that waits instead of this one.
    pub newer: Option<ReviewItemId>,
    /// What its provider is.
    pub provider_kind: ProviderKind,
    /// How exactly people would see its place.
    pub publication: Publication,
}

/// Characters of what is looked for in titles, at most.
pub const MOST_WORDS: usize = 120;

/// What is looked for on the desk.
#[derive(Debug, Clone, Default)]
pub struct DeskSearch {
    /// The part of the queue.
    pub tab: DeskTab,
    /// Of this category.
    pub category: Option<Category>,
    /// With these words in the title, or this reference.
    pub words: Option<String>,
}

fn stand(row: &DeskRow, caller: &Caller, now: Timestamp) -> Stand {
    let held = row.item.lease_until.filter(|until| *until > now);
    match (row.item.claimed_by, held) {
        _ if row.item.state != "open" => Stand::Closed,
        _ if row.own => Stand::Own,
        _ if row.decided => Stand::Decided,
        _ if row.handed_on => Stand::HandedOn,
        (by @ Some(_), Some(until)) if by == caller.actor.account() => Stand::Mine(until),
        (Some(_), Some(until)) => Stand::Held(until),
        _ => Stand::Free,
    }
}

fn line(
    row: DeskRow,
    item: ReviewItemView,
    place: Option<PlaceView>,
    caller: &Caller,
    now: Timestamp,
) -> DeskLine {
    let stand = stand(&row, caller, now);
    DeskLine {
        kept: row.kept,
        reported: row.reported && !row.own,
        calm: row.calm,
        item,
        reference: row.reference,
        title: row.title,
        language: row.language,
        place,
        stand,
    }
}

pub(super) fn places_of(draft: &OfferDraft) -> Vec<i64> {
    let mut ids = vec![draft.place_id.0];
    if let OfferDetails::Transport(ride) = &draft.details {
        ids.extend(ride.stops.iter().map(|stop| stop.place_id.0));
    }
    ids
}

/// The private fields, by their names and in the order of the form, with whether they hold something.
fn private_given(private: &OfferPrivateDraft) -> [(&'static str, bool); 5] {
    [
        ("address", private.address.is_some()),
        ("point", private.point.is_some()),
        ("driver", private.driver.is_some()),
        ("plate", private.plate.is_some()),
        ("licence_number", private.licence_number.is_some()),
    ]
}

/// The names of the private fields in which two versions differ.
pub(super) fn differing(a: &OfferPrivateDraft, b: &OfferPrivateDraft) -> Vec<&'static str> {
    [
        ("address", a.address == b.address),
        ("point", a.point == b.point),
        ("driver", a.driver == b.driver),
        ("plate", a.plate == b.plate),
        ("licence_number", a.licence_number == b.licence_number),
    ]
    .into_iter()
    .filter_map(|(name, same)| (!same).then_some(name))
    .collect()
}

impl App {
    /// A part of the queue, as this moderator looks at it: what was handed on in front, then what is due first, and of what is due
    /// together what there are hints about.
    pub async fn list_desk(
        &self,
        caller: &Caller,
        search: &DeskSearch,
        after: Option<QueueKey>,
        limit: u32,
    ) -> Result<Page<DeskLine, QueueKey>> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let db = &mut *self.read_whole().await?;
        let filter = DeskFilter {
            moderator,
            tab: search.tab.as_str(),
            category: search.category.map(Category::as_str),
            words: search.words.as_deref(),
        };
        let rows = desk::list(db, &filter, now, after, i64::from(limit) + 1).await?;
        let items: Vec<ReviewItemId> = rows.iter().map(|r| r.item.id).collect();
        let mut readings = hint_readings::list(db, &items).await?;
        let ids: Vec<i64> = rows.iter().map(|r| r.place.0).collect();
        let places = self.places_by_id(db, caller, &ids).await?;
        let lines = rows
            .into_iter()
            .map(|row| {
                let item = item_view(&row.item, readings.remove(&row.item.id), now);
                let place = places.get(&row.place).cloned();
                line(row, item, place, caller, now)
            })
            .collect();
        Ok(Page::cut(
            lines,
            usize::try_from(limit).unwrap_or(0),
            |line: &DeskLine| {
                let usual = line.item.escalation.is_none();
                (usual, line.item.due_at, line.calm, line.item.id)
            },
        ))
    }

    /// An item with everything around it.
    pub async fn read_desk_item(&self, caller: &Caller, id: ReviewItemId) -> Result<DeskItem> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let moderator = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let db = &mut *self.read_whole().await?;
        let row = desk::find(db, id, moderator)
            .await?
            .ok_or(AppError::NotFound)?;
        let (offer_id, provider_id, revision_id) =
            (row.item.offer, row.item.provider, row.item.revision);
        let detail = self.review_detail(db, &row.item, moderator).await?;
        let offer = offers::find(db, offer_id)
            .await?
            .ok_or(AppError::NotFound)?;
        let revision = offer_revisions::find(db, revision_id)
            .await?
            .ok_or(AppError::NotFound)?;
        let private = offer_private::find(&mut self.open_for_program(db).await?, revision_id)
            .await?
            .unwrap_or_default();
        let live = match offer.live_revision.filter(|live| *live != revision_id) {
            Some(live) => offer_revisions::find(db, live).await?,
            None => None,
        };
        let changed = |name: &str| FieldChange::private(name).field;
        let private_changed = private_fields(detail.item.category)
            .iter()
            .copied()
            .filter(|name| detail.changes.iter().any(|c| c.field == changed(name)))
            .collect();
        let mut ids = places_of(&detail.content);
        ids.extend(detail.live_content.iter().flat_map(places_of));
        let places = self.places_by_id(db, caller, &ids).await?;
        let newer = match row.item.state.as_str() {
            "open" => None,
            _ => desk::find_open(db, offer_id).await?,
        };
        let place = places.get(&row.place).cloned();
        let provider_kind = providers::find(db, provider_id)
            .await?
            .ok_or(AppError::NotFound)?
            .kind;
        Ok(DeskItem {
            line: line(row, detail.item.clone(), place, caller, now),
            detail,
            number: revision.number,
            live_number: live.as_ref().map(|live| live.number),
            review: offer.review,
            places,
            private_given: private_given(&private)
                .into_iter()
                .filter_map(|(name, given)| given.then_some(name))
                .collect(),
            private_changed,
            offers_by_state: desk::count_offers(db, provider_id).await?,
            newer,
            publication: match revision.content.category() {
                Category::Transport => Publication::Settlement,
                _ => revision.content.publication(provider_kind),
            },
            provider_kind,
        })
    }

    pub(super) async fn places_by_id(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        ids: &[i64],
    ) -> Result<BTreeMap<PlaceId, PlaceView>> {
        Ok(places::list(db, ids)
            .await?
            .into_iter()
            .map(|row| (row.id, PlaceView::of(row, caller.locale)))
            .collect())
    }
}
