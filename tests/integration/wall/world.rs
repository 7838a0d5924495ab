//! Who and what the tests of the wall look at.

#![cfg(test)]

use punte_api::storage::{opening::Opener, wall::Row};
use punte_core::id::{InquiryId, MatchId, NeedId, PartnerId, RequestId};
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

/// Two hosts with an offer each, two households; one match is agreed, one only asked for, one declined.
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
    ];
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
        ("application", reads),
        ("application that searches", searches),
        ("application with a revoked key", revoked),
        ("program", Opener::Program),
    ];
    World {
        app,
        rows,
        households,
        lookers,
    }
}
