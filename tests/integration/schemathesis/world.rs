//! Something of everything, and for every operation a right request: whose it is, which object, which version, which body.

use std::collections::BTreeMap;

use punte_api::auth::Seed;
use punte_tests::{
    Household, PASSWORD, Provider, TestApp, clinics, code_at, housing_offer, request, search,
    service, service_need, shelter_offer, with,
};
use serde_json::{Value, json};

use super::{administration, case_work, children, danger, households, members, visitors};

/// A right request. Path, method and security are openapi.yaml's.
#[derive(Default)]
pub(super) struct Right {
    /// Who may make it.
    pub who: &'static str,
    /// The object in its path.
    pub id: Option<String>,
    /// The newest version of that object, where one is asked for.
    pub version: Option<i64>,
    /// The body.
    pub body: Option<Value>,
}

/// A server with something of everything.
pub(super) struct World {
    /// The server.
    pub app: TestApp,
    /// By operation.
    pub right: BTreeMap<&'static str, Right>,
    /// By caller; a visitor has none.
    pub tokens: BTreeMap<&'static str, String>,
    /// Words that bodies are made with: ids that exist here.
    pub words: BTreeMap<&'static str, Vec<String>>,
    /// By operation: a mark of the next page.
    pub cursors: BTreeMap<&'static str, String>,
}

pub(super) fn right(
    who: &'static str,
    id: &str,
    version: Option<i64>,
    body: Option<Value>,
) -> Right {
    Right {
        who,
        id: (!id.is_empty()).then(|| id.to_owned()),
        version,
        body,
    }
}

impl World {
    pub(super) async fn make() -> Self {
        let app = TestApp::spawn().await;
        let provider = app.provider(0, "ngo", 3).await;
        let shelter = app.live(&provider, &shelter_offer(&provider.id)).await;
        let advice = app.live(&provider, &service(&provider.id)).await;
        let mut right = visitors::right_requests(&app).await;
        right.extend(of_providers(&app, &provider, &advice).await);
        right.extend(of_moderators(&app, &provider).await);
        let ([administrator, auditor], of_administrator) =
            administration::right_requests(&app).await;
        right.extend(of_administrator);
        right.extend(members::right_requests(&app, &provider).await);
        right.extend(danger::right_requests(&app, &provider).await);
        let (protector, of_protector) = children::right_requests(&app).await;
        right.extend(of_protector);
        let (worker, followed, of_worker) = case_work::right_requests(&app, &provider).await;
        right.extend(of_worker);
        let (family, of_family) =
            households::right_requests(&app, &provider, &shelter, &advice).await;
        right.extend(of_family);
        right.insert(
            "readPublicOffer",
            self::right("visitor", &shelter, None, None),
        );
        right.insert(
            "createTrackingSession",
            self::right("visitor", "", None, Some(json!({ "code": family.code }))),
        );

        // Whoever signs out or withdraws is somebody else: the others still have something to do.
        let leaving = app.file(&[service_need(1)]).await;
        let version = version_of(&app, &leaving).await;
        right.insert(
            "withdrawRequest",
            self::right("leaving household", &leaving.request, Some(version), None),
        );
        right.insert("endSession", self::right("leaver", "", None, None));
        let begun = app.post("/accounts/me/second-factor").by(&provider.member);
        let key = begun.expect(201).await.text_at("/key");
        let code = Seed::from_text(&key).unwrap().code_at(app.now()).unwrap();
        right.insert(
            "confirmSecondFactor",
            self::right("provider", "", None, Some(json!({ "code": code }))),
        );
        right.insert(
            "beginSecondFactor",
            self::right("other provider", "", None, None),
        );
        let body = json!({ "email": "person4@example.org", "password": PASSWORD });
        let signed_in = app.post("/sessions").json(&body).expect(201).await;
        let refresh = json!({ "refresh_token": signed_in.text_at("/refresh_token") });
        right.insert(
            "renewSession",
            self::right("visitor", "", None, Some(refresh)),
        );
        let passwords = json!({ "current_password": PASSWORD, "new_password": "seven quiet bridges over Prut" });
        let address = json!({ "email": "elsewhere@example.org", "current_password": PASSWORD });
        for (operation, who, body) in [
            ("listOwnSessions", "other provider", None),
            ("listNotices", "provider", None),
            (
                "markNoticesRead",
                "provider",
                Some(json!({ "up_to": null })),
            ),
            ("requestAddressChange", "other provider", Some(address)),
            ("endOtherSessions", "other provider", None),
            (
                "chooseMails",
                "other provider",
                Some(
                    json!({ "locale": "ro", "muted": ["receipts"], "quiet_hours": { "from": 23, "to": 6 } }),
                ),
            ),
            ("changePassword", "leaver", Some(passwords)),
        ] {
            right.insert(operation, self::right(who, "", None, body));
        }
        let leaver = &app.cast.people[2];
        leaver.fresh_token(&app).await;
        let sessions = app.get("/accounts/me/sessions").by(leaver);
        let sessions = sessions.expect(200).await;
        let other = sessions.items().iter().find(|s| s["current"] == false);
        let session = other.unwrap()["id"].as_str().unwrap().to_owned();
        right.insert("endOwnSession", self::right("leaver", &session, None, None));
        let erased = app.file(&[service_need(1)]).await;
        right.insert(
            "eraseRequest",
            self::right("erased household", &erased.request, None, None),
        );
        right.insert(
            "eraseAccount",
            self::right(
                "erased account",
                "",
                None,
                Some(json!({ "password": PASSWORD })),
            ),
        );
        let named = json!({ "known": "gone@example.org", "reason": "known_to_helper" });
        let contact = json!({ "channel": "email", "email": "gone@example.org" });
        app.file_request(&punte_tests::with(
            request(&[service_need(1)]),
            "/contact",
            contact,
        ))
        .await;
        right.insert(
            "reissueCode",
            self::right("moderator", "", None, Some(named)),
        );
        let guarded = super::visitors::guarded(&app, &mut right).await;
        right.insert(
            "listRequestSessions",
            self::right("household", &family.request, None, None),
        );
        right.insert(
            "endOtherRequestSessions",
            self::right("household", &family.request, None, None),
        );
        right.insert("exportAccount", self::right("provider", "", None, None));
        let (helped, of_helped) = super::after::of_helped(&app, &provider, &advice).await;
        right.extend(of_helped);
        let moved = app.file(&[service_need(1)]).await;
        let contact = json!({ "channel": "phone", "phone": "+37369555200", "name": "Olena" });
        right.insert(
            "correctContact",
            self::right(
                "moved household",
                &moved.request,
                Some(version_of(&app, &moved).await),
                Some(contact),
            ),
        );
        let corrected = households::corrected(&app, &moved, &mut right).await;

        let mut tokens = BTreeMap::new();
        for (name, who) in [
            ("provider", &provider.member),
            ("other provider", &app.cast.people[1]),
            ("moderator", app.as_moderator()),
            ("administrator", &administrator),
            ("auditor", &auditor),
            ("child protection", &protector),
            ("case worker", &worker),
            ("followed household", &followed.who),
            ("household", &family.who),
            ("leaver", &app.cast.people[2]),
            ("leaving household", &leaving.who),
            ("erased household", &erased.who),
            ("moved household", &moved.who),
            ("corrected household", &corrected.who),
            ("guarded household", &guarded.who),
            ("helped household", &helped.who),
            ("erased account", &app.cast.people[3]),
        ] {
            tokens.insert(name, who.fresh_token(&app).await);
        }
        super::kept::enter(&app, &mut right, &mut tokens).await;
        let mut cursors = BTreeMap::new();
        for (operation, path, who) in [
            (
                "listPublicOffers",
                "/public/offers".to_owned(),
                &provider.member,
            ),
            (
                "listProviderOffers",
                format!("/providers/{}/offers", provider.id),
                &provider.member,
            ),
            (
                "listProviderMatches",
                format!("/providers/{}/matches", provider.id),
                &provider.member,
            ),
            (
                "listProviderInquiries",
                format!("/providers/{}/inquiries", provider.id),
                &provider.member,
            ),
            (
                "listReviewItems",
                "/review/items".to_owned(),
                app.as_moderator(),
            ),
            ("listNotices", "/inbox".to_owned(), &provider.member),
            ("listReports", "/reports".to_owned(), app.as_moderator()),
            (
                "listHouseholds",
                "/review/households".to_owned(),
                app.as_moderator(),
            ),
            ("listChildCases", "/child-cases".to_owned(), &protector),
            ("listAuditEvents", "/audit-events".to_owned(), &auditor),
            ("listPartners", "/partners".to_owned(), &administrator),
            ("listDeadJobs", "/dead-jobs".to_owned(), &administrator),
        ] {
            let page = app.get(format!("{path}?limit=1")).by(who).expect(200).await;
            cursors.insert(operation, page.text_at("/next_cursor"));
        }
        let events = app.get("/events?limit=1").by(&auditor).expect(200).await;
        cursors.insert("listEvents", events.text_at("/after"));
        let words = BTreeMap::from([
            ("provider", vec![provider.id.clone()]),
            ("offer", vec![shelter, advice]),
        ]);
        Self {
            app,
            right,
            tokens,
            words,
            cursors,
        }
    }
}

async fn version_of(app: &TestApp, household: &Household) -> i64 {
    app.get(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(200)
        .await
        .version()
}

async fn of_providers(
    app: &TestApp,
    provider: &Provider,
    advice: &str,
) -> BTreeMap<&'static str, Right> {
    let who = "provider";
    let mut all = BTreeMap::from([
        ("readOwnAccount", right(who, "", None, None)),
        (
            "searchMatches",
            right(who, "", None, Some(search(&service_need(1)))),
        ),
        (
            "explainMatch",
            right(
                who,
                "",
                None,
                Some(with(search(&service_need(1)), "/offer_id", advice)),
            ),
        ),
        ("readProvider", right(who, &provider.id, None, None)),
        ("listProviderOffers", right(who, &provider.id, None, None)),
        ("listProviderMatches", right(who, &provider.id, None, None)),
        (
            "createProvider",
            right(
                who,
                "",
                None,
                // Every field, so that spoiling one leaves the others right.
                Some(json!({
                    "kind": "ngo",
                    "name": "Casa Ana",
                    "registration_number": "1002600012345",
                    "legal_representative": "Ana Rusu",
                    "contact_person": "Ion Rusu",
                    "contact_hours": "9-17",
                    "email": "ana@example.org",
                    "phone": "+37369123456",
                    "languages": ["ro"],
                })),
            ),
        ),
        (
            "createOffer",
            right(who, "", None, Some(housing_offer(&provider.id))),
        ),
        (
            "createImport",
            right(who, "", None, Some(clinics(&provider.id))),
        ),
    ]);
    let availability =
        json!({ "capacity": 5, "availability": [{ "from": "2027-03-01", "to": "2027-06-01" }] });
    // Each step has an offer of its own, so that one does not take another's chance.
    for (operation, live, body) in [
        ("readOffer", false, None),
        (
            "editOffer",
            false,
            Some(json!({ "content": { "capacity": 3 } })),
        ),
        ("submitOffer", false, None),
        ("setAvailability", true, Some(availability)),
        ("pauseOffer", true, None),
        ("resumeOffer", true, None),
        ("confirmOffer", true, None),
        ("withdrawOffer", true, None),
    ] {
        let offer = if live {
            app.live(provider, &shelter_offer(&provider.id)).await
        } else {
            app.draft(provider, &service(&provider.id)).await
        };
        if operation == "resumeOffer" {
            app.step(provider, &offer, "pause").await.expect(200);
        }
        let version = app.offer(provider, &offer).await.version();
        let version = (operation != "readOffer").then_some(version);
        all.insert(operation, right(who, &offer, version, body));
    }
    all
}

async fn of_moderators(app: &TestApp, provider: &Provider) -> BTreeMap<&'static str, Right> {
    let who = "moderator";
    let mut all = BTreeMap::from([
        ("listReviewItems", right(who, "", None, None)),
        ("countReviewItems", right(who, "", None, None)),
        ("createRecoveryCodes", right(who, "", None, None)),
        (
            "showSecondFactor",
            right(who, "", None, Some(json!({ "code": code_at(app.now()) }))),
        ),
        (
            "recordEvidence",
            right(who, &provider.id, None, Some(json!({ "kind": "visit" }))),
        ),
        (
            "openIdentity",
            right(
                who,
                &provider.id,
                None,
                Some(json!({ "reason": "vetting" })),
            ),
        ),
    ]);
    for operation in [
        "readReviewItem",
        "claimReviewItem",
        "releaseReviewItem",
        "decideReviewItem",
        "decideReviewItems",
        "keepAnswers",
        "escalateReviewItem",
        "dismissHint",
        "undoReviewDecision",
    ] {
        let offer = app.submitted(provider, &service(&provider.id)).await;
        let item = app.queue_item(app.as_moderator(), &offer).await.unwrap();
        let id = item["id"].as_str().unwrap();
        if matches!(
            operation,
            "releaseReviewItem"
                | "decideReviewItem"
                | "keepAnswers"
                | "escalateReviewItem"
                | "dismissHint"
        ) {
            app.claim(app.as_moderator(), id).await.expect(200);
        }
        if operation == "undoReviewDecision" {
            app.approve_by(app.as_moderator(), &offer).await.expect(201);
        }
        let mut body = (operation == "decideReviewItem").then(|| {
            json!({ "decision": "approve", "reason_code": "checklist_complete", "revision_id": item["revision_id"], "checklist": punte_tests::yes_to_service() })
        });
        if operation == "escalateReviewItem" {
            body = Some(
                json!({ "revision_id": item["revision_id"], "reason_code": "needs_language" }),
            );
        }
        if operation == "decideReviewItems" {
            body = Some(json!({
                "items": [{ "item_id": id, "revision_id": item["revision_id"] }],
                "decision": "reject", "reason_code": "duplicate",
            }));
        }
        if operation == "keepAnswers" {
            body = Some(
                json!({ "revision_id": item["revision_id"], "checklist": punte_tests::yes_to_service() }),
            );
        }
        if operation == "dismissHint" {
            body = Some(json!({ "mark": app.hint_mark(id).await, "dismissed": true }));
        }
        let at = if operation == "decideReviewItems" {
            ""
        } else {
            id
        };
        all.insert(operation, right(who, at, None, body));
    }
    all
}
