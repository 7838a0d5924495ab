//! Asking before anything is chosen: an institution answers, a private person is left in peace.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{
    client::{Answer, Step, list, text},
    people::Household,
    report::{self, Faults},
    story::{Journey, Posted},
};

impl Journey {
    /// The family writes to whoever offers it, without choosing it.
    pub async fn ask_first(&mut self, offer: &Posted) -> Step<()> {
        let family = Rc::clone(&self.first);
        if text(&offer.fixture.provider, "/kind") == "volunteer" {
            let refused = self.question(&family, offer, "Is this free?").await?;
            self.report.check(
                "nobody writes to a private person without choosing the offer",
                &Faults::default().unless_refused("asking", &refused, 409, "offer-not-available"),
            );
            return Ok(());
        }
        let held = self
            .question(&family, offer, "Call me: 069 123 456")
            .await?;
        let asked = self.question(&family, offer, "Is this free?").await?;
        report::step("The family asks a question before it chooses.");
        let seen = self
            .read(
                &offer.provider.token,
                &format!("/providers/{}/inquiries", offer.provider.id),
            )
            .await?;
        self.report.check(
            "a question reaches the provider, without a telephone number and without saying who asks",
            &Faults::default()
                .unless(held.status == 422, format!("a number: {}", held.describe()))
                .unless(asked.status == 201, format!("asking: {}", asked.describe()))
                .unless(
                    list(&seen, "/items").iter().any(|i| i.pointer("/unread") == Some(&json!(1))),
                    "the provider has nothing to read",
                )
                .unless(
                    !seen.to_string().contains(&family.request),
                    "it is told which request asks",
                ),
        );
        let messages = format!("/inquiries/{}/messages", asked.text("/id"));
        let answer = json!({ "phrase": "it_is_there" });
        let answered = self.client.post(&messages).with(&offer.provider.token);
        let answered = answered.json(&answer).send().await?;
        let read = self.read(&family.token, &messages).await?;
        report::step("The provider answers with a phrase, which the family reads in its language.");
        self.report.check(
            "the answer comes back",
            &Faults::default()
                .unless(
                    answered.status == 201,
                    format!("answering: {}", answered.describe()),
                )
                .unless(
                    list(&read, "/items").len() == 2,
                    format!("{} messages", list(&read, "/items").len()),
                ),
        );
        Ok(())
    }

    async fn question(&self, family: &Household, offer: &Posted, words: &str) -> Step<Answer> {
        self.client
            .post(&format!("/requests/{}/inquiries", family.request))
            .with(&family.token)
            .json(&json!({ "offer_id": offer.id, "text": words }))
            .send()
            .await
    }

    async fn read(&self, token: &str, path: &str) -> Step<Value> {
        let answer = self.client.get(path).with(token).send().await?;
        Ok(answer.expect(200)?.body)
    }
}
