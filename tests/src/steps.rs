//! The steps of the main job, over HTTP.

use punte_api::app::notices::{MailJob, Notice, Recipient};
use punte_core::id::AccountId;
use serde_json::{Value, json};

use crate::{
    TestApp,
    bodies::profile,
    client::Answer,
    people::{PASSWORD, Provider, Who},
};

/// What is seen for the levels above 0 in their order: each rests on those before it.
pub const SEEN_FOR: [&str; 3] = ["identity_document", "criminal_record", "visit"];

impl TestApp {
    /// Asks for something with a link in a mail; the code of the link.
    pub async fn linked(&self, path: &str, email: &str) -> String {
        self.post(path)
            .json(&json!({ "email": email, "locale": "en" }))
            .expect(202)
            .await;
        self.link_code().await
    }

    /// The code of the link that was asked for last, as it stands in its mail; of one about lost codes that of its request. Where several
    /// have the address, a code that no mail carries.
    pub async fn link_code(&self) -> String {
        let (id, purpose): (uuid::Uuid, String) = sqlx::query_as(
            "select id, purpose from mail_link where request_id is null order by made_at desc, id desc limit 1",
        )
        .fetch_one(&mut self.superuser().await)
        .await
        .unwrap();
        let app = self.use_cases().await;
        let mut code = None;
        if purpose == "code" {
            let mail = MailJob {
                notice: Notice::CodeLost,
                to: Recipient::Link(id),
                about: id,
                waited: false,
            };
            code = app.letter(mail).await.unwrap().and_then(|sent| sent.code);
        }
        app.pool.close().await;
        code.map_or_else(
            || app.code_of_link(id).reveal(),
            |code| code.reveal().clone(),
        )
    }

    /// Signs up, with a confirmed address, and in. Costs argon2 twice: the cast is there already.
    pub async fn sign_up(&self, email: &str) -> Who {
        let code = self.linked("/accounts", email).await;
        let answer = self
            .post("/accounts/confirmations")
            .json(&json!({ "code": code, "password": PASSWORD }))
            .expect(201)
            .await;
        let id: AccountId = serde_json::from_value(answer.at("/id").clone()).unwrap();
        let who = Who::account(email, id);
        who.fresh_token(self).await;
        who
    }

    /// Registers a provider of a person of the cast (`0..5`), vetted at a level: 0 e-mail, 1 to 3 by [`SEEN_FOR`]; -1 leaves it unvetted.
    pub async fn provider(&self, person: usize, kind: &str, level: i8) -> Provider {
        self.provider_of(person, &profile(person, kind), level)
            .await
    }

    /// As [`TestApp::provider`], with what it says of itself.
    pub async fn provider_of(&self, person: usize, body: &Value, level: i8) -> Provider {
        let member = self.cast.people[person].clone();
        let answer = self
            .post("/providers")
            .by(&member)
            .json(body)
            .expect(201)
            .await;
        let provider = Provider {
            id: answer.id(),
            member,
        };
        if level == 0 {
            self.vet(&provider.id, &["email_confirmed"]).await;
        } else if let Ok(level) = usize::try_from(level) {
            self.vet(&provider.id, &SEEN_FOR[..level]).await;
        }
        provider
    }

    /// Writes down that a moderator saw these of a provider.
    pub async fn vet(&self, provider: &str, kinds: &[&str]) {
        for kind in kinds {
            self.post(format!("/providers/{provider}/evidence"))
                .by(self.as_moderator())
                .json(&json!({ "kind": kind }))
                .expect(201)
                .await;
        }
    }

    /// The newest piece of evidence of a kind that counts about a provider.
    pub async fn evidence(&self, provider: &Provider, kind: &str) -> String {
        let read = self.get(format!("/providers/{}", provider.id));
        let read = read.by(&provider.member).expect(200).await;
        let mut checks = read.at("/checks").as_array().unwrap().iter();
        let seen = checks.find(|check| check["kind"] == kind).unwrap();
        seen["id"].as_str().unwrap().to_owned()
    }

    /// An account of its own that joined a provider as a plain member.
    pub async fn colleague(&self, provider: &Provider, email: &str) -> Who {
        let made = self
            .post(format!("/providers/{}/invitations", provider.id))
            .by(&provider.member)
            .json(&json!({ "role": "member" }))
            .expect(201)
            .await;
        let colleague = self.sign_up(email).await;
        self.post("/accounts/me/memberships")
            .by(&colleague)
            .json(&json!({ "code": made.text_at("/code") }))
            .expect(201)
            .await;
        colleague
    }

    /// A colleague who may follow requests: signed in with a second factor.
    pub async fn case_worker(&self, organisation: &Provider, email: &str) -> Who {
        let worker = self.colleague(organisation, email).await;
        self.give_factor(&worker).await;
        worker.fresh_token(self).await;
        worker
    }

    /// Follows the request of a code; the case.
    pub async fn follow(&self, worker: &Who, organisation: &Provider, code: &str) -> String {
        let body = json!({ "code": code, "provider_id": organisation.id, "consent": "spoken" });
        let opened = self.post("/cases").by(worker).json(&body).expect(201).await;
        opened.text_at("/case/id")
    }

    /// The only membership of somebody.
    pub async fn membership(&self, who: &Who) -> String {
        let id: uuid::Uuid =
            sqlx::query_scalar("select id from provider_member where account_id = $1")
                .bind(who.account.0)
                .fetch_one(&mut self.superuser().await)
                .await
                .unwrap();
        id.to_string()
    }

    /// Writes an offer down.
    pub async fn draft(&self, provider: &Provider, body: &Value) -> String {
        let answer = self
            .post("/offers")
            .by(&provider.member)
            .json(body)
            .expect(201)
            .await;
        answer.id()
    }

    /// An offer, to its provider.
    pub async fn offer(&self, provider: &Provider, offer: &str) -> Answer {
        self.get(format!("/offers/{offer}"))
            .by(&provider.member)
            .expect(200)
            .await
    }

    /// Takes a step (`submit`, `pause`, …) with an offer in its newest version.
    pub async fn step(&self, provider: &Provider, offer: &str, step: &str) -> Answer {
        let version = self.offer(provider, offer).await.version();
        self.post(format!("/offers/{offer}/{step}"))
            .by(&provider.member)
            .if_match(version)
            .send()
            .await
    }

    /// Writes an offer down and hands it in.
    pub async fn submitted(&self, provider: &Provider, body: &Value) -> String {
        let offer = self.draft(provider, body).await;
        self.step(provider, &offer, "submit").await.expect(200);
        offer
    }

    /// The open item of an offer in the queue, as a moderator finds it.
    pub async fn queue_item(&self, moderator: &Who, offer: &str) -> Option<Value> {
        let mut cursor = String::new();
        loop {
            let answer = self
                .get(format!("/review/items?limit=100{cursor}"))
                .by(moderator)
                .expect(200)
                .await;
            if let Some(found) = answer.items().iter().find(|i| i["offer_id"] == offer) {
                return Some(found.clone());
            }
            cursor = format!("&cursor={}", answer.at("/next_cursor").as_str()?);
        }
    }

    /// The id of that item, and the version of the offer that waits in it.
    pub async fn open_item(&self, moderator: &Who, offer: &str) -> (String, String) {
        let item = self.queue_item(moderator, offer).await;
        let item = item.expect("the offer is in the queue");
        let text = |field: &str| item[field].as_str().unwrap().to_owned();
        (text("id"), text("revision_id"))
    }

    /// The mark of the first hint about an item.
    pub async fn hint_mark(&self, item: &str) -> String {
        self.note_hints().await;
        let item = self
            .get(format!("/review/items/{item}"))
            .by(self.as_moderator())
            .expect(200)
            .await;
        item.text_at("/item/hints/0/mark")
    }

    /// Claims an item.
    pub async fn claim(&self, moderator: &Who, item: &str) -> Answer {
        self.post(format!("/review/items/{item}/claim"))
            .by(moderator)
            .send()
            .await
    }

    /// A yes to every point of an item's checklist; nothing for an item that this moderator does not see.
    pub async fn checked(&self, moderator: &Who, item: &str) -> Value {
        let read = self.get(format!("/review/items/{item}")).by(moderator);
        let read = read.send().await;
        let points = read.body.pointer("/checklist/items");
        let points = points.and_then(Value::as_array).cloned();
        let yes = points.unwrap_or_default().into_iter().map(|point| {
            let key = point["key"].as_str().unwrap().to_owned();
            (key, json!("yes"))
        });
        Value::Object(yes.collect())
    }

    /// Decides on a claimed item. Whoever approves says yes to every point of the checklist, whoever asks for changes means the title.
    pub async fn decide(
        &self,
        moderator: &Who,
        item: &str,
        decision: &str,
        revision: &str,
    ) -> Answer {
        let reason = if decision == "approve" {
            "checklist_complete"
        } else {
            "unclear_text"
        };
        let checklist = if decision == "approve" {
            self.checked(moderator, item).await
        } else {
            json!({})
        };
        let fields: &[&str] = match decision {
            "request_changes" => &["/title"],
            _ => &[],
        };
        self.post(format!("/review/items/{item}/decisions"))
            .by(moderator)
            .json(&json!({
                "decision": decision,
                "reason_code": reason,
                "revision_id": revision,
                "fields": fields,
                "checklist": checklist,
            }))
            .send()
            .await
    }

    /// One moderator's approval, through the queue.
    pub async fn approve_by(&self, moderator: &Who, offer: &str) -> Answer {
        let (id, revision) = self.open_item(moderator, offer).await;
        self.claim(moderator, &id).await.expect(200);
        self.decide(moderator, &id, "approve", &revision).await
    }

    /// Approvals through the queue by as many moderators as are needed; returns how many that were.
    pub async fn approve(&self, offer: &str) -> usize {
        for (number, moderator) in self.cast.moderators.iter().enumerate() {
            let answer = self.approve_by(moderator, offer).await.expect(201);
            if answer.text_at("/state") == "decided" {
                return number + 1;
            }
        }
        panic!("three approvals were not enough");
    }

    /// Writes an offer down, hands it in, and has it approved.
    pub async fn live(&self, provider: &Provider, body: &Value) -> String {
        let offer = self.submitted(provider, body).await;
        self.approve(&offer).await;
        offer
    }

    /// Whether everybody can find an offer: in the list and by its id.
    pub async fn is_public(&self, offer: &str) -> bool {
        let listed = self.get("/public/offers?limit=100").expect(200).await;
        let listed = listed.items().iter().any(|o| o["id"] == offer);
        let answer = self.get(format!("/public/offers/{offer}")).send().await;
        assert_eq!(answer.status == 200, listed, "list and detail differ");
        listed
    }

    /// A job of the worker that was given up.
    pub async fn dead_job(&self) -> String {
        let id: uuid::Uuid = sqlx::query_scalar(
            "insert into job (id, kind, payload, dedup_id, state, attempts, last_error, run_at, created_at)
             values (gen_random_uuid(), 'offer_gone', '{}', gen_random_uuid()::text, 'dead', 10, 'payload', now(), clock_timestamp())
             returning id",
        )
        .fetch_one(&mut self.superuser().await)
        .await
        .unwrap();
        id.to_string()
    }
}
