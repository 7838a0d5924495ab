//! The steps of households and of what they choose, over HTTP.

use serde_json::{Value, json};

use crate::{
    TestApp,
    bodies::{request, service, service_need},
    client::Answer,
    people::{Household, Provider, Who},
};

impl TestApp {
    /// Files a request with these needs.
    pub async fn file(&self, needs: &[Value]) -> Household {
        self.file_request(&request(needs)).await
    }

    /// Files a request.
    pub async fn file_request(&self, body: &Value) -> Household {
        let answer = self.post("/requests").json(body).expect(201).await;
        let code = answer.text_at("/tracking_code");
        let needs = answer.at("/request/needs").as_array().unwrap();
        Household {
            who: Who::household(&code),
            request: answer.text_at("/request/id"),
            needs: needs
                .iter()
                .map(|n| n["id"].as_str().unwrap().to_owned())
                .collect(),
            code,
        }
    }

    /// The ranking of a household's need.
    pub async fn rank(&self, household: &Household, need: usize) -> Answer {
        self.get(format!("/needs/{}/matches", household.needs[need]))
            .by(&household.who)
            .expect(200)
            .await
    }

    /// Chooses an offer for a need.
    pub async fn try_propose(&self, household: &Household, need: usize, offer: &str) -> Answer {
        self.post(format!("/needs/{}/proposals", household.needs[need]))
            .by(&household.who)
            .json(&json!({ "offer_id": offer }))
            .send()
            .await
    }

    /// Chooses an offer for the first need; the match.
    pub async fn propose(&self, household: &Household, offer: &str) -> String {
        self.try_propose(household, 0, offer).await.expect(201).id()
    }

    /// Asks an institution about an offer that was not chosen; the inquiry.
    pub async fn question(&self, household: &Household, offer: &str) -> String {
        self.post(format!("/requests/{}/inquiries", household.request))
            .by(&household.who)
            .json(&json!({ "offer_id": offer, "phrase": "still_there" }))
            .expect(201)
            .await
            .id()
    }

    /// Says yes to a match in its first version.
    pub async fn try_accept(&self, provider: &Provider, id: &str) -> Answer {
        self.post(format!("/matches/{id}/accept"))
            .by(&provider.member)
            .if_match(1)
            .send()
            .await
    }

    /// Proposes and accepts; the match.
    pub async fn matched(&self, household: &Household, provider: &Provider, offer: &str) -> String {
        let id = self.propose(household, offer).await;
        self.try_accept(provider, &id).await.expect(200);
        id
    }

    /// Ends a match (`cancel` or `decline`) in its newest version.
    pub async fn end(&self, who: &Who, id: &str, how: &str) -> Answer {
        let version = self
            .get(format!("/matches/{id}"))
            .by(who)
            .expect(200)
            .await
            .version();
        self.post(format!("/matches/{id}/{how}"))
            .by(who)
            .if_match(version)
            .json(&json!({ "reason": "dates_changed" }))
            .send()
            .await
    }

    /// Takes a step after both agreed (`confirm`, `start`, `complete`, `no_show`) with a match in its newest version.
    pub async fn take_step(&self, who: &Who, id: &str, step: &str) -> Answer {
        let version = self
            .get(format!("/matches/{id}"))
            .by(who)
            .expect(200)
            .await
            .version();
        self.post(format!("/matches/{id}/steps"))
            .by(who)
            .if_match(version)
            .json(&json!({ "step": step }))
            .send()
            .await
    }

    /// A need of a household, as the household sees it.
    pub async fn need(&self, household: &Household, need: usize) -> Value {
        let answer = self
            .get(format!("/requests/{}", household.request))
            .by(&household.who)
            .expect(200)
            .await;
        answer.at(&format!("/needs/{need}")).clone()
    }

    /// A provider reports the other side of a match or of an inquiry (`("match_id", id)` or `("inquiry_id", id)`); the report, taken by a
    /// moderator.
    pub async fn taken_report(
        &self,
        by: &Provider,
        (field, of): (&str, &str),
        moderator: &Who,
    ) -> String {
        let body = json!({ field: of, "kind": "something_wrong" });
        let made = self.post("/reports").by(&by.member).json(&body);
        made.expect(201).await;
        let listed = self.get("/reports").by(moderator).expect(200).await;
        let about = |r: &&Value| r[field] == of;
        let id = listed.items().iter().find(about).unwrap()["id"].clone();
        let id = id.as_str().unwrap().to_owned();
        let take = self.post(format!("/reports/{id}/take"));
        take.by(moderator).expect(200).await;
        id
    }

    /// As [`TestApp::taken_report`], of a household that has just chosen an offer.
    pub async fn taken_report_of_household(&self, provider: &Provider, moderator: &Who) -> String {
        let offer = self.live(provider, &service(&provider.id)).await;
        let household = self.file(&[service_need(1)]).await;
        let asked = self.propose(&household, &offer).await;
        self.taken_report(provider, ("match_id", &asked), moderator)
            .await
    }
}
