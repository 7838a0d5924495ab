//! The emergency block: gone from everywhere within a second, what was agreed is stopped, and a second moderator looks.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{
    client::{Step, list, text},
    offers::Fixture,
    people::{Draft, Household},
    report::{self, Faults},
    story::{Journey, Posted},
};

/// How long a block may take to be everywhere.
const EVERYWHERE: Duration = Duration::from_secs(1);
/// How often it is looked whether the worker has stopped what was agreed, and after which pause.
const LOOKS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

impl Journey {
    /// From advice that a family was promised to the provider who is blocked.
    pub async fn play_block(&mut self, fixture: Fixture, drafts: [Draft; 2]) {
        report::chapter("An emergency block");
        let played = async {
            let offer = self.write(fixture).await?;
            // It cannot be withdrawn by a provider who is blocked.
            self.offers.retain(|o| o.id != offer.id);
            self.verify(&offer).await?;
            let [promised, looking] = drafts;
            let promised = Household::file(&self.client, promised).await?;
            let looking = Household::file(&self.client, looking).await?;
            let told = self.block(&offer, &promised, &looking).await;
            self.withdraw_request(&promised).await?;
            self.withdraw_request(&looking).await?;
            told
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of a block", &stop);
        }
    }

    async fn block(
        &mut self,
        offer: &Posted,
        promised: &Household,
        looking: &Household,
    ) -> Step<()> {
        let proposed = self.propose(promised, offer, None).await?.expect(201)?;
        let id = proposed.text("/id").to_owned();
        let path = format!("/matches/{id}");
        let accept = self.client.act(&offer.provider.token, &path, "accept");
        accept.await?.send().await?.expect(200)?;
        report::step(
            "One of them was promised help by it; it is among what the other one is shown.",
        );
        let was_ranked = self.is_ranked(offer, looking).await?;
        let (first, second) = (&self.moderators.first, &self.moderators.second);
        let block = format!("/providers/{}/block", offer.provider.id);
        self.client
            .post(&block)
            .with(first)
            .json(&json!({ "reason": "danger" }))
            .send()
            .await?
            .expect(201)?;
        report::step("A moderator blocks the provider, by one tap.");
        let began = Instant::now();
        let gone_after = loop {
            let (listed, read) = self.public(offer).await?;
            let ranked = self.is_ranked(offer, looking).await?;
            let passed = began.elapsed();
            if listed.is_none() && read.status == 404 && !ranked {
                break Some(passed);
            }
            if passed > EVERYWHERE {
                break None;
            }
        };
        self.report.check(
            "within a second it is in no list, on no page and in no ranking",
            &Faults::default()
                .unless(was_ranked, "it was not ranked before")
                .unless(gone_after.is_some(), "it is still there after a second"),
        );
        let state = self.until_stopped(&promised.token, &id).await?;
        let mine = self.client.get(&format!("/requests/{}", promised.request));
        let mine = mine.with(&promised.token).send().await?.expect(200)?;
        let need = list(&mine.body, "/needs")
            .iter()
            .find(|need| text(need, "/category") == offer.fixture.category)
            .map(|need| text(need, "/state").to_owned());
        let verdict = format!("{block}/verdicts");
        let upheld = json!({ "verdict": "upheld" });
        let own = self.client.post(&verdict).with(first).json(&upheld).send();
        let own = own.await?;
        let other = self.client.post(&verdict).with(second).json(&upheld).send();
        let other = other.await?;
        self.report.check(
            "what was agreed is stopped, the need is open again, and the second word is another moderator's",
            &Faults::default()
                .unless(
                    state == "stopped_for_safety",
                    format!("the match is {state}"),
                )
                .unless(
                    need.as_deref() == Some("open"),
                    format!("the need is {}", need.unwrap_or_default()),
                )
                .unless_refused("the first moderator", &own, 409, "own-block")
                .unless(
                    other.status == 201,
                    format!("the second one: {}", other.describe()),
                ),
        );
        Ok(())
    }

    /// How a match stands once the worker has stopped it, or should have.
    pub async fn until_stopped(&self, token: &str, id: &str) -> Step<String> {
        let path = format!("/matches/{id}");
        let mut state = String::new();
        for _ in 0..LOOKS {
            let seen = self.client.get(&path).with(token).send().await?;
            seen.text("/state").clone_into(&mut state);
            if state == "stopped_for_safety" {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(state)
    }
}
