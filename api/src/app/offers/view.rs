use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan};
use punte_core::{
    checklist::ChecklistItem,
    id::{OfferId, ProviderId, RevisionId},
    offer::{Availability, Category, OfferDraft, OfferPrivateDraft, ReviewState, availability},
    period::{MAX_NIGHTS, Period},
    policy::{Action, Subject},
    verification::{RECHECK_AHEAD, ReasonCode},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::{
    app::{App, AppError, Caller, Page, Result, reviews::SuspensionView},
    storage::{
        availability as stock, offer_private, offer_revisions, offers, reviews, suspensions,
    },
};

/// What a moderator last said to the provider.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LastWordView {
    /// Why.
    pub reason_code: ReasonCode,
    /// More, in words.
    pub note: Option<String>,
    /// The fields that it is about, as pointers.
    pub fields: Vec<String>,
}

/// What is free of an offer in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreeWeek {
    /// From its Monday to the next.
    pub week: Period,
    /// Places that nobody was promised.
    pub free: u32,
}

/// An offer, to its provider.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferView {
    /// Its id.
    pub id: OfferId,
    /// Reference code to read out.
    #[schema(pattern = "^P-[0-9A-Z]{4}-[0-9A-Z]{4}$")]
    pub reference: String,
    /// Whose.
    pub provider_id: ProviderId,
    /// Its category.
    pub category: Category,
    /// Where it stands with the moderators.
    pub review: ReviewState,
    /// Whether there is something to take.
    pub availability: Availability,
    /// The newest version.
    pub revision_id: RevisionId,
    /// The version that people see.
    pub live_revision_id: Option<RevisionId>,
    /// What the newest version says.
    pub content: OfferDraft,
    /// Its private data.
    pub private: OfferPrivateDraft,
    /// Operational capacity.
    pub capacity: u32,
    /// Free of it; of housing, on the fullest of the coming 180 nights, of medical help, in the fullest week of these, of a ride, on its
    /// emptiest leg.
    pub free: u32,
    /// Of a ride: seats free on each leg, from a stop to the next. Empty where nobody was promised one.
    #[serde(default)]
    pub free_by_leg: Vec<u32>,
    /// Of medical help: what is free in weeks of which something is promised, from this one on, in order, as far as 180 days ahead. In every
    /// other week all of `capacity` is, where it can be had.
    #[serde(default)]
    pub free_by_week: Vec<FreeWeek>,
    /// When it can be had.
    pub open: Vec<Period>,
    /// What the moderators asked for or why they refused, of the newest version that was handed in: of an edit, too, that left the version
    /// that people see as it was.
    pub last_word: Option<LastWordView>,
    /// Whether an edit of what was approved waits for its check.
    #[serde(default)]
    pub edit_waits: bool,
    /// That a moderator stopped it, and why. Only a moderator shows it again.
    pub suspension: Option<SuspensionView>,
    /// When the provider last said that it stands.
    #[schema(value_type = String, format = DateTime)]
    pub last_confirmed_at: Timestamp,
    /// When it lapses unless confirmed.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Until when what was checked about the version that people see counts; they do not see it after that. Null if it does not run out.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub checks_until: Option<Timestamp>,
    /// What has to be shown to somebody who checks again, because it runs out within 30 days or did.
    pub to_show_again: Vec<ChecklistItem>,
    /// Row version, as in the ETag.
    pub version: i64,
}

impl App {
    /// An offer, to its provider.
    pub async fn read_offer(&self, caller: &Caller, id: OfferId) -> Result<OfferView> {
        let db = &mut *self.read_whole().await?;
        self.own_offer(db, caller, Action::ReadOffer, id).await?;
        self.offer_view(db, caller, id).await
    }

    /// What offers of a provider are called in their newest version. Those of others are left out.
    pub async fn list_offer_titles(
        &self,
        caller: &Caller,
        provider: ProviderId,
        ids: &[OfferId],
    ) -> Result<BTreeMap<OfferId, String>> {
        Self::allow(caller, Action::ReadOffer, Subject::Of(provider))?;
        let titles = offers::list_titles(&mut *self.read().await?, provider, ids).await?;
        Ok(titles.into_iter().collect())
    }

    /// The offers of a provider, newest first.
    pub async fn list_offers(
        &self,
        caller: &Caller,
        provider: ProviderId,
        after: Option<OfferId>,
        limit: u32,
    ) -> Result<Page<OfferView, OfferId>> {
        Self::allow(caller, Action::ReadOffer, Subject::Of(provider))?;
        let db = &mut *self.read_whole().await?;
        let rows = offers::list_by_provider(db, provider, after, i64::from(limit) + 1).await?;
        let page = Page::cut(rows, usize::try_from(limit).unwrap_or(0), |o| o.id);
        let mut items = Vec::with_capacity(page.items.len());
        for row in page.items {
            items.push(self.offer_view(db, caller, row.id).await?);
        }
        Ok(Page {
            items,
            next: page.next,
        })
    }

    pub(in crate::app) async fn offer_view(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: OfferId,
    ) -> Result<OfferView> {
        let offer = offers::find(db, id).await?.ok_or(AppError::NotFound)?;
        let latest = offer_revisions::find(db, offer.latest_revision)
            .await?
            .ok_or(AppError::NotFound)?;
        let private = offer_private::find(&mut self.open_for(db, caller).await?, latest.id)
            .await?
            .unwrap_or_default();
        let today = self.today();
        let end = today.checked_add(MAX_NIGHTS.days()).unwrap_or(today);
        let weeks = match offer.category {
            Category::Medical => {
                let from = offer.category.counted_from(today);
                stock::list_promised(db, id, from, end).await?
            }
            _ => Vec::new(),
        };
        let promised = match offer.category {
            Category::Housing => stock::most_promised(db, id, today, end).await?,
            Category::Medical => weeks.iter().map(|(_, n)| *n).max().unwrap_or(0),
            _ => offer.reserved,
        };
        let free = offer.capacity.saturating_sub(promised);
        let mut legs = match offer.category {
            Category::Transport => stock::list_promised_seats(db, id).await?,
            _ => Vec::new(),
        };
        if legs.iter().all(|promised| *promised == 0) {
            legs.clear();
        }
        let word = reviews::find_last_word(db, id).await?;
        let last_word = word.map(|(reason_code, note, fields)| LastWordView {
            reason_code,
            note,
            fields,
        });
        let edit_waits = match offer.live_revision {
            Some(live) if live != latest.id => reviews::is_waiting(db, latest.id).await?,
            _ => false,
        };
        let suspension = match offer.review {
            ReviewState::Suspended => suspensions::find_standing(db, id).await?,
            _ => None,
        };
        let ends = offer
            .checks_until
            .is_some_and(|until| until <= self.now() + RECHECK_AHEAD);
        let to_show_again = match offer.live_revision {
            Some(live) if ends && offer.review == ReviewState::Approved => {
                self.due_again(db, live, offer.provider).await?.items
            }
            _ => Vec::new(),
        };
        Ok(OfferView {
            id,
            reference: offer.reference,
            provider_id: offer.provider,
            category: offer.category,
            review: offer.review,
            availability: match availability(offer.paused, offer.capacity, free) {
                // On another leg than the emptiest.
                Availability::Available if !legs.is_empty() => Availability::PartlyReserved,
                // In that week; after it there are places again.
                Availability::Full if offer.category == Category::Medical => {
                    Availability::PartlyReserved
                }
                known => known,
            },
            revision_id: latest.id,
            live_revision_id: offer.live_revision,
            content: latest.content.into_draft(),
            private,
            capacity: offer.capacity,
            free,
            free_by_leg: legs
                .into_iter()
                .map(|promised| offer.capacity.saturating_sub(promised))
                .collect(),
            free_by_week: weeks
                .into_iter()
                .filter_map(|(monday, promised)| {
                    Some(FreeWeek {
                        week: Period::week_of(monday)?,
                        free: offer.capacity.saturating_sub(promised),
                    })
                })
                .collect(),
            open: stock::list(db, id).await?,
            last_word,
            edit_waits,
            suspension: suspension.as_ref().map(SuspensionView::from),
            last_confirmed_at: offer.last_confirmed_at,
            expires_at: offer.expires_at,
            checks_until: offer.checks_until,
            to_show_again,
            version: offer.version,
        })
    }
}
