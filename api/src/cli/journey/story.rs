//! The steps of one kind of help, from a draft to help that two sides agreed on; and what a child alone is told.

use std::{collections::BTreeMap, rc::Rc, sync::Arc};

use serde_json::json;

use super::{
    client::{Answer, Client, Step, given, list, number, text},
    offers::Fixture,
    people::{Draft, Household, Moderators, Provider},
    report::{self, Faults, Report},
};
use crate::clock::MovedClock;

/// The journey, and what it made so far.
pub(super) struct Journey {
    /// The server.
    pub client: Client,
    /// What held.
    pub report: Report,
    /// The two who verify.
    pub moderators: Moderators,
    /// Proposes first.
    pub first: Rc<Household>,
    /// Wants the same.
    pub second: Rc<Household>,
    /// To be taken back at the end.
    pub offers: Vec<Rc<Posted>>,
    /// Units of an offer by its id that help took, which stays taken.
    pub given: BTreeMap<String, i64>,
    /// The server's clock, if it is the journey's own.
    pub clock: Option<Arc<MovedClock>>,
}

/// An offer on the server.
pub(super) struct Posted {
    /// Its id.
    pub id: String,
    /// Its provider.
    pub provider: Provider,
    /// How it was written.
    pub fixture: Fixture,
}

impl Posted {
    /// How many units there are.
    pub fn capacity(&self) -> i64 {
        number(&self.fixture.content, "/capacity")
    }

    /// A number of its units, in words.
    pub fn counted(&self, count: i64) -> String {
        let (one, several) = self.fixture.units;
        format!("{count} {}", if count == 1 { one } else { several })
    }
}

impl Journey {
    /// Everything about one kind of help.
    pub async fn play_kind(&mut self, fixture: Fixture) {
        let category = fixture.category;
        report::chapter(&format!("{}, from {}", capital(category), fixture.by));
        let played = async {
            let offer = self.write(fixture).await?;
            self.verify(&offer).await?;
            self.find(&offer).await?;
            self.ask_first(&offer).await?;
            self.agree(&offer).await
        };
        if let Err(stop) = played.await {
            self.report
                .stopped(&format!("the story of {category}"), &stop);
        }
    }

    /// What the provider sees of its own offer.
    pub async fn own(&self, offer: &Posted) -> Step<Answer> {
        self.client
            .get(&format!("/offers/{}", offer.id))
            .with(&offer.provider.token)
            .send()
            .await?
            .expect(200)
    }

    /// A provider arrives, is checked, and writes its offer down as a draft.
    pub async fn write(&mut self, fixture: Fixture) -> Step<Rc<Posted>> {
        let provider = Provider::arrive(&self.client, &self.moderators.first, &fixture).await?;
        report::step(&format!(
            "The provider signs up and registers; a moderator saw: {}",
            fixture.evidence.join(", ").replace('_', " ")
        ));
        let created = self
            .client
            .post("/offers")
            .with(&provider.token)
            .json(&json!({
                "provider_id": provider.id, "content": fixture.content, "private": fixture.private
            }))
            .send()
            .await?
            .expect(201)?;
        report::step("It writes its offer down as a draft:");
        report::step(&format!("  {}", text(&fixture.content, "/title")));
        let offer = Rc::new(Posted {
            id: created.text("/id").to_owned(),
            provider,
            fixture,
        });
        self.offers.push(Rc::clone(&offer));
        Ok(offer)
    }

    /// A teenager without a parent: no list, no match, a neutral word instead.
    pub async fn play_minor(&mut self, draft: Draft) {
        report::chapter("A child without a parent");
        let played = async {
            let minor = Household::file(&self.client, draft).await?;
            let told = self.check_minor(&minor).await;
            self.withdraw_request(&minor).await?;
            told
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of a child alone", &stop);
        }
    }

    async fn check_minor(&mut self, minor: &Household) -> Step<()> {
        let word = text(&minor.view, "/advice/text").to_owned();
        let body = minor.view.to_string().to_lowercase();
        self.report.check(
            "the answer is neutral: people to talk to, and no label",
            &Faults::default()
                .unless(
                    text(&minor.view, "/advice/code") == "people-help",
                    "no advice is given",
                )
                .unless(!word.is_empty(), "the advice has no words")
                .unless(
                    !["minor", "unaccompanied", "refused"]
                        .iter()
                        .any(|w| body.contains(w)),
                    "the answer puts a label on the child",
                ),
        );
        let mut faults = Faults::default();
        for need in list(&minor.view, "/needs") {
            let (id, category) = (text(need, "/id"), text(need, "/category"));
            let ranking = self.ranking(minor, id).await?;
            faults = faults
                .unless(
                    list(&ranking, "/ranked").is_empty() && list(&ranking, "/ask_first").is_empty(),
                    format!("offers are listed for {category}"),
                )
                .unless(
                    given(&ranking, "/advice/text"),
                    format!("no advice for {category}"),
                );
        }
        self.report
            .check("no offer is listed for any of the five needs", &faults);
        let mut faults = Faults::default();
        for offer in self.offers.clone() {
            let category = offer.fixture.category;
            let answer = self.propose(minor, &offer, None).await?;
            faults = faults.unless_refused(category, &answer, 409, "offer-not-available");
        }
        self.report.check(
            "an offer cannot be chosen even by somebody who knows its id",
            &faults,
        );
        Ok(())
    }
}

/// `Housing` of `housing`.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
