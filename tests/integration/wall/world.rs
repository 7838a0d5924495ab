//! Who and what the tests of the wall look at.

#![cfg(test)]

use punte_api::storage::{opening::Opener, wall::Row};
use punte_core::id::{CaseId, InquiryId, MatchId, NeedId, PartnerId, RequestId};
use punte_tests::{Household, TestApp, Who, request, service, service_need, with};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows of the identity schema, and those that belong to households, each under the name that the tables of this file use.
pub struct World {
    pub app: TestApp,
    pub rows: Vec<(&'static str, Uuid)>,
    /// With the household that each belongs to, and what it is.
    pub households: Vec<(&'static str, Row)>,
    /// What else hangs on the household that agreed: its name, the table and the column that it is known by, and that.
    pub hanging: Vec<(&'static str, &'static str, &'static str, Uuid)>,
    pub lookers: Vec<(&'static str, Opener)>,
}

pub fn id(text: &str) -> Uuid {
    text.parse().unwrap()
}

async fn scalar(db: &mut PgConnection, query: &'static str, of: Uuid) -> Uuid {
    sqlx::query_scalar(query)
        .bind(of)
        .fetch_one(db)
        .await
        .unwrap()
}

/// How it was, as a side says, with a comment that has a key of its own.
async fn feedback(db: &mut PgConnection, of: Uuid, side: &str) -> Uuid {
    let id: Uuid = sqlx::query_scalar(
        "insert into feedback (id, match_id, side, delivered, rating, at)
         values (gen_random_uuid(), $1, $2, 'yes', 5, now()) returning id",
    )
    .bind(of)
    .bind(side)
    .fetch_one(&mut *db)
    .await
    .unwrap();
    sqlx::query(
        "insert into identity.data_key (row_id, wrapped, kek, version) values ($1, $2, 1, 1)",
    )
    .bind(id)
    .bind(vec![1_u8; 73])
    .execute(db)
    .await
    .unwrap();
    id
}

/// Of each table beside those of requests and matches one row about the household that agreed, and a notice to its host.
async fn hang(
    db: &mut PgConnection,
    household: Uuid,
    agreed_on: Uuid,
    host: Uuid,
) -> Vec<(&'static str, &'static str, &'static str, Uuid)> {
    let mut hanging = Vec::new();
    for (name, table, column, statement, of) in [
        (
            "consent",
            "consent",
            "request_id",
            "insert into consent (request_id, purpose, text_hash, locale, given_at, withdrawn_at)
             values ($1, 'alerts', decode(repeat('00', 32), 'hex'), 'uk', now(), now()) returning request_id",
            household,
        ),
        (
            "session",
            "household_session",
            "id",
            "select id from household_session where request_id = $1",
            household,
        ),
        (
            "PIN",
            "request_pin",
            "request_id",
            "insert into request_pin (request_id, pin_hash, set_at) values ($1, '$argon2id$', now()) returning request_id",
            household,
        ),
        (
            "code for a case worker",
            "case_code",
            "id",
            "select id from case_code where request_id = $1",
            household,
        ),
        (
            "keeping",
            "request_account",
            "request_id",
            "select request_id from request_account where request_id = $1",
            household,
        ),
        (
            "notice",
            "notification",
            "id",
            "insert into notification (id, request_id, notice, about, dedup_id, at)
             values (gen_random_uuid(), $1, 'match-stopped', $1, gen_random_uuid()::text, now()) returning id",
            household,
        ),
        (
            "host's notice",
            "notification",
            "id",
            "insert into notification (id, account_id, notice, about, dedup_id, at)
             values (gen_random_uuid(), $1, 'match-stopped', $1, gen_random_uuid()::text, now()) returning id",
            host,
        ),
        (
            "case",
            "household_case",
            "id",
            "select id from household_case where request_id = $1",
            household,
        ),
        (
            "case's note",
            "case_note",
            "id",
            "select n.id from case_note n join household_case c on c.id = n.case_id where c.request_id = $1",
            household,
        ),
        (
            "replaced code",
            "code_reissue",
            "id",
            "insert into code_reissue (id, request_id, reason, at) values (gen_random_uuid(), $1, 'mail', now()) returning id",
            household,
        ),
        (
            "numbers",
            "household_signal",
            "id",
            "insert into household_signal (id, request_id) values (gen_random_uuid(), $1)
             on conflict (request_id) do update set requests = household_signal.requests returning id",
            household,
        ),
        (
            "look at contacts",
            "contact_access",
            "match_id",
            "insert into contact_access (match_id, side, at) values ($1, 'refugee', now()) returning match_id",
            agreed_on,
        ),
        (
            "confirmation",
            "match_confirmation",
            "match_id",
            "insert into match_confirmation (match_id, side, at) values ($1, 'refugee', now()) returning match_id",
            agreed_on,
        ),
        (
            "change",
            "match_changed",
            "match_id",
            "insert into match_changed (match_id, told_revision_id, contacts) select id, revision_id, true from match where id = $1 returning match_id",
            agreed_on,
        ),
        (
            "check-in",
            "check_in",
            "match_id",
            "insert into check_in (match_id, kind, due_at) values ($1, 'day', now()) returning match_id",
            agreed_on,
        ),
        (
            "feedback",
            "feedback",
            "id",
            "select id from feedback where match_id = $1 and side = 'refugee'",
            agreed_on,
        ),
        (
            "host's feedback",
            "feedback",
            "id",
            "select id from feedback where match_id = $1 and side = 'provider'",
            agreed_on,
        ),
    ] {
        hanging.push((name, table, column, scalar(db, statement, of).await));
    }
    hanging
}

/// Two hosts with an offer each, two households; one match is agreed, one only asked for, one declined. Of an organisation two members follow
/// a household each.
pub async fn world() -> World {
    let app = TestApp::spawn().await;
    let contact = |name: &str| {
        with(
            request(&[service_need(1)]),
            "/contact",
            json!({ "channel": "phone", "name": name, "phone": "+380501234567" }),
        )
    };
    let host = app.provider(0, "ngo", 1).await;
    let other_host = app.provider(1, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    let other_offer = app.live(&other_host, &service(&other_host.id)).await;
    let agreed = app.file_request(&contact("Оксана")).await;
    let asking = app.file_request(&contact("Ірина")).await;
    let refused = app.file_request(&contact("Олег")).await;
    let agreed_on = app.matched(&agreed, &host, &offer).await;
    let asked_for = app.propose(&asking, &offer).await;
    let over = app.matched(&refused, &host, &offer).await;
    let alone = with(contact("Зоя"), "/household", json!({ "children": [16] }));
    let child = app.file_request(&alone).await;
    let protector = &app.cast.people[2];
    app.make_staff(protector, "child_protection").await;
    for (household, of) in [(&agreed, &agreed_on), (&refused, &over)] {
        app.post(format!("/matches/{of}/messages"))
            .by(&household.who)
            .json(&json!({ "text": "О 18.00?" }))
            .expect(201)
            .await;
    }
    app.end(&refused.who, &over, "cancel").await.expect(200);
    let question = app
        .post(format!("/requests/{}/inquiries", asking.request))
        .by(&asking.who)
        .json(&json!({ "offer_id": offer, "text": "О 18.00?" }));
    let question = question.expect(201).await.id();
    let organisation = app.provider(3, "ngo", 1).await;
    let colleague = app.cast.people[4].clone();
    let invited = app
        .post(format!("/providers/{}/invitations", organisation.id))
        .by(&organisation.member)
        .json(&json!({ "role": "member" }));
    let joins = json!({ "code": invited.expect(201).await.text_at("/code") });
    let joined = app.post("/accounts/me/memberships").by(&colleague);
    joined.json(&joins).expect(201).await;
    let mut cases = Vec::new();
    for (worker, household) in [(&organisation.member, &agreed), (&colleague, &asking)] {
        app.give_factor(worker).await;
        worker.fresh_token(&app).await;
        cases.push(app.follow(worker, &organisation, &household.code).await);
    }
    app.post(format!("/cases/{}/notes", cases[0]))
        .by(&organisation.member)
        .json(&json!({ "text": "О 18.00?" }))
        .expect(201)
        .await;
    app.post(format!("/requests/{}/case-codes", agreed.request))
        .by(&agreed.who)
        .expect(201)
        .await;

    let keeper = app.sign_up("keeper@example.org").await;
    app.post("/accounts/me/requests")
        .by(&keeper)
        .json(&json!({ "tracking_code": agreed.code }))
        .expect(201)
        .await;

    let db = &mut app.superuser().await;
    let need = "select id from need where request_id = $1";
    let message = "select id from message where coalesce(match_id, inquiry_id) = $1";
    let revision = "select latest_revision_id from offer where id = $1";
    let rows = vec![
        ("host", id(&host.id)),
        ("host's account", host.member.account.0),
        ("host's offer", scalar(db, revision, id(&offer)).await),
        ("other host", id(&other_host.id)),
        ("other host's account", other_host.member.account.0),
        (
            "other host's offer",
            scalar(db, revision, id(&other_offer)).await,
        ),
        ("agreed", id(&agreed.request)),
        ("asking", id(&asking.request)),
        ("refused", id(&refused.request)),
        ("child", id(&child.request)),
        (
            "agreed's message",
            scalar(db, message, id(&agreed_on)).await,
        ),
        ("refused's message", scalar(db, message, id(&over)).await),
        (
            "asking's question",
            scalar(db, message, id(&question)).await,
        ),
        (
            "agreed's feedback",
            feedback(db, id(&agreed_on), "refugee").await,
        ),
        (
            "host's feedback",
            feedback(db, id(&agreed_on), "provider").await,
        ),
        (
            "agreed's note",
            scalar(
                db,
                "select id from case_note where case_id = $1",
                id(&cases[0]),
            )
            .await,
        ),
    ];
    let hanging = hang(
        db,
        id(&agreed.request),
        id(&agreed_on),
        host.member.account.0,
    )
    .await;
    let mut households = Vec::new();
    for (names, of) in [
        (["agreed", "agreed's need"], &agreed),
        (["asking", "asking's need"], &asking),
        (["refused", "refused's need"], &refused),
        (["child", "child's need"], &child),
    ] {
        let request = id(&of.request);
        households.push((names[0], Row::Request(RequestId(request))));
        let need = NeedId(scalar(db, need, request).await);
        households.push((names[1], Row::Need(need)));
    }
    households.extend([
        ("agreed's match", Row::Match(MatchId(id(&agreed_on)))),
        ("asking's match", Row::Match(MatchId(id(&asked_for)))),
        ("refused's match", Row::Match(MatchId(id(&over)))),
        ("asking's thread", Row::Inquiry(InquiryId(id(&question)))),
        ("agreed's case", Row::Case(CaseId(id(&cases[0])))),
        ("asking's case", Row::Case(CaseId(id(&cases[1])))),
    ]);
    let mut application = async |scopes: &[&str], revoked: bool| {
        let id: Uuid = sqlx::query_scalar(
            "with p as (insert into partner values (gen_random_uuid(), 'Casa Bună', $1, $2, now()) returning id)
             insert into partner_key select gen_random_uuid(), id, substr(md5(id::text), 1, 12), decode(repeat('00', 32), 'hex'), $3, 1000, $2,
                 now(), now() + interval '1 day', case when $4 then now() end from p returning partner_id",
        )
        .bind(id(&host.id))
        .bind(host.member.account.0)
        .bind(scopes)
        .bind(revoked)
        .fetch_one(&mut *db)
        .await
        .unwrap();
        Opener::Partner(PartnerId(id))
    };
    let reads = application(&["offers:read"], false).await;
    let searches = application(&["matches:search", "requests:write"], false).await;
    let revoked = application(&["offers:read"], true).await;
    let account = |who: &Who| Opener::Account(who.account);
    let household = |h: &Household| Opener::Request(RequestId(id(&h.request)));
    let lookers = vec![
        ("nobody", Opener::Nobody),
        ("host", account(&host.member)),
        ("other host", account(&other_host.member)),
        ("agreed", household(&agreed)),
        ("asking", household(&asking)),
        ("refused", household(&refused)),
        ("moderator", account(app.as_moderator())),
        ("child protection", account(protector)),
        ("case worker", account(&organisation.member)),
        ("colleague", account(&colleague)),
        ("keeper", account(&keeper)),
        ("application", reads),
        ("application that searches", searches),
        ("application with a revoked key", revoked),
        ("program", Opener::Program),
    ];
    World {
        app,
        rows,
        households,
        hanging,
        lookers,
    }
}
