//! Two moderators, the queue, and what the public sees: nothing before, only the published part after.

use serde_json::{Value, json};

use super::{
    client::{Step, given, list, text},
    report::{self, Faults},
    story::{Journey, Posted},
};

impl Journey {
    /// From a draft to a published offer.
    pub async fn verify(&mut self, offer: &Posted) -> Step<()> {
        self.check_unseen(offer, "a draft is nowhere to be seen")
            .await?;
        self.step_offer(offer, "submit").await?;
        report::step("It hands the offer in.");
        self.check_unseen(
            offer,
            "an offer that waits for review is nowhere to be seen",
        )
        .await?;
        let (first, second) = (
            self.moderators.first.clone(),
            self.moderators.second.clone(),
        );
        let item = self.approve(offer, &first).await?;
        report::step("Moderator 1 finds it in the queue, claims it and approves it.");
        if offer.fixture.approvals > 1 {
            self.check_unseen(offer, "with one approval of two it is nowhere to be seen")
                .await?;
            self.check_one_vote(&item, &first).await?;
            self.approve(offer, &second).await?;
            report::step("Moderator 2 finds it in the queue, claims it and approves it.");
        }
        self.check_seen(offer).await
    }

    /// A step of the provider with its own offer, on the version that it sees now.
    pub async fn step_offer(&self, offer: &Posted, step: &str) -> Step<()> {
        self.client
            .act(
                &offer.provider.token,
                &format!("/offers/{}", offer.id),
                step,
            )
            .await?
            .send()
            .await?
            .expect(200)?;
        Ok(())
    }

    /// A moderator finds the offer in the queue, claims it, and approves the version in front of them.
    pub async fn approve(&self, offer: &Posted, moderator: &str) -> Step<Value> {
        let queue = self.queue(offer, moderator).await?;
        let id = queue
            .iter()
            .find(|item| text(item, "/offer_id") == offer.id)
            .map(|item| text(item, "/id"))
            .ok_or_else(|| "the offer is not in the moderator's queue".to_owned())?;
        let claimed = self
            .client
            .post(&format!("/review/items/{id}/claim"))
            .with(moderator)
            .send()
            .await?
            .expect(200)?;
        let item = claimed.body.pointer("/item").cloned().unwrap_or_default();
        let checklist = yes_to_all(&claimed.body);
        self.client
            .post(&format!("/review/items/{id}/decisions"))
            .with(moderator)
            .json(&approval(&item, &checklist))
            .send()
            .await?
            .expect(201)?;
        Ok(item)
    }

    async fn queue(&self, offer: &Posted, moderator: &str) -> Step<Vec<Value>> {
        let path = format!("/review/items?category={}", offer.fixture.category);
        self.client.list(Some(moderator), &path).await
    }

    /// The first moderator tries to be the second as well.
    async fn check_one_vote(&mut self, item: &Value, moderator: &str) -> Step<()> {
        let path = format!("/review/items/{}", text(item, "/id"));
        let claim = self
            .client
            .post(&format!("{path}/claim"))
            .with(moderator)
            .send()
            .await?;
        let again = self
            .client
            .post(&format!("{path}/decisions"))
            .with(moderator)
            .json(&approval(item, &json!({})))
            .send()
            .await?;
        if claim.status == 200 {
            self.client
                .delete(&format!("{path}/claim"))
                .with(moderator)
                .send()
                .await?;
        }
        self.report.check(
            "moderator 1 cannot be the second one too",
            &Faults::default().unless(
                again.status == 409,
                format!("answered {}", again.describe()),
            ),
        );
        Ok(())
    }

    /// Neither in the public list, nor by its id, nor in a ranking.
    pub async fn check_unseen(&mut self, offer: &Posted, sentence: &str) -> Step<()> {
        let (listed, read) = self.public(offer).await?;
        let ranked = self.is_ranked(offer, &self.first).await?;
        self.report.check(
            sentence,
            &Faults::default()
                .unless(listed.is_none(), "it is in the public list")
                .unless(
                    read.status == 404,
                    format!("its public page answers {}", read.describe()),
                )
                .unless(!ranked, "it is ranked for a household"),
        );
        Ok(())
    }

    /// The offer in the public list, and by its id.
    pub async fn public(&self, offer: &Posted) -> Step<(Option<Value>, super::client::Answer)> {
        let path = format!("/public/offers?category={}", offer.fixture.category);
        let listed = self
            .client
            .list(None, &path)
            .await?
            .into_iter()
            .find(|o| text(o, "/id") == offer.id);
        let read = self
            .client
            .get(&format!("/public/offers/{}", offer.id))
            .send()
            .await?;
        Ok((listed, read))
    }

    /// Public now, with what was checked and when, and without what the public must not know.
    async fn check_seen(&mut self, offer: &Posted) -> Step<()> {
        let (listed, read) = self.public(offer).await?;
        self.report.check(
            "now it is public: in the list, and by its id",
            &Faults::default()
                .unless(listed.is_some(), "it is not in the public list")
                .unless(
                    read.status == 200,
                    format!("its public page answers {}", read.describe()),
                ),
        );
        let view = read.expect(200)?.body;
        self.report.check(
            "it says what was checked, and when",
            &checks_said(offer, &view),
        );
        let named = text(&view, "/provider_name");
        let (sentence, right) = if text(&offer.fixture.provider, "/kind") == "volunteer" {
            (
                "the private person behind it is not named",
                named.is_empty(),
            )
        } else {
            (
                "the organisation behind it is named",
                named == text(&offer.fixture.provider, "/name"),
            )
        };
        self.report.check(
            sentence,
            &Faults::default().unless(right, format!("the name shown is '{named}'")),
        );
        self.report.check(
            "no contact, door or person shows through",
            &nothing_private(offer, &view),
        );
        Ok(())
    }
}

/// A yes to every point of the checklist that comes with a claimed item.
pub(super) fn yes_to_all(claimed: &Value) -> Value {
    let points = list(claimed, "/checklist/items");
    let yes = points
        .iter()
        .map(|point| (text(point, "/key").to_owned(), json!("yes")));
    Value::Object(yes.collect())
}

/// An approval of the version that the item holds, with what was answered to its checklist.
pub(super) fn approval(item: &Value, checklist: &Value) -> Value {
    json!({
        "decision": "approve",
        "revision_id": text(item, "/revision_id"),
        "reason_code": "checklist_complete",
        "checklist": checklist,
    })
}

fn checks_said(offer: &Posted, view: &Value) -> Faults {
    let said = list(view, "/checks");
    let mut faults = Faults::default().unless(
        said.len() == offer.fixture.evidence.len(),
        format!("{} checks are shown", said.len()),
    );
    for kind in offer.fixture.evidence {
        faults = faults.unless(
            said.iter()
                .any(|c| text(c, "/kind") == *kind && !text(c, "/seen_at").is_empty()),
            format!("{kind} is not shown with its date"),
        );
    }
    faults
}

fn nothing_private(offer: &Posted, view: &Value) -> Faults {
    let (provider, private) = (&offer.fixture.provider, &offer.fixture.private);
    let page = view.to_string();
    let mut faults = Faults::default();
    for (owner, field) in [
        (provider, "/email"),
        (provider, "/phone"),
        (provider, "/contact_person"),
        (private, "/address"),
        (private, "/driver"),
        (private, "/plate"),
        (private, "/licence_number"),
    ] {
        let secret = text(owner, field);
        faults = faults.unless(
            secret.is_empty() || !page.contains(secret),
            format!("{field} is shown"),
        );
    }
    for field in ["resident_women", "resident_men", "resident_children"] {
        faults = faults.unless(
            !given(view, &format!("/details/{field}")),
            format!("{field} is shown"),
        );
    }
    // Who agreed to show its door shows it; of everybody else the point is the centre of an area.
    let agreed = offer.fixture.content.pointer("/show_address") == Some(&Value::Bool(true));
    let exact = view.pointer("/point") == private.pointer("/point");
    let door = text(view, "/point_precision") == "door";
    faults
        .unless(
            agreed == exact,
            format!("the exact point is shown: {exact}"),
        )
        .unless(
            agreed == door,
            format!("the point is said to be a door: {door}"),
        )
}
