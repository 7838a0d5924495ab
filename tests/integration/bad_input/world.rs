//! A world to be spoilt: something of everything, and one right request for each operation.

use punte_tests::{
    Call, Provider, TestApp, Who, clinics, housing_need, housing_offer, request, search, service,
    service_need, shelter_offer, with,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    administration, after, bases::full_search, case_work, children, corrections, danger, kept,
    members, own, rights,
};

/// A request that would be carried out as it stands.
#[derive(Clone)]
pub struct Target {
    pub operation: &'static str,
    pub method: Method,
    pub path: String,
    pub who: Option<Who>,
    pub version: Option<i64>,
    pub body: Option<Value>,
}

/// Something of everything, and one right request for each operation.
pub struct World {
    pub app: TestApp,
    pub provider: Provider,
    pub targets: Vec<Target>,
}

impl World {
    pub async fn over(app: TestApp) -> Self {
        let provider = app.provider(0, "ngo", 3).await;
        let live = app.live(&provider, &shelter_offer(&provider.id)).await;
        let advice = app.live(&provider, &service(&provider.id)).await;
        let draft = app.draft(&provider, &service(&provider.id)).await;
        let household = app
            .file(&[
                housing_need(2, "2027-03-10", "2027-03-12"),
                service_need(1),
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
        let helped = after::helped(&app, &household, &provider, &advice).await;
        let inquiry = app.question(&household, &advice).await;
        let pending = app.submitted(&provider, &service(&provider.id)).await;
        let item = app.queue_item(app.as_moderator(), &pending).await.unwrap();
        let (id, revision) = (item["id"].as_str().unwrap(), &item["revision_id"]);
        app.claim(app.as_moderator(), id).await.expect(200);
        let checked = app.checked(app.as_moderator(), id).await;
        let mark = app.hint_mark(id).await;
        household.who.fresh_token(&app).await;

        let decided = app.submitted(&provider, &service(&provider.id)).await;
        let undoing = app.queue_item(app.as_moderator(), &decided).await.unwrap();
        let undoing = undoing["id"].as_str().unwrap().to_owned();
        let approval = app.approve_by(app.as_moderator(), &decided).await;
        approval.expect(201);

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
        let read = |operation, path: String, who: &Option<Who>| {
            target(operation, Method::GET, path, who, None, None)
        };
        let delete = |operation, path: String, who: &Option<Who>| {
            target(operation, Method::DELETE, path, who, None, None)
        };
        let mut targets = vec![
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
                Some(
                    json!({ "kind": "volunteer", "name": "Ana", "email": "ana@example.org", "languages": ["ro"] }),
                ),
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
                "createImport",
                "/imports".into(),
                &member,
                None,
                Some(clinics(&provider.id)),
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
                "explainNeed",
                format!("/needs/{}/explain", household.needs[0]),
                &refugee,
                None,
                Some(json!({ "offer_id": live })),
            ),
            post(
                "searchMatches",
                "/matches/search".into(),
                &member,
                None,
                Some(search(&service_need(1))),
            ),
            post(
                "explainMatch",
                "/matches/explain".into(),
                &member,
                None,
                Some(with(full_search(), "/offer_id", live.as_str())),
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
                    json!({ "decision": "approve", "reason_code": "checklist_complete", "revision_id": revision, "fields": ["/title"], "checklist": checked }),
                ),
            ),
            post(
                "undoReviewDecision",
                format!("/review/items/{undoing}/undo"),
                &moderator,
                None,
                None,
            ),
            target(
                "dismissHint",
                Method::PUT,
                format!("/review/items/{id}/dismissals"),
                &moderator,
                None,
                Some(json!({ "mark": mark, "dismissed": true })),
            ),
            delete(
                "releaseReviewItem",
                format!("/review/items/{id}/claim"),
                &moderator,
            ),
            read("readDemo", "/demo".into(), &None),
            read("readDescription", "/openapi.yaml".into(), &None),
            read("readLiveness", "/healthz".into(), &None),
            read("readReadiness", "/readyz".into(), &None),
            read("readMatch", format!("/matches/{accepted}"), &member),
            read(
                "readContacts",
                format!("/matches/{accepted}/contacts"),
                &member,
            ),
            read(
                "rankOffers",
                format!("/needs/{}/matches", household.needs[0]),
                &refugee,
            ),
            read("readOffer", format!("/offers/{live}"), &member),
            read("searchPlaces", "/places?q=Siret".into(), &None),
            read(
                "readProvider",
                format!("/providers/{}", provider.id),
                &member,
            ),
            read(
                "listProviderMatches",
                format!("/providers/{}/matches", provider.id),
                &member,
            ),
            read(
                "listProviderOffers",
                format!("/providers/{}/offers", provider.id),
                &member,
            ),
            read("listPublicOffers", "/public/offers".into(), &None),
            read("listHelpLines", "/public/help-lines".into(), &None),
            read("readPublicOffer", format!("/public/offers/{live}"), &None),
            read(
                "readRequest",
                format!("/requests/{}", household.request),
                &refugee,
            ),
            read(
                "listRequestMatches",
                format!("/requests/{}/matches", household.request),
                &refugee,
            ),
            read("listReviewItems", "/review/items".into(), &moderator),
            read("countReviewItems", "/review/counts".into(), &moderator),
            read("readFigures", "/review/figures".into(), &moderator),
            read("exportFigures", "/review/figures.csv".into(), &moderator),
            read("readReviewItem", format!("/review/items/{id}"), &moderator),
        ];
        targets.extend(own::targets(&app).await);
        targets.extend(kept::targets(&app).await);
        targets.extend(administration::targets(&app).await);
        targets.extend(children::targets(&app).await);
        targets.extend(corrections::targets(&app).await);
        targets.extend(case_work::targets(&app, &provider).await);
        targets.extend(danger::targets(&app, &provider).await);
        targets.extend(members::targets(&app, &provider).await);
        targets.extend(after::targets(
            &household,
            &accepted,
            accepted_version,
            &helped,
            (&provider, &advice, &inquiry),
        ));
        targets.extend(rights::targets(
            &household,
            request_version,
            &provider,
            &app.cast.people[3],
        ));
        Self {
            app,
            provider,
            targets,
        }
    }

    pub fn target(&self, operation: &str) -> &Target {
        self.targets
            .iter()
            .find(|t| t.operation == operation)
            .unwrap()
    }

    /// The request as it stands, without its body.
    pub fn call<'a>(&'a self, target: &'a Target) -> Call<'a> {
        let call = self.bare(target);
        match target.version {
            Some(version) => call.if_match(version),
            None => call,
        }
    }

    /// The same, without its version.
    pub fn bare<'a>(&'a self, target: &'a Target) -> Call<'a> {
        let call = self.app.call(target.method.clone(), &target.path);
        match &target.who {
            Some(who) => call.by(who),
            None => call,
        }
    }

    /// The same, with its body.
    pub fn whole<'a>(&'a self, target: &'a Target) -> Call<'a> {
        Self::filled(self.call(target), target)
    }

    /// A request with a target's body.
    pub fn filled<'a>(call: Call<'a>, target: &Target) -> Call<'a> {
        match &target.body {
            Some(body) => call.json(body),
            None => call,
        }
    }

    /// The request at another path.
    pub fn at<'a>(&'a self, target: &'a Target, path: String) -> Call<'a> {
        let mut call = self.app.call(target.method.clone(), path);
        if let Some(who) = &target.who {
            call = call.by(who);
        }
        if let Some(version) = target.version {
            call = call.if_match(version);
        }
        Self::filled(call, target)
    }

    /// The request of nobody yet.
    pub fn unsigned<'a>(&'a self, target: &'a Target) -> Call<'a> {
        let call = self.app.call(target.method.clone(), &target.path);
        Self::filled(
            match target.version {
                Some(version) => call.if_match(version),
                None => call,
            },
            target,
        )
    }
}
