//! What the callers ask about: objects of one provider and one household, and the tokens of all callers.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use punte_tests::{
    Answer, TestApp, Who, housing_need, housing_offer, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use super::{case_workers, more};

/// What the provider says of itself.
pub(super) fn profile() -> Value {
    json!({
        "kind": "ngo", "name": "Gazda numărul 0", "registration_number": "ZQREG-1", "contact_person": "Zqperson Voce",
        "email": "zqprovider@example.org", "phone": "+37369555111", "languages": ["ro", "uk"],
    })
}

/// Objects of one provider and one household, and the tokens of all callers.
pub(super) struct World {
    pub(super) app: TestApp,
    pub(super) objects: BTreeMap<&'static str, String>,
    pub(super) tokens: BTreeMap<&'static str, Option<String>>,
    /// Which operation showed which caller which of [`MARKERS`].
    pub(super) shown: Mutex<BTreeSet<(&'static str, String, &'static str)>>,
}

/// What nobody but its owner, and whom the table of what is shown names, may see: whose it is, and what to look for.
pub(super) const MARKERS: [(&str, &str); 10] = [
    ("provider's register number", "ZQREG-1"),
    ("provider's contact person", "Zqperson Voce"),
    ("provider's e-mail", "zqprovider@example.org"),
    ("provider's phone", "+37369555111"),
    ("offer's address", "strada Zqhome 17"),
    ("household's name", "Zqolena"),
    ("household's phone", "+37369555299"),
    ("household's note", "zqsafe after six"),
    ("a message", "Zqkey is with the neighbour"),
    ("a report's text", "Zqdoor has no lock"),
];

impl World {
    pub(super) async fn make() -> Self {
        let app = TestApp::spawn().await;
        let mut objects = BTreeMap::new();
        let provider = app.provider_of(0, &profile(), 3).await;
        let other = app.provider(1, "ngo", 3).await;
        let shelter = with(
            shelter_offer(&provider.id),
            "/private/address",
            "strada Zqhome 17",
        );
        let live = app.live(&provider, &shelter).await;
        let advice = app.live(&provider, &service(&provider.id)).await;
        objects.insert("spare", app.live(&provider, &service(&provider.id)).await);
        objects.insert("stopped", app.live(&provider, &service(&provider.id)).await);
        objects.insert("draft", app.draft(&provider, &service(&provider.id)).await);
        let beds = housing_need(1, "2027-03-10", "2027-03-12");
        let household = with(
            request(&[beds, service_need(1), service_need(1), service_need(1)]),
            "/contact",
            json!({ "channel": "phone", "phone": "+37369555299", "name": "Zqolena", "safe_note": "zqsafe after six" }),
        );
        let household = app.file_request(&household).await;
        for (need, name) in [(1, "accepted"), (2, "waiting"), (3, "asked")] {
            let proposed = app.try_propose(&household, need, &advice).await;
            let id = proposed.expect(201).id();
            if name == "accepted" {
                app.try_accept(&provider, &id).await.expect(200);
                app.post(format!("/matches/{id}/messages"))
                    .by(&household.who)
                    .json(&json!({ "text": "Zqkey is with the neighbour" }))
                    .expect(201)
                    .await;
            }
            objects.insert(name, id);
        }
        objects.insert("dead", app.dead_job().await);
        objects.insert("inquiry", app.question(&household, &advice).await);
        objects.insert("advice", advice);
        for name in ["item", "held"] {
            let home = with(
                housing_offer(&provider.id),
                "/private/address",
                "strada Zqhome 17",
            );
            let offer = app.submitted(&provider, &home).await;
            let item = app.queue_item(app.as_moderator(), &offer).await.unwrap();
            let id = item["id"].as_str().unwrap().to_owned();
            let revision = item["revision_id"].as_str().unwrap().to_owned();
            if name == "item" {
                objects.insert("revision", revision);
            } else {
                objects.insert("held_revision", revision);
                app.claim(app.as_moderator(), &id).await.expect(200);
            }
            objects.insert(name, id);
        }
        let handed = app.submitted(&provider, &service(&provider.id)).await;
        let handed = app.queue_item(app.as_moderator(), &handed).await.unwrap();
        for (name, field) in [("handed", "id"), ("handed_revision", "revision_id")] {
            objects.insert(name, handed[field].as_str().unwrap().to_owned());
        }
        let claim = app.claim(app.as_moderator(), &objects["handed"]);
        claim.await.expect(200);
        // The two are written alike.
        objects.insert("mark", app.hint_mark(&objects["held"]).await);
        let colleague = app.colleague(&provider, "colleague@example.org").await;
        objects.insert("account", colleague.account.to_string());
        objects.insert("colleague", app.membership(&colleague).await);
        let invited = app
            .post(format!("/providers/{}/invitations", provider.id))
            .by(&provider.member)
            .json(&json!({ "role": "member" }))
            .expect(201)
            .await;
        objects.insert("invitation", invited.text_at("/invitation/id"));
        objects.insert("provider", provider.id.clone());
        objects.insert("live", live);
        objects.insert("request", household.request.clone());
        objects.insert("need", household.needs[0].clone());

        let others: uuid::Uuid =
            sqlx::query_scalar("select id from session where account_id = $1 and ended_at is null")
                .bind(app.cast.moderators[2].account.0)
                .fetch_one(&mut app.superuser().await)
                .await
                .unwrap();
        objects.insert("others", others.to_string());

        let blocked = app.provider(1, "ngo", 1).await;
        let report = json!({ "offer_id": objects["spare"], "kind": "something_wrong", "text": "Zqdoor has no lock" });
        app.post("/reports").json(&report).expect(201).await;
        let listed = app.get("/reports").by(app.as_moderator()).expect(200).await;
        let report = listed.items()[0]["id"].as_str().unwrap().to_owned();
        objects.insert("report", report);
        app.post(format!("/providers/{}/block", blocked.id))
            .by(&app.cast.moderators[2])
            .json(&json!({ "reason": "danger" }))
            .expect(201)
            .await;
        let seen = app.evidence(&blocked, "identity_document").await;
        objects.insert("seen", seen);
        objects.insert("blocked", blocked.id);

        objects.insert("raised", app.raised(&household).await);

        let stranger = app.file(&[service_need(1)]).await;
        objects.insert("second", stranger.request.clone());
        // With which pages are opened.
        objects.insert("code", household.code.clone());
        objects.insert("second_code", stranger.code.clone());
        let mut tokens = BTreeMap::new();
        let [.., out, gone, disabled] = app.cast.people.as_slice() else {
            unreachable!()
        };
        let ended = gone.fresh_token(&app).await;
        app.delete("/sessions/current")
            .token(&ended)
            .expect(204)
            .await;
        tokens.insert("visitor", None);
        tokens.insert("ended session", Some(ended));
        tokens.insert("disabled account", Some(disabled.fresh_token(&app).await));
        let callers: [(&'static str, &Who); 7] = [
            ("outsider", out),
            ("other household", &stranger.who),
            ("other member", &other.member),
            ("moderator", app.as_moderator()),
            ("household", &household.who),
            ("member", &provider.member),
            ("second moderator", &app.cast.moderators[1]),
        ];
        for (name, who) in callers {
            tokens.insert(name, Some(who.fresh_token(&app).await));
        }
        let done = sqlx::query("update account set disabled_at = now() where id = $1")
            .bind(disabled.account.0)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
        assert_eq!(done.rows_affected(), 1);
        let mut world = Self {
            app,
            objects,
            tokens,
            shown: Mutex::default(),
        };
        more::enter(&mut world, &colleague, &provider.id, &other.id).await;
        case_workers::enter(&mut world, &other, [&household, &stranger]).await;
        world
    }

    /// Notes what an answer shows of what is somebody's own.
    pub(super) fn look(&self, operation: &'static str, caller: &str, answer: &Answer) {
        let shown = format!("{}\n{:?}", answer.text, answer.headers);
        let found = MARKERS.iter().filter(|(_, text)| shown.contains(text));
        let mut seen = self.shown.lock().unwrap();
        seen.extend(found.map(|(whose, _)| (operation, caller.to_owned(), *whose)));
    }

    /// The newest version of an object, whoever may read it.
    pub(super) async fn version(&self, name: &str) -> i64 {
        sqlx::query_scalar(
            "select version from offer where id = $1::uuid union all select version from request where id = $1::uuid
             union all select version from match where id = $1::uuid union all select version from household_case where id = $1::uuid
             union all select version from provider where id = $1::uuid union all select version from need where id = $1::uuid",
        )
        .bind(&self.objects[name])
        .fetch_one(&mut self.app.superuser().await)
        .await
        .unwrap()
    }
}
