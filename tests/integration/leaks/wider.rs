//! Who else asks, and what else they are asked about: staff of every kind, a case worker, a key of a partner application; a case, a child's
//! case, a report, who belongs to an organisation.

use punte_tests::{TestApp, Who, request, service_need, with};
use serde_json::json;
use sqlx::PgConnection;

use crate::canaries::{Canaries, Marker, Owner};

/// They, and what they may be asked about.
pub struct Wider {
    administrator: Who,
    auditor: Who,
    protector: Who,
    /// Of an organisation of their own; the household let them in.
    worker: Who,
    /// Writes for the volunteer, with every scope.
    key: Who,
    case: String,
    child_case: String,
    report: String,
    account: String,
}

/// The version of a provider or a case.
pub async fn version_of(db: &mut PgConnection, object: &str) -> Option<i64> {
    sqlx::query_scalar(
        "select version from provider where id = $1::uuid union all select version from household_case where id = $1::uuid",
    )
    .bind(object)
    .fetch_optional(db)
    .await
    .unwrap()
}

/// Somebody on the staff, signed in a moment ago.
async fn staff(app: &TestApp, role: &str) -> Who {
    let who = app.sign_up(&format!("{role}@example.org")).await;
    app.make_staff(&who, role).await;
    who.fresh_token(app).await;
    who
}

impl Wider {
    /// Makes them; what is theirs alone gets markers of its own.
    pub async fn make(app: &TestApp, canaries: &mut Canaries) -> Self {
        let administrator = staff(app, "administrator").await;
        let auditor = staff(app, "auditor").await;
        let protector = staff(app, "child_protection").await;
        let mut mark = |field: &'static str, text: &str, owner: Owner| {
            let text = text.to_owned();
            canaries.markers.push(Marker { field, text, owner });
        };

        let email = "zqcolleague@example.org";
        app.colleague(&canaries.ngo, email).await;
        mark("account.email", email, Owner::Colleague);

        let organisation = app.provider(2, "ngo", 3).await;
        let worker = app.case_worker(&organisation, "helper@example.org").await;
        let code = &canaries.household.code;
        let case = app.follow(&worker, &organisation, code).await;
        let note = "Zqsecond note of a helper";
        app.post(format!("/cases/{case}/notes"))
            .by(&worker)
            .json(&json!({ "text": note }))
            .expect(201)
            .await;
        mark("case_text.text", note, Owner::Household);

        let contact = json!({
            "channel": "phone", "name": "Zqchild Copil", "phone": "+37369555233", "safe_note": "zqpause at noon",
        });
        let child = with(request(&[service_need(1)]), "/contact", contact);
        let child = with(child, "/household", json!({ "children": [16] }));
        app.file_request(&child).await;
        for (field, text) in [
            ("request_contact.name", "Zqchild Copil"),
            ("request_contact.phone", "+37369555233"),
            ("request_contact.safe_note", "zqpause at noon"),
        ] {
            mark(field, text, Owner::Child);
        }
        let listed = app.get("/child-cases").by(&protector).expect(200).await;
        let child_case = listed.items()[0]["id"].as_str().unwrap().to_owned();
        let note = "Zqcalled the centre";
        app.post(format!("/child-cases/{child_case}/take"))
            .by(&protector)
            .expect(200)
            .await;
        app.post(format!("/child-cases/{child_case}/notes"))
            .by(&protector)
            .json(&json!({ "text": note }))
            .expect(201)
            .await;
        mark("child_case_note.sealed", note, Owner::Child);

        let text = "Zqdoor has no lock";
        let offer = &canaries.offers[3];
        let report = json!({ "offer_id": offer, "kind": "something_wrong", "text": text });
        app.post("/reports").json(&report).expect(201).await;
        let moderator = app.as_moderator();
        let listed = app.get("/reports").by(moderator).expect(200).await;
        let report = listed.items()[0]["id"].as_str().unwrap().to_owned();
        app.post(format!("/reports/{report}/take"))
            .by(moderator)
            .expect(200)
            .await;
        mark("report_text.sealed", text, Owner::Reporter);

        let volunteer = &canaries.volunteer.id;
        let partner = json!({ "name": "Casa Bună", "provider_id": volunteer });
        let partner = app.post("/partners").by(&administrator).json(&partner);
        let partner = partner.expect(201).await.id();
        let scopes = [
            "offers:read",
            "offers:write",
            "requests:write",
            "matches:search",
            "imports:write",
            "events:read",
        ];
        let key = json!({ "scopes": scopes, "expires_in_days": 30, "daily_quota": 100_000 });
        let key = app
            .post(format!("/partners/{partner}/keys"))
            .by(&administrator)
            .json(&key)
            .expect(201)
            .await;
        Self {
            administrator,
            auditor,
            protector,
            worker,
            key: Who::key(&key.text_at("/secret")),
            case,
            child_case,
            report,
            account: canaries.account.account.to_string(),
        }
    }

    /// With their names in the table.
    pub fn callers(&self) -> [(&'static str, Option<Who>); 5] {
        [
            ("administrator", Some(self.administrator.clone())),
            ("auditor", Some(self.auditor.clone())),
            ("child protection", Some(self.protector.clone())),
            ("case worker", Some(self.worker.clone())),
            ("key", Some(self.key.clone())),
        ]
    }

    /// What an operation is asked about, by the beginning of its path, where it is one of these.
    pub fn objects(&self, path: &str) -> Option<Vec<String>> {
        let object = match path.trim_start_matches("/api/v1").split('/').nth(1)? {
            "cases" => &self.case,
            "child-cases" => &self.child_case,
            "reports" => &self.report,
            "account-records" => &self.account,
            _ => return None,
        };
        Some(vec![object.clone()])
    }
}
