//! What takes weeks: an offer of which nobody says that it still stands is gone, until somebody says so by the link of the mail.

use std::time::Duration;

use jiff::SignedDuration;
use punte_core::{clock::Clock as _, quiet::QuietHours};

use super::{
    client::{Step, text},
    offers::Fixture,
    report::{self, Faults},
    story::{Journey, Posted},
};

/// Longer than advice stands without a word: 30 days.
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
            // By day: at night the mail would wait for the morning.
            let then = QuietHours::default().next_allowed(clock.now() + WEEKS);
            clock.advance(then.duration_since(clock.now()));
            report::step("31 days go by, and nobody says a word.");
            let lapsed = self.is_public_within_a_minute(&offer, false).await?;
            self.report.check(
                "an offer of which nobody says that it still stands is gone within a minute",
                &Faults::default().unless(lapsed, "it is still public"),
            );
            let email = text(&offer.fixture.provider, "/email");
            // In whichever language they are written to.
            let page = format!("/still/{}", offer.id);
            let code = self.client.mailed_code_of(email, &page).await?;
            let page = format!("/en{page}");
            let word = [("code", code.as_str()), ("still", "available")];
            let status = self.client.send_form(&page, &word).await?;
            report::step(
                "A mail asks whether it still stands; its link says so, and nobody signs in.",
            );
            let back = self.is_public_within_a_minute(&offer, true).await?;
            self.report.check(
                "one word brings it back",
                &Faults::default()
                    .unless(status == 200, format!("the link answered {status}"))
                    .unless(back, "it is not public"),
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
