//! A home that is edited while it is public: what moderators are shown, what people see meanwhile, and what the figures say of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    client::{Step, list, number, text},
    offers::Fixture,
    report::{self, Faults},
    story::{Journey, Posted},
};

/// How often it is looked, and after which pause.
const LOOKS: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

/// Decisions that both edits take: two moderators on each of two versions.
const DECISIONS: i64 = 4;

impl Journey {
    /// From a second home like the first one to its new title.
    pub async fn play_edit(&mut self, fixture: Fixture) {
        report::chapter("An edit, read before it is shown");
        let played = async {
            let before = self.figures().await?;
            let offer = self.write(fixture).await?;
            self.step_offer(&offer, "submit").await?;
            report::step("It hands the offer in.");
            self.check_hints(&offer).await?;
            self.approve_twice(&offer).await?;
            self.edit_title(&offer).await?;
            self.check_figures(&before).await
        };
        if let Err(stop) = played.await {
            self.report.stopped("the story of an edit", &stop);
        }
    }

    async fn approve_twice(&self, offer: &Posted) -> Step<()> {
        let (first, second) = (&self.moderators.first, &self.moderators.second);
        self.approve(offer, first).await?;
        self.approve(offer, second).await?;
        report::step("Two moderators approve it.");
        Ok(())
    }

    /// It says what another home says: moderators are shown that before they decide, by the worker.
    async fn check_hints(&mut self, offer: &Posted) -> Step<()> {
        let mut found = Vec::new();
        for _ in 0..LOOKS {
            let risky = "/review/items?view=risky&category=housing";
            let items = self
                .client
                .list(Some(&self.moderators.first), risky)
                .await?;
            if let Some(item) = items.iter().find(|i| text(i, "/offer_id") == offer.id) {
                let hints = list(item, "/hints").iter();
                found = hints.map(|h| text(h, "/hint/code").to_owned()).collect();
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        self.report.check(
            "before anybody decides, moderators are shown that it resembles another offer",
            &Faults::default().unless(!found.is_empty(), "no hint within ten seconds"),
        );
        report::step(&format!("What they are shown: {}", found.join(", ")));
        Ok(())
    }

    async fn edit_title(&mut self, offer: &Posted) -> Step<()> {
        let was = text(&offer.fixture.content, "/title").to_owned();
        let now = format!("{was}, lângă parc");
        let path = format!("/offers/{}", offer.id);
        let own = self.own(offer).await?;
        self.client
            .patch(&path, &own.etag)
            .with(&offer.provider.token)
            .json(&json!({ "content": { "title": now } }))
            .send()
            .await?
            .expect(200)?;
        report::step("The provider gives it another title.");
        let seen = self.public_title(offer).await?;
        let edited = "/review/items?view=edited&category=housing";
        let items = self
            .client
            .list(Some(&self.moderators.first), edited)
            .await?;
        let item = items.iter().find(|i| text(i, "/offer_id") == offer.id);
        let id = item.map(|i| text(i, "/id")).unwrap_or_default();
        let detail = self.client.get(&format!("/review/items/{id}"));
        let detail = detail.with(&self.moderators.first).send().await?;
        self.report.check(
            "until they have read it people see the title that was approved, and moderators see both",
            &Faults::default()
                .unless(seen == was, format!("people see {seen}"))
                .unless(
                    detail.text("/live_content/title") == was && detail.text("/content/title") == now,
                    format!("moderators see {}", detail.describe()),
                )
                .unless(
                    detail.text("/changes/0/field") == "/title"
                        && detail.text("/earlier/0/decision") == "approve",
                    "moderators are not told what changed, and what was decided before",
                ),
        );
        self.approve_twice(offer).await?;
        let seen = self.public_title(offer).await?;
        self.report.check(
            "approved by two, the new title is what people see",
            &Faults::default().unless(seen == now, format!("people see {seen}")),
        );
        Ok(())
    }

    async fn public_title(&self, offer: &Posted) -> Step<String> {
        let (_, read) = self.public(offer).await?;
        Ok(read.text("/title").to_owned())
    }

    async fn figures(&self) -> Step<Value> {
        let figures = self.client.get("/review/figures?days=1");
        let figures = figures.with(&self.moderators.first).send().await?;
        Ok(figures.expect(200)?.body)
    }

    /// What was decided here is in the figures, once, and by moderator it is as much as by reason.
    async fn check_figures(&mut self, before: &Value) -> Step<()> {
        let after = self.figures().await?;
        let grown = by_reason(&after) - by_reason(before);
        self.report.check(
            "the figures of the queue add up",
            &Faults::default()
                .unless(
                    grown == DECISIONS,
                    format!("{DECISIONS} decisions, counted as {grown}"),
                )
                .unless(
                    by_reason(&after) == by_moderator(&after),
                    format!(
                        "{} by reason, {} by moderator",
                        by_reason(&after),
                        by_moderator(&after)
                    ),
                ),
        );
        Ok(())
    }
}

fn by_reason(figures: &Value) -> i64 {
    let rows = list(figures, "/decisions").iter();
    rows.map(|r| number(r, "/decisions")).sum()
}

fn by_moderator(figures: &Value) -> i64 {
    let rows = list(figures, "/moderators").iter();
    rows.map(|r| number(r, "/decisions")).sum()
}
