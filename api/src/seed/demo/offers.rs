//! Offers, handed in by their providers and approved by the moderators.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use punte_core::{
    constraint::Tri,
    id::{OfferId, ProviderId},
    offer::ReviewState,
    verification::{Decision, ReasonCode},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{SeedError, refused};
use crate::app::{
    App, Caller,
    offers::{LifecycleStep, OfferBody},
    reviews::{DecisionBody, DeskSearch, ReviewItemView},
};

#[derive(Deserialize)]
pub(super) struct OfferSeed {
    key: String,
    /// Key of its provider.
    pub provider: String,
    publish: String,
    days_open: (i64, i64),
    departs_in_hours: Option<(i64, i64)>,
    content: Value,
    private: Value,
}

impl OfferSeed {
    /// The body, with the dates that hold on this day.
    fn body(&self, today: Date, provider: ProviderId) -> Result<OfferBody, serde_json::Error> {
        let mut content = self.content.clone();
        let day = |n: i64| today.checked_add(n.days()).unwrap_or(today).to_string();
        let midnight = today
            .to_zoned(TimeZone::UTC)
            .map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        if let Value::Object(fields) = &mut content {
            fields.insert(
                "availability".to_owned(),
                json!([{ "from": day(self.days_open.0), "to": day(self.days_open.1) }]),
            );
            if let (Some((from, until)), Some(Value::Object(details))) =
                (self.departs_in_hours, fields.get_mut("details"))
            {
                let at = |hours: i64| (midnight + SignedDuration::from_hours(hours)).to_string();
                details.insert("departs_from".to_owned(), json!(at(from)));
                details.insert("departs_until".to_owned(), json!(at(until)));
            }
        }
        Ok(OfferBody {
            provider_id: provider,
            content: serde_json::from_value(content)?,
            private: serde_json::from_value(self.private.clone())?,
        })
    }
}

/// Takes back what an earlier start made, whole or half.
pub(super) async fn withdraw_all(
    app: &App,
    member: &Caller,
    id: ProviderId,
) -> Result<(), SeedError> {
    let mut after: Option<OfferId> = None;
    loop {
        let page = app
            .list_offers(member, id, after, 50)
            .await
            .map_err(refused("old offers"))?;
        for old in page
            .items
            .iter()
            .filter(|o| !matches!(o.review, ReviewState::Withdrawn | ReviewState::Rejected))
        {
            app.step_offer(member, None, old.id, old.version, LifecycleStep::Withdraw)
                .await
                .map_err(refused("old offers"))?;
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Writes an offer, hands it in, and has it approved unless it is to wait in the queue.
pub(super) async fn publish(
    app: &App,
    seed: &OfferSeed,
    member: &Caller,
    provider: ProviderId,
    moderators: &[Caller; 2],
) -> Result<(), SeedError> {
    let body = seed
        .body(app.today(), provider)
        .map_err(|e| SeedError::File("offers.json", format!("{}: {e}", seed.key)))?;
    let draft = app
        .create_offer(member, None, body)
        .await
        .map_err(refused(&seed.key))?;
    app.step_offer(member, None, draft.id, draft.version, LifecycleStep::Submit)
        .await
        .map_err(refused(&seed.key))?;
    if seed.publish != "approved" {
        return Ok(());
    }
    let [first, _] = moderators;
    let mut item = item_of(app, first, &draft.reference)
        .await?
        .ok_or_else(|| SeedError::Refused(seed.key.clone(), "not in the queue".to_owned()))?;
    for moderator in moderators {
        if item.state != "open" {
            break;
        }
        let claimed = app
            .claim_item(moderator, None, item.id)
            .await
            .map_err(refused(&seed.key))?;
        let points = claimed.checklist.items.into_iter();
        let decision = DecisionBody {
            decision: Decision::Approve,
            revision_id: item.revision_id,
            reason_code: ReasonCode::ChecklistComplete,
            note: None,
            fields: Vec::new(),
            checklist: points.map(|point| (point.key, Tri::Yes)).collect(),
        };
        item = app
            .decide(moderator, None, item.id, decision)
            .await
            .map_err(refused(&seed.key))?;
    }
    Ok(())
}

/// The item of an offer that was handed in.
async fn item_of(
    app: &App,
    moderator: &Caller,
    reference: &str,
) -> Result<Option<ReviewItemView>, SeedError> {
    let search = DeskSearch {
        words: Some(reference.to_owned()),
        ..DeskSearch::default()
    };
    let found = app
        .list_desk(moderator, &search, None, 1)
        .await
        .map_err(refused("the queue"))?;
    Ok(found.items.into_iter().next().map(|line| line.item))
}
