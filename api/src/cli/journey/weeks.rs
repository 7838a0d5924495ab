//! What takes weeks: an offer of which nobody says that it still stands is gone, until somebody says so.

use std::time::Duration;

use jiff::SignedDuration;

use super::{
    client::Step,
    offers::Fixture,
    report::{self, Faults},
    story::{Journey, Posted},
};

/// Longer than advice stands without a word (PRODUCT: 30 days).
const WEEKS: SignedDuration = SignedDuration::from_hours(31 * 24);
/// How often it is looked within the minute that it may take, and after which pause.
const LOOKS: u32 = 120;
const PAUSE: Duration = Duration::from_millis(500);

impl Journey {
    /// From an offer that lapses to one that stands again.
    pub async fn play_weeks(&mut self, fixture: Fixture) {
        report::chapter("Weeks later");
        let Some(clock) = self.clock.clone() else {
            report::step(
                "Skipped: these steps take weeks. Without --url the journey plays on a server of its own, and moves its clock.",
            );
            return;
        };
        let played = async {
            let offer = self.write(fixture).await?;
            self.verify(&offer).await?;
            clock.advance(WEEKS);
            report::step("31 days go by, and nobody says a word.");
            let lapsed = self.is_public_within_a_minute(&offer, false).await?;
            self.report.check(
                "an offer of which nobody says that it still stands is gone within a minute",
                &Faults::default().unless(lapsed, "it is still public"),
            );
            let token = offer.provider.sign_in(&self.client, &offer.fixture).await?;
            let path = format!("/offers/{}", offer.id);
            let confirm = self.client.act(&token, &path, "confirm").await?;
            confirm.send().await?.expect(200)?;
            report::step("The provider says that it still stands.");
            let back = self.is_public_within_a_minute(&offer, true).await?;
            self.report.check(
                "one word brings it back",
                &Faults::default().unless(back, "it is not public"),
            );
            Ok(())
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of weeks", &stop);
        }
    }

    async fn is_public_within_a_minute(&self, offer: &Posted, wanted: bool) -> Step<bool> {
        for _ in 0..LOOKS {
            let (listed, read) = self.public(offer).await?;
            if listed.is_some() == wanted && (read.status == 200) == wanted {
                return Ok(true);
            }
            tokio::time::sleep(PAUSE).await;
        }
        Ok(false)
    }
}
