//! After both agreed: both confirm, help begins and ends, both say how it was.

use punte_core::{booking::MatchState, offer::Category};
use serde_json::{Value, json};

use super::{
    client::{Answer, Step, list, text},
    people::Household,
    report::{self, Faults},
    story::{Journey, Posted},
};

impl Journey {
    /// Follows a match through. Help that has a first day does not begin before it.
    pub async fn follow_through(
        &mut self,
        offer: &Posted,
        household: &Household,
        id: &str,
    ) -> Step<()> {
        let (home, provider) = (household.token.clone(), offer.provider.token.clone());
        let once = self.step_match(&home, id, "confirm").await?;
        let both = self.step_match(&provider, id, "confirm").await?;
        report::step("They confirm, and so does the provider.");
        self.report.check(
            "one word is not an agreement, two are",
            &Faults::default()
                .unless(
                    once.text("/state") == "accepted",
                    format!("after one: {}", once.describe()),
                )
                .unless(
                    both.text("/state") == "confirmed",
                    format!("after two: {}", both.describe()),
                ),
        );
        let begins_today = list(&both.body, "/steps").contains(&json!("start"));
        let begun = self.step_match(&provider, id, "start").await?;
        if !begins_today {
            self.report.check(
                "nothing begins before its first day",
                &Faults::default().unless_refused("starting", &begun, 409, "illegal-state"),
            );
            return Ok(());
        }
        report::step("The help begins.");
        let seen = self.client.get(&format!("/matches/{id}"));
        let seen = seen.with(&home).send().await?.expect(200)?;
        let kinds: Vec<&str> = list(&seen.body, "/check_ins")
            .iter()
            .map(|c| text(c, "/kind"))
            .collect();
        self.report.check(
            "they will be asked how they are after a day and after a week, and the provider does not see that",
            &Faults::default()
                .unless(kinds.starts_with(&["day", "week"]), format!("asked {kinds:?}"))
                .unless(
                    list(&begun.body, "/check_ins").is_empty(),
                    "the provider sees it",
                ),
        );
        // What a service did is free for the next one.
        let category = offer.fixture.category;
        if Category::from_name(category).is_some_and(|of| MatchState::Completed.keeps_capacity(of))
        {
            self.given
                .insert(offer.id.clone(), household.quantity(category));
        }
        let once = self.step_match(&home, id, "complete").await?;
        let done = self.step_match(&provider, id, "complete").await?;
        report::step("It took place and is over, they say, and so does the provider.");
        self.report.check(
            "help is over once both say so",
            &Faults::default()
                .unless(
                    once.text("/state") == "started",
                    format!("after one: {}", once.describe()),
                )
                .unless(
                    done.text("/state") == "completed",
                    format!("after two: {}", done.describe()),
                ),
        );
        let said = json!({ "delivered": "yes", "as_described": "yes", "rating": 5, "comment": "Thank you." });
        let theirs = self.give_feedback(&home, id, &said).await?;
        let own = self.give_feedback(&provider, id, &said).await?;
        let again = self.give_feedback(&home, id, &said).await?;
        self.report.check(
            "both say how it was, each once",
            &Faults::default()
                .unless(theirs.status == 201, format!("they: {}", theirs.describe()))
                .unless(
                    own.status == 201,
                    format!("the provider: {}", own.describe()),
                )
                .unless_refused("they, twice", &again, 409, "illegal-state"),
        );
        Ok(())
    }

    /// A side says how it goes on.
    pub async fn step_match(&self, token: &str, id: &str, step: &str) -> Step<Answer> {
        self.client
            .act(token, &format!("/matches/{id}"), "steps")
            .await?
            .json(&json!({ "step": step }))
            .send()
            .await
    }

    /// A side says how it was.
    pub async fn give_feedback(&self, token: &str, id: &str, said: &Value) -> Step<Answer> {
        self.client
            .post(&format!("/matches/{id}/feedback"))
            .with(token)
            .json(said)
            .send()
            .await
    }
}
