//! Until the night is slept: a no, a block and a silence leave the bed free and the need open, a yes holds it, and help is over when both say
//! so.

use std::{rc::Rc, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use punte_core::clock::{Clock as _, day_begins, local_day};
use serde_json::json;

use super::{
    client::{Step, text},
    needs::{self, Places},
    offers,
    people::{Household, Moderators},
    report::{self, Faults},
    story::{Journey, Posted},
};
use crate::{clock::MovedClock, demo::DemoView};

/// Longer than a provider has for an answer: 48 hours.
const SILENCE: SignedDuration = SignedDuration::from_hours(49);
/// How often it is looked within the minute that the worker may take, and after which pause.
const LOOKS: u32 = 120;
const PAUSE: Duration = Duration::from_millis(500);

/// A home, who wants it, and whose nights it is about.
struct Night {
    offer: Rc<Posted>,
    household: Household,
    clock: Arc<MovedClock>,
    /// As anybody sees the beds before anybody takes one.
    free: String,
}

impl Journey {
    /// From a no to what both say of the nights that were slept. Takes days, so that it is skipped on somebody else's server.
    pub async fn play_nights(&mut self, places: &Places, demo: &DemoView, tag: &str) {
        report::chapter("Until the night is slept");
        let Some(clock) = self.clock.clone() else {
            report::step("Skipped: these steps take days.");
            return;
        };
        let played = async {
            let today = local_day(clock.now());
            self.moderators = Moderators::sign_in(&self.client, demo, clock.now()).await?;
            self.first =
                Rc::new(Household::file(&self.client, needs::first(places, today)?).await?);
            let offer = self.write(offers::slept(places, today, tag)?).await?;
            self.verify(&offer).await?;
            let first_night = local_day(clock.now() + SILENCE);
            let sisters = needs::sleepers(places, first_night)?;
            let household = Household::file(&self.client, sisters).await?;
            let free = self.shown_free(&offer).await?;
            let mut night = Night {
                offer,
                household,
                clock,
                free,
            };
            self.refuse(&night).await?;
            self.say_nothing(&mut night).await?;
            self.moderators = Moderators::sign_in(&self.client, demo, night.clock.now()).await?;
            self.stop(&night).await?;
            self.say_yes(night).await
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of a night", &stop);
        }
    }

    /// The provider says no.
    async fn refuse(&mut self, night: &Night) -> Step<()> {
        let id = self.choose(night).await?;
        self.client
            .act(
                &night.offer.provider.token,
                &format!("/matches/{id}"),
                "decline",
            )
            .await?
            .json(&json!({ "reason": "dates_changed" }))
            .send()
            .await?
            .expect(200)?;
        report::step("The provider says no.");
        self.check_open(
            night,
            &id,
            "declined",
            "a no leaves the need open, and the beds free",
        )
        .await
    }

    /// The provider says yes, and is blocked until a second moderator lifts it.
    async fn stop(&mut self, night: &Night) -> Step<()> {
        let (offer, household) = (&night.offer, &night.household);
        let id = self.choose(night).await?;
        let (token, path) = (self.provider_token(night).await?, format!("/matches/{id}"));
        let yes = self.client.act(&token, &path, "accept");
        yes.await?.send().await?.expect(200)?;
        let (free, served) = (self.shown_free(offer).await?, self.need(night).await?);
        let block = format!("/providers/{}/block", offer.provider.id);
        let blocked = self.client.post(&block).with(&self.moderators.first);
        let blocked = blocked.json(&json!({ "reason": "danger" }));
        blocked.send().await?.expect(201)?;
        report::step(
            "They choose it once more, and the provider says yes. A moderator blocks the provider.",
        );
        self.until_stopped(&household.token, &id).await?;
        let open = self.need(night).await?;
        self.report.check(
            "the beds were taken, for everybody to see, and with the block the need is open again",
            &Faults::default()
                .unless(free != night.free, format!("{free} were free, as before"))
                .unless(served == "served", format!("the need was {served}"))
                .unless(open == "open", format!("the need is {open}")),
        );
        let lifted = self.client.post(&format!("{block}/verdicts"));
        let lifted = lifted
            .with(&self.moderators.second)
            .json(&json!({ "verdict": "lifted" }));
        lifted.send().await?.expect(201)?;
        report::step("Another moderator looks at it, and lifts the block.");
        self.check_open(
            night,
            &id,
            "stopped_for_safety",
            "what a block stopped stays so, and its beds are free for everybody to see",
        )
        .await
    }

    /// The provider says nothing.
    async fn say_nothing(&mut self, night: &mut Night) -> Step<()> {
        let id = self.choose(night).await?;
        self.go_on(night, SILENCE).await?;
        report::step("They choose it again. Two days go by without an answer.");
        for _ in 0..LOOKS {
            if self.state(night, &id).await? == "expired" {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.check_open(night, &id, "expired", "so does a silence")
            .await
    }

    /// The provider says yes, and both confirm it.
    async fn say_yes(&mut self, night: Night) -> Step<()> {
        let id = self.choose(&night).await?;
        let token = self.provider_token(&night).await?;
        let yes = self
            .client
            .act(&token, &format!("/matches/{id}"), "accept")
            .await?;
        yes.send().await?.expect(200)?;
        report::step("They choose it a last time, and the provider says yes.");
        let (free, need) = (
            self.shown_free(&night.offer).await?,
            self.need(&night).await?,
        );
        self.report.check(
            "now the beds are taken, for everybody to see, and the need is served",
            &Faults::default()
                .unless(free != night.free, format!("{free} are free, as before"))
                .unless(need == "served", format!("the need is {need}")),
        );
        for token in [&night.household.token, &token] {
            self.step_match(token, &id, "confirm").await?.expect(200)?;
        }
        self.sleep(night, &id).await
    }

    /// The days come and go.
    async fn sleep(&mut self, mut night: Night, id: &str) -> Step<()> {
        let (_, last) = night.household.dates("housing")?;
        let token = self.provider_token(&night).await?;
        let begun = self.step_match(&token, id, "start").await?;
        report::step("It is their first day: the help begins.");
        self.go_to(
            &mut night,
            last.checked_add(1.day())
                .map_err(|e| format!("no such day: {e}"))?,
        )
        .await?;
        let token = self.provider_token(&night).await?;
        let home = night.household.token.clone();
        let one = self.step_match(&home, id, "complete").await?;
        let both = self.step_match(&token, id, "complete").await?;
        report::step("The nights are over, say they, and so says the provider.");
        self.report.check(
            "help that was begun is over when both say so, not when one does",
            &Faults::default()
                .unless(
                    begun.text("/state") == "started",
                    format!("begun: {}", begun.describe()),
                )
                .unless(
                    one.text("/state") == "started",
                    format!("after one word: {}", one.describe()),
                )
                .unless(
                    both.text("/state") == "completed",
                    format!("after two: {}", both.describe()),
                ),
        );
        let said = json!({ "delivered": "yes", "as_described": "yes", "rating": 5 });
        let theirs = self.give_feedback(&home, id, &said).await?;
        let own = self.give_feedback(&token, id, &said).await?;
        let path = format!("/offers/{}", night.offer.id);
        let still = self.client.act(&token, &path, "confirm").await?;
        still.send().await?.expect(200)?;
        let free = self.shown_free(&night.offer).await?;
        self.report.check(
            "both say how it was, and whoever comes next finds as many beds as there were",
            &Faults::default()
                .unless(theirs.status == 201, format!("they: {}", theirs.describe()))
                .unless(
                    own.status == 201,
                    format!("the provider: {}", own.describe()),
                )
                .unless(
                    free == night.free,
                    format!("{free} are free, {} were", night.free),
                ),
        );
        Ok(())
    }

    /// The household chooses the home; the match.
    async fn choose(&self, night: &Night) -> Step<String> {
        let proposed = self.propose(&night.household, &night.offer, None).await?;
        let id = proposed.expect(201)?.text("/id").to_owned();
        match self.need(night).await?.as_str() {
            "proposed" => Ok(id),
            need => Err(format!("the need is {need} though somebody is asked").into()),
        }
    }

    async fn state(&self, night: &Night, id: &str) -> Step<String> {
        let seen = self
            .client
            .get(&format!("/matches/{id}"))
            .with(&night.household.token);
        Ok(seen.send().await?.expect(200)?.text("/state").to_owned())
    }

    async fn need(&self, night: &Night) -> Step<String> {
        let path = format!("/requests/{}", night.household.request);
        let seen = self.client.get(&path).with(&night.household.token);
        let seen = seen.send().await?.expect(200)?;
        Ok(seen.text("/needs/0/state").to_owned())
    }

    /// How much is free, as anybody sees it.
    async fn shown_free(&self, offer: &Posted) -> Step<String> {
        let (_, read) = self.public(offer).await?;
        Ok(text(&read.expect(200)?.body, "/free").to_owned())
    }

    async fn check_open(
        &mut self,
        night: &Night,
        id: &str,
        ended: &str,
        sentence: &str,
    ) -> Step<()> {
        let state = self.state(night, id).await?;
        let (need, free) = (
            self.need(night).await?,
            self.shown_free(&night.offer).await?,
        );
        self.report.check(
            sentence,
            &Faults::default()
                .unless(state == ended, format!("the match is {state}"))
                .unless(need == "open", format!("the need is {need}"))
                .unless(
                    free == night.free,
                    format!("{free} are free, {} were", night.free),
                ),
        );
        Ok(())
    }

    /// Signs in as who gives the home: an access token lasts minutes.
    async fn provider_token(&self, night: &Night) -> Step<String> {
        let offer = &night.offer;
        offer.provider.sign_in(&self.client, &offer.fixture).await
    }

    /// Lets time go by. What the household holds lasts half an hour: its code opens the request again.
    async fn go_on(&self, night: &mut Night, time: SignedDuration) -> Step<()> {
        night.clock.advance(time);
        night.household.open_again(&self.client).await
    }

    /// Until ten in the morning of a day.
    async fn go_to(&self, night: &mut Night, day: Date) -> Step<()> {
        let morning = day_begins(day).ok_or_else(|| format!("no such day: {day}"))?;
        let morning: Timestamp = morning + SignedDuration::from_hours(10);
        let left = morning.duration_since(night.clock.now());
        self.go_on(night, left).await
    }
}
