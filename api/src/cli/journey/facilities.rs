//! Lists of real facilities: taken over, a sample of them verified, and ranked for needs at two ends of the region.

use std::{collections::BTreeSet, path::Path, rc::Rc};

use punte_core::import::ImportMapping;
use serde_json::{Value, json};

use super::{
    client::{Client, Step, given, list, number, text},
    needs::{Places, place},
    people::{Draft, Household, Provider},
    ranking::typed,
    report::{self, Faults},
    story::Journey,
};
use crate::cli::{
    import::read,
    tables::{self, Stops},
};

/// How the lists that this journey knows become offers. Their names and headings are in these files alone.
const MAPPINGS: [&str; 2] = [
    include_str!("../../../../seeds/imports/hospitals.json"),
    include_str!("../../../../seeds/imports/collection-centres.json"),
];

/// How many facilities of each list near each place go through the queue.
const SAMPLE: usize = 8;

/// Where needs are, and how far people would go: hospitals are far from the second.
const NEEDS: [(&str, &str, u32); 2] = [("Siret", "RO", 100_000), ("Palanca", "MD", 250_000)];

/// A list and its mapping.
pub(super) struct FacilityList {
    name: String,
    mapping: ImportMapping,
    rows: Vec<Value>,
}

/// Reads the lists that are in a directory.
pub(super) fn read_lists(directory: &Path) -> Step<Vec<FacilityList>> {
    let mut found = Vec::new();
    for mapping in MAPPINGS {
        let file = read::parse_mapping::<ImportMapping>(mapping, "the mapping")?;
        let name = file.file.name.clone().unwrap_or_default();
        let path = directory.join(&name);
        if !path.is_file() {
            return Err(format!("{} is not there", path.display()).into());
        }
        let (lines, _broken) = read::list(&path, &file.file)?;
        found.push(FacilityList {
            name,
            mapping: file.mapping,
            rows: lines.into_iter().map(|l| json!(l.object)).collect(),
        });
    }
    Ok(found)
}

/// An offer that a list became.
struct Facility {
    id: String,
    category: String,
    /// Latitude and longitude, degrees.
    point: (f64, f64),
}

impl Journey {
    /// Everything about the lists.
    pub async fn play_facilities(&mut self, lists: &[FacilityList], tag: &str) {
        report::chapter("Lists of facilities, from an authority");
        let played = async {
            let custodian = custodian(&self.client, &self.moderators.first, tag).await?;
            report::step("An authority signs up; a moderator saw it in a public register.");
            for list in lists {
                self.take_over(&custodian, list).await?;
            }
            let facilities = self.facilities(&custodian).await?;
            let verified = self.check_facilities(&facilities).await;
            let withdrawn = self.withdraw_all(&custodian, &facilities).await;
            verified.and(withdrawn)
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of the facilities", &stop);
        }
    }

    /// Sends a list three times: to try, in earnest, and again.
    async fn take_over(&mut self, custodian: &Provider, list: &FacilityList) -> Step<()> {
        let tried = self.send(custodian, list, true).await?;
        let taken = self.send(custodian, list, false).await?;
        let again = self.send(custodian, list, false).await?;
        let count = |report: &Value, name: &str| number(report, &format!("/{name}"));
        let total = i64::try_from(list.rows.len()).unwrap_or(-1);
        report::step(&format!(
            "It sends {}: {total} rows, {} become offers, {} refused, {} with a hint for moderators.",
            list.name,
            count(&taken, "created"),
            count(&taken, "refused"),
            count(&taken, "flagged"),
        ));
        for row in super::client::list(&taken, "/rows") {
            for error in super::client::list(row, "/errors") {
                report::step(&format!(
                    "  row {}, {}: {}",
                    number(row, "/index") + 1,
                    text(error, "/pointer"),
                    text(error, "/detail")
                ));
            }
        }
        let same = ["created", "changed", "refused", "flagged"]
            .iter()
            .all(|name| count(&tried, name) == count(&taken, name));
        self.report.check(
            "every row became an offer or was refused with a reason, as the dry run had said",
            &Faults::default()
                .unless(same, "the dry run said something else")
                .unless(
                    count(&taken, "created") > 0
                        && count(&taken, "created") + count(&taken, "refused") == total,
                    "some rows became neither",
                )
                .unless(
                    super::client::list(&taken, "/rows").iter().all(|row| {
                        (text(row, "/outcome") == "refused")
                            != super::client::list(row, "/errors").is_empty()
                    }),
                    "a refused row has no reason",
                ),
        );
        self.report.check(
            "the same list again changes nothing",
            &Faults::default().unless(
                count(&again, "created") + count(&again, "changed") == 0
                    && count(&again, "unchanged") == count(&taken, "created"),
                format!(
                    "{} created, {} changed",
                    count(&again, "created"),
                    count(&again, "changed")
                ),
            ),
        );
        Ok(())
    }

    async fn send(&self, custodian: &Provider, list: &FacilityList, dry_run: bool) -> Step<Value> {
        let body = json!({
            "provider_id": custodian.id, "mapping": list.mapping, "rows": list.rows, "dry_run": dry_run
        });
        Ok(self
            .client
            .post("/imports")
            .with(&custodian.token)
            .json(&body)
            .send()
            .await?
            .expect(200)?
            .body)
    }

    /// What the authority has on the server now.
    async fn facilities(&self, custodian: &Provider) -> Step<Vec<Facility>> {
        let path = format!("/providers/{}/offers", custodian.id);
        let offers = self.client.list(Some(&custodian.token), &path).await?;
        Ok(offers
            .iter()
            .map(|offer| Facility {
                id: text(offer, "/id").to_owned(),
                category: text(offer, "/content/details/category").to_owned(),
                point: coordinates(offer, "/private/point"),
            })
            .collect())
    }

    /// A sample near each place goes through the queue; needs there are ranked against exactly what was approved.
    async fn check_facilities(&mut self, facilities: &[Facility]) -> Step<()> {
        let queue = self
            .client
            .list(Some(&self.moderators.first), "/review/items")
            .await?;
        let ours: BTreeSet<&str> = facilities.iter().map(|f| f.id.as_str()).collect();
        let queue: Vec<&Value> = queue
            .iter()
            .filter(|item| ours.contains(text(item, "/offer_id")))
            .collect();
        let hinted = |code: &str| {
            queue
                .iter()
                .filter(|item| {
                    list(item, "/hints")
                        .iter()
                        .any(|h| text(h, "/hint/code") == code)
                })
                .count()
        };
        let (far, points, addresses) = (
            hinted("far-from-place"),
            hinted("repeated-point"),
            hinted("repeated-address"),
        );
        report::step(&format!(
            "All {} wait in the queue; moderators are told of {far} far points, {points} repeated points, {addresses} repeated addresses.",
            queue.len()
        ));
        self.report.check(
            "every row waits in the queue like any other offer",
            &Faults::default().unless(queue.len() == facilities.len(), "some are missing"),
        );

        let mut centres = Vec::new();
        for (name, country, radius_m) in NEEDS {
            let id = place(&self.client, name, country).await?;
            let found = self
                .client
                .get(&format!("/places?q={name}&country={country}"))
                .send()
                .await?
                .expect(200)?;
            let here = list(&found.body, "/items")
                .iter()
                .find(|p| number(p, "/id") == id)
                .map(|p| coordinates(p, "/point"))
                .ok_or_else(|| format!("{name} is gone"))?;
            centres.push((name, id, radius_m, here));
        }
        let mut approved = BTreeSet::new();
        for category in ["medical", "service"] {
            for (_, _, _, here) in &centres {
                let mut near: Vec<&Facility> = facilities
                    .iter()
                    .filter(|f| f.category == category)
                    .collect();
                near.sort_by(|a, b| metres(a.point, *here).total_cmp(&metres(b.point, *here)));
                for facility in near.into_iter().take(SAMPLE) {
                    if approved.contains(facility.id.as_str()) {
                        continue;
                    }
                    if let Some(item) = queue.iter().find(|i| text(i, "/offer_id") == facility.id) {
                        self.decide_facility(item).await?;
                        approved.insert(facility.id.as_str());
                    }
                }
            }
        }
        report::step(&format!(
            "A moderator approves the {} nearest to {} and {}.",
            approved.len(),
            NEEDS[0].0,
            NEEDS[1].0
        ));

        let places = Places::find(&self.client).await?;
        let needs: Vec<Value> = centres
            .iter()
            .map(|(_, id, radius_m, _)| {
                json!({
                    "place_id": id, "radius_m": radius_m, "quantity": 1, "nearness": "near",
                    "details": { "category": "medical", "speciality": "hospital" }
                })
            })
            .collect();
        let draft = Draft {
            who: "A woman and her mother, who needs a hospital,",
            body: json!({
                "household": { "women": 2, "languages": ["uk", "ro"] }, "place_id": places.palanca, "locale": "uk",
                "needs": needs, "contact": { "channel": "in_product", "name": "Halyna" }
            }),
        };
        let household = Rc::new(Household::file(&self.client, draft).await?);
        for (index, (name, _, radius_m, here)) in centres.iter().enumerate() {
            let need = household
                .view
                .pointer(&format!("/needs/{index}/id"))
                .and_then(Value::as_str)
                .unwrap_or_default();
            let ranking = self.ranking(&household, need).await?;
            self.check_ranking(
                &ranking,
                name,
                f64::from(*radius_m),
                *here,
                facilities,
                &approved,
            )?;
        }
        self.withdraw_request(&household).await
    }

    /// A moderator claims an item and approves it.
    async fn decide_facility(&self, item: &Value) -> Step<()> {
        let path = format!("/review/items/{}", text(item, "/id"));
        let moderator = &self.moderators.first;
        let claimed = self
            .client
            .post(&format!("{path}/claim"))
            .with(moderator)
            .send()
            .await?
            .expect(200)?;
        let checklist = super::review::yes_to_all(&claimed.body);
        self.client
            .post(&format!("{path}/decisions"))
            .with(moderator)
            .json(&super::review::approval(item, &checklist))
            .send()
            .await?
            .expect(201)?;
        Ok(())
    }

    fn check_ranking(
        &mut self,
        ranking: &Value,
        name: &str,
        radius: f64,
        here: (f64, f64),
        facilities: &[Facility],
        approved: &BTreeSet<&str>,
    ) -> Step<()> {
        let shown: Vec<&Value> = ["/ranked", "/ask_first"]
            .iter()
            .flat_map(|part| list(ranking, part))
            .collect();
        report::step(&format!("Near {name}:"));
        report::block(&tables::ranked(
            &typed::<Vec<_>>(ranking, "/ranked")?,
            &Stops::default(),
        ));
        let ids: BTreeSet<&str> = shown.iter().map(|row| text(row, "/offer/id")).collect();
        let mut faults = Faults::default().unless(!ids.is_empty(), "nothing is ranked");
        for facility in facilities {
            let id = facility.id.as_str();
            let distance = metres(facility.point, here);
            // A metre's worth of rounding on the circle proves nothing.
            let fits =
                facility.category == "medical" && approved.contains(id) && distance < radius - 50.0;
            faults = faults
                .unless(
                    !fits || ids.contains(id),
                    format!("{id} fits and is missing"),
                )
                .unless(
                    !ids.contains(id) || (approved.contains(id) && distance < radius + 50.0),
                    format!("{id} is ranked without approval, or beyond the radius"),
                )
                .unless(
                    facility.category == "medical" || !ids.contains(id),
                    format!("{id} takes donations and is ranked"),
                );
        }
        self.report.check(
            &format!("near {name} exactly the approved hospitals in reach are ranked, and no collection point"),
            &faults,
        );
        let mut reasons = Faults::default();
        for row in &shown {
            let distance = row.pointer("/distance_m").and_then(Value::as_f64);
            let own = facilities
                .iter()
                .find(|f| f.id == text(row, "/offer/id"))
                .map(|f| metres(f.point, here));
            reasons = reasons
                .unless(given(row, "/parts"), "a row has no reasons")
                .unless(
                    own.is_none_or(|own| {
                        distance.is_some_and(|d| (d - own).abs() < own.mul_add(0.005, 50.0))
                    }),
                    format!("a distance is {distance:?}, measured {own:?}"),
                );
        }
        self.report
            .check("each with its reasons and its distance", &reasons);
        Ok(())
    }

    /// Takes everything back: lists of several journeys would repeat each other.
    async fn withdraw_all(&self, custodian: &Provider, facilities: &[Facility]) -> Step<()> {
        for facility in facilities {
            self.client
                .act(
                    &custodian.token,
                    &format!("/offers/{}", facility.id),
                    "withdraw",
                )
                .await?
                .send()
                .await?
                .expect(200)?;
        }
        report::step("The authority takes everything back.");
        Ok(())
    }
}

async fn custodian(client: &Client, moderator: &str, tag: &str) -> Step<Provider> {
    let profile = json!({
        "kind": "authority", "name": format!("Direcția Exemplu de Sănătate {tag}"), "registration_number": format!("DEMO-{tag}"),
        "legal_representative": "Ioana Exemplu", "contact_person": "Ioana Exemplu",
        "email": format!("journey-authority-{tag}@demo.invalid"), "phone": "+40212000031", "languages": ["ro"]
    });
    Provider::register(
        client,
        moderator,
        &profile,
        &["identity_document", "public_register"],
    )
    .await
}

fn coordinates(value: &Value, pointer: &str) -> (f64, f64) {
    let degrees = |name: &str| {
        value
            .pointer(&format!("{pointer}/{name}"))
            .and_then(Value::as_f64)
            .unwrap_or(f64::NAN)
    };
    (degrees("lat"), degrees("lon"))
}

/// Metres between two points by the spherical law of cosines: another formula than the server's.
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let ((lat_a, lon_a), (lat_b, lon_b)) = (
        (a.0.to_radians(), a.1.to_radians()),
        (b.0.to_radians(), b.1.to_radians()),
    );
    let cosine = lat_a.sin().mul_add(
        lat_b.sin(),
        lat_a.cos() * lat_b.cos() * (lon_a - lon_b).cos(),
    );
    6_371_008.8 * cosine.clamp(-1.0, 1.0).acos()
}
