//! The files of `seeds/demo`, parsed as a server that loads them does.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use punte_core::{
    clock::{day_begins, local_day},
    error::FieldError,
    id::{OfferId, RequestId, RevisionId},
    locale::Language,
    matching::{Candidate, Query},
    offer::{Category, OfferContent, OfferDetails, OfferDraft, OfferPrivateDraft},
    period::Period,
    place::{GeoPoint, Publication, published_point},
    provider::{EvidenceKind, ProviderKind, VettingLevel},
    request::{NeedDetails, NewRequest, RequestDraft},
    vetting::supported,
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::files::{json_file, places};

/// The day on which the tests load the seeds.
const TODAY: &str = "2026-12-01";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoProvider {
    pub(crate) key: String,
    pub(crate) kind: ProviderKind,
    pub(crate) name: String,
    pub(crate) registration_number: Option<String>,
    pub(crate) contact_person: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) languages: Vec<Language>,
    pub(crate) evidence: Vec<EvidenceKind>,
    pub(crate) member_account: String,
}

impl DemoProvider {
    pub(crate) fn vetting(&self) -> VettingLevel {
        let seen = self.evidence.iter().map(|e| (*e, Timestamp::MAX));
        let seen: Vec<_> = seen.collect();
        supported(self.kind, &seen, Timestamp::UNIX_EPOCH).map_or(VettingLevel::L0, |(l, _)| l)
    }
}

#[derive(Deserialize, PartialEq, Clone, Copy, Debug)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Publish {
    Approved,
    Submitted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoOffer {
    pub(crate) key: String,
    pub(crate) provider: String,
    pub(crate) publish: Publish,
    pub(crate) days_open: (i32, i32),
    #[serde(default)]
    pub(crate) departs_in_hours: Option<(i32, i32)>,
    #[serde(default)]
    pub(crate) fits_nobody: bool,
    #[serde(default)]
    pub(crate) why_nobody: Option<String>,
    content: Value,
    pub(crate) private: OfferPrivateDraft,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoHousehold {
    pub(crate) key: String,
    pub(crate) about: String,
    request: Value,
    needs: Vec<DemoNeed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoNeed {
    #[serde(default)]
    days: Option<(i32, i32)>,
    need: Value,
}

pub(crate) fn today() -> Date {
    TODAY.parse().unwrap()
}

/// The first and the last moment of that day, here.
pub(crate) fn moments() -> [Timestamp; 2] {
    let first = day_begins(today()).unwrap();
    let last = first + SignedDuration::from_secs(86_399);
    assert_eq!((local_day(first), local_day(last)), (today(), today()));
    [first, last]
}

fn period((from, to): (i32, i32)) -> Period {
    Period::new(today() + from.days(), today() + to.days()).unwrap()
}

pub(crate) fn providers() -> BTreeMap<String, DemoProvider> {
    let list: Vec<DemoProvider> = json_file("demo/providers.json");
    let count = list.len();
    let by_key: BTreeMap<_, _> = list.into_iter().map(|p| (p.key.clone(), p)).collect();
    assert_eq!(by_key.len(), count, "a key occurs twice");
    by_key
}

/// The draft, with availability and departure as a loader fills them in.
fn offer_draft(offer: &DemoOffer) -> OfferDraft {
    let midnight: Timestamp = today().to_zoned(TimeZone::UTC).unwrap().timestamp();
    let mut content = offer.content.clone();
    assert!(content.get("availability").is_none(), "{}", offer.key);
    content["availability"] = json!([period(offer.days_open)]);
    if let Some((from, until)) = offer.departs_in_hours {
        let details = &mut content["details"];
        details["departs_from"] = json!(midnight + from.hours());
        details["departs_until"] = json!(midnight + until.hours());
    }
    serde_json::from_value(content).unwrap_or_else(|error| panic!("{}: {error}", offer.key))
}

/// Every offer with the kind of its provider.
pub(crate) fn offers() -> Vec<(DemoOffer, ProviderKind, OfferContent)> {
    let providers = providers();
    json_file::<Vec<DemoOffer>>("demo/offers.json")
        .into_iter()
        .map(|offer| {
            let kind = providers[&offer.provider].kind;
            let content = OfferContent::parse_for(offer_draft(&offer), kind)
                .unwrap_or_else(|errors: Vec<FieldError>| panic!("{}: {errors:?}", offer.key));
            (offer, kind, content)
        })
        .collect()
}

/// The request, with dates as a loader fills them in.
fn request_draft(household: &DemoHousehold) -> RequestDraft {
    let needs: Vec<Value> = household
        .needs
        .iter()
        .map(|entry| {
            let mut need = entry.need.clone();
            assert!(need.get("dates").is_none(), "{}", household.key);
            if let Some(days) = entry.days {
                need["dates"] = json!(period(days));
            }
            need
        })
        .collect();
    let mut request = household.request.clone();
    assert!(request.get("needs").is_none(), "{}", household.key);
    request["needs"] = json!(needs);
    serde_json::from_value(request).unwrap_or_else(|error| panic!("{}: {error}", household.key))
}

pub(crate) fn households() -> Vec<(DemoHousehold, NewRequest)> {
    json_file::<Vec<DemoHousehold>>("demo/households.json")
        .into_iter()
        .map(|household| {
            let request = NewRequest::parse(request_draft(&household), today())
                .unwrap_or_else(|errors: Vec<FieldError>| panic!("{}: {errors:?}", household.key));
            (household, request)
        })
        .collect()
}

/// Points and sizes of the settlements.
fn gazetteer() -> BTreeMap<i64, (GeoPoint, u32)> {
    places()
        .into_iter()
        .map(|p| {
            (
                p.geonameid,
                (GeoPoint::new(p.lat, p.lon).unwrap(), p.population),
            )
        })
        .collect()
}

/// The approved offers as the engine knows them, in the order of the file: at their published points, with what was
/// checked of their providers.
pub(crate) fn candidates(now: Timestamp) -> Vec<(DemoOffer, Candidate)> {
    let providers = providers();
    let known = gazetteer();
    offers()
        .into_iter()
        .filter(|(offer, _, _)| offer.publish == Publish::Approved)
        .zip(1_u128..)
        .map(|((offer, kind, content), id)| {
            let (settlement, population) = known[&content.place_id.0];
            let stops: Vec<GeoPoint> = match &content.details {
                OfferDetails::Transport(ride) => {
                    ride.stops.iter().map(|s| known[&s.place_id.0].0).collect()
                }
                _ => Vec::new(),
            };
            let publication = if content.category() == Category::Transport {
                Publication::Settlement
            } else {
                content.publication(kind)
            };
            let point = published_point(publication, offer.private.point, settlement, population);
            let content = content.with_stop_points(&stops);
            let mut candidate = Candidate::new(
                OfferId(Uuid::from_u128(id)),
                RevisionId(Uuid::from_u128(id)),
                &content,
                kind,
                point,
                now,
            );
            candidate.vetting = providers[&offer.provider].vetting();
            (offer, candidate)
        })
        .collect()
}

/// Every need of every household, ready to be matched.
pub(crate) fn queries(now: Timestamp) -> Vec<(DemoHousehold, Vec<Query>)> {
    let known = gazetteer();
    households()
        .into_iter()
        .zip(1_u128..)
        .map(|((household, request), id)| {
            let queries = request
                .needs
                .iter()
                .map(|need| {
                    let destination = match need.details {
                        NeedDetails::Transport { to_place_id } => Some(known[&to_place_id.0].0),
                        _ => None,
                    };
                    Query::new(
                        RequestId(Uuid::from_u128(id)),
                        &request.household,
                        need,
                        need.quantity.into(),
                        known[&need.place_id.0].0,
                        destination,
                        now,
                        today(),
                    )
                })
                .collect();
            (household, queries)
        })
        .collect()
}
