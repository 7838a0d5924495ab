//! Whatever is sent: a 4xx problem that says what is wrong and where, never a 5xx, and nothing changed.

#![cfg(test)]

mod fields;
mod shapes;

use std::collections::BTreeMap;

use punte_tests::{
    Call, Provider, TestApp, Who, housing_need, housing_offer, medical, request, ride, service,
    service_need, shelter_offer,
};
use reqwest::Method;
use serde_json::{Value, json};

/// A request that would be carried out as it stands.
#[derive(Clone)]
struct Target {
    operation: &'static str,
    method: Method,
    path: String,
    who: Option<Who>,
    version: Option<i64>,
    body: Option<Value>,
}

/// Something of everything, and one right request for each operation that changes something.
struct World {
    app: TestApp,
    provider: Provider,
    targets: Vec<Target>,
    more: BTreeMap<&'static str, Value>,
}

impl World {
    async fn make() -> Self {
        let app = TestApp::spawn().await;
        let provider = app.provider(0, "ngo", 3).await;
        let live = app.live(&provider, &shelter_offer(&provider.id)).await;
        let advice = app.live(&provider, &service(&provider.id)).await;
        let draft = app.draft(&provider, &service(&provider.id)).await;
        let household = app
            .file(&[
                housing_need(2, "2027-03-10", "2027-03-12"),
                service_need(1),
                service_need(1),
            ])
            .await;
        let waiting = app
            .try_propose(&household, 1, &advice)
            .await
            .expect(201)
            .id();
        let accepted = app
            .try_propose(&household, 2, &advice)
            .await
            .expect(201)
            .id();
        app.try_accept(&provider, &accepted).await.expect(200);
        let pending = app.submitted(&provider, &service(&provider.id)).await;
        let item = app.queue_item(app.as_moderator(), &pending).await.unwrap();
        let (id, revision) = (item["id"].as_str().unwrap(), &item["revision_id"]);
        app.claim(app.as_moderator(), id).await.expect(200);
        household.who.fresh_token(&app).await;

        let live_version = app.offer(&provider, &live).await.version();
        let draft_version = app.offer(&provider, &draft).await.version();
        let accepted_version = app
            .get(format!("/matches/{accepted}"))
            .by(&provider.member)
            .expect(200)
            .await
            .version();
        let request_version = app
            .get(format!("/requests/{}", household.request))
            .by(&household.who)
            .expect(200)
            .await
            .version();

        let (member, moderator, refugee) = (
            Some(provider.member.clone()),
            Some(app.as_moderator().clone()),
            Some(household.who.clone()),
        );
        let end = json!({ "reason": "no_reason" });
        let target =
            |operation, method: Method, path: String, who: &Option<Who>, version, body| Target {
                operation,
                method,
                path,
                who: who.clone(),
                version,
                body,
            };
        let post = |operation, path: String, who: &Option<Who>, version, body| {
            target(operation, Method::POST, path, who, version, body)
        };
        let targets = vec![
            post(
                "createAccount",
                "/accounts".into(),
                &None,
                None,
                Some(
                    json!({ "email": "new@example.org", "password": punte_tests::PASSWORD, "locale": "uk" }),
                ),
            ),
            post(
                "createSession",
                "/sessions".into(),
                &None,
                None,
                Some(json!({ "email": "person4@example.org", "password": punte_tests::PASSWORD })),
            ),
            post(
                "createTrackingSession",
                "/tracking-sessions".into(),
                &None,
                None,
                Some(json!({ "code": household.code })),
            ),
            post(
                "createProvider",
                "/providers".into(),
                &member,
                None,
                Some(json!({ "kind": "volunteer", "name": "Ana", "email": "ana@example.org" })),
            ),
            post(
                "recordEvidence",
                format!("/providers/{}/evidence", provider.id),
                &moderator,
                None,
                Some(json!({ "kind": "visit" })),
            ),
            post(
                "openIdentity",
                format!("/providers/{}/identity-views", provider.id),
                &moderator,
                None,
                Some(json!({ "reason": "vetting" })),
            ),
            post(
                "createOffer",
                "/offers".into(),
                &member,
                None,
                Some(housing_offer(&provider.id)),
            ),
            target(
                "editOffer",
                Method::PATCH,
                format!("/offers/{draft}"),
                &member,
                Some(draft_version),
                Some(json!({ "content": { "capacity": 3 } })),
            ),
            target(
                "setAvailability",
                Method::PUT,
                format!("/offers/{live}/availability"),
                &member,
                Some(live_version),
                Some(
                    json!({ "capacity": 5, "availability": [{ "from": "2027-03-01", "to": "2027-06-01" }] }),
                ),
            ),
            post(
                "submitOffer",
                format!("/offers/{draft}/submit"),
                &member,
                Some(draft_version),
                None,
            ),
            post(
                "pauseOffer",
                format!("/offers/{live}/pause"),
                &member,
                Some(live_version),
                None,
            ),
            post(
                "resumeOffer",
                format!("/offers/{live}/resume"),
                &member,
                Some(live_version),
                None,
            ),
            post(
                "confirmOffer",
                format!("/offers/{live}/confirm"),
                &member,
                Some(live_version),
                None,
            ),
            post(
                "withdrawOffer",
                format!("/offers/{live}/withdraw"),
                &member,
                Some(live_version),
                None,
            ),
            post(
                "createRequest",
                "/requests".into(),
                &None,
                None,
                Some(request(&[housing_need(1, "2027-03-10", "2027-03-12")])),
            ),
            post(
                "withdrawRequest",
                format!("/requests/{}/withdraw", household.request),
                &refugee,
                Some(request_version),
                None,
            ),
            post(
                "proposeMatch",
                format!("/needs/{}/proposals", household.needs[0]),
                &refugee,
                None,
                Some(json!({ "offer_id": live })),
            ),
            post(
                "acceptMatch",
                format!("/matches/{waiting}/accept"),
                &member,
                Some(1),
                None,
            ),
            post(
                "declineMatch",
                format!("/matches/{waiting}/decline"),
                &member,
                Some(1),
                Some(end.clone()),
            ),
            post(
                "cancelMatch",
                format!("/matches/{accepted}/cancel"),
                &member,
                Some(accepted_version),
                Some(end),
            ),
            post(
                "claimReviewItem",
                format!("/review/items/{id}/claim"),
                &moderator,
                None,
                None,
            ),
            post(
                "decideReviewItem",
                format!("/review/items/{id}/decisions"),
                &moderator,
                None,
                Some(
                    json!({ "decision": "approve", "reason_code": "checklist_complete", "revision_id": revision }),
                ),
            ),
            post(
                "renewSession",
                "/sessions/current/renewal".into(),
                &member,
                None,
                None,
            ),
        ];
        let more = BTreeMap::from([
            ("ride", ride(&provider.id)),
            ("medical", medical(&provider.id)),
            ("service", service(&provider.id)),
            ("shelter", shelter_offer(&provider.id)),
        ]);
        Self {
            app,
            provider,
            targets,
            more,
        }
    }

    fn target(&self, operation: &str) -> &Target {
        self.targets
            .iter()
            .find(|t| t.operation == operation)
            .unwrap()
    }

    /// The request as it stands, without its body.
    fn call<'a>(&'a self, target: &'a Target) -> Call<'a> {
        let call = self.bare(target);
        match target.version {
            Some(version) => call.if_match(version),
            None => call,
        }
    }

    /// The same, without its version.
    fn bare<'a>(&'a self, target: &'a Target) -> Call<'a> {
        let call = self.app.call(target.method.clone(), &target.path);
        match &target.who {
            Some(who) => call.by(who),
            None => call,
        }
    }
}
