//! Who belongs to a provider: by invitation, with a role, until they leave or are sent away; and somebody always runs it.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::{
    app::limits::{Limit, Limits},
    middleware::Edges,
};
use punte_tests::{Answer, Provider, TestApp, Who, service};
use serde_json::{Value, json};

async fn invite(app: &TestApp, provider: &Provider, role: &str) -> Answer {
    app.post(format!("/providers/{}/invitations", provider.id))
        .by(&provider.member)
        .json(&json!({ "role": role }))
        .expect(201)
        .await
}

async fn join(app: &TestApp, who: &Who, code: &str) -> Answer {
    let body = json!({ "code": code });
    let call = app.post("/accounts/me/memberships").by(who).json(&body);
    call.send().await
}

/// A person of the cast who joined.
async fn joined<'a>(app: &'a TestApp, provider: &Provider, person: usize, role: &str) -> &'a Who {
    let who = &app.cast.people[person];
    let code = invite(app, provider, role).await.text_at("/code");
    join(app, who, &code).await.expect(201);
    who
}

async fn members(app: &TestApp, provider: &Provider, who: &Who) -> Vec<Value> {
    let path = format!("/providers/{}/members", provider.id);
    app.get(path).by(who).expect(200).await.items().clone()
}

/// The membership of somebody, as an administrator sees it.
async fn membership(app: &TestApp, provider: &Provider, by: &Who, who: &Who) -> String {
    let all = members(app, provider, by).await;
    let own = all.iter().find(|m| m["email"] == who.email());
    own.expect("a member")["id"].as_str().unwrap().to_owned()
}

async fn set_role(app: &TestApp, by: &Who, member: &str, role: &str) -> Answer {
    let call = app.put(format!("/members/{member}/role")).by(by);
    call.json(&json!({ "role": role })).send().await
}

async fn remove(app: &TestApp, by: &Who, member: &str) -> Answer {
    app.delete(format!("/members/{member}")).by(by).send().await
}

#[tokio::test]
async fn whoever_has_the_code_joins_once_and_works_on_the_offers_at_once() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let colleague = &app.cast.people[1];
    let new_offer = || {
        let call = app.post("/offers").by(colleague);
        call.json(&service(&provider.id)).send()
    };
    new_offer().await.expect(404);
    let made = invite(&app, &provider, "member").await;
    let (code, id) = (made.text_at("/code"), made.text_at("/invitation/id"));
    let typed = code.to_lowercase().replace('-', " ");
    // Later than who was there first: members are listed as they joined.
    app.advance(SignedDuration::from_secs(1));
    let answer = join(&app, colleague, &typed).await.expect(201);
    assert_eq!(answer.text_at("/provider_id"), provider.id);
    assert_eq!(answer.text_at("/role"), "member");
    new_offer().await.expect(201);
    // Used: for nobody else, nor for whoever used it, and it cannot be taken back any more.
    for who in [colleague, &app.cast.people[2]] {
        let again = join(&app, who, &code).await;
        assert_eq!(again.field_errors(), ["/code invitation-code"]);
    }
    let taken_back = app
        .delete(format!("/invitations/{id}"))
        .by(&provider.member);
    taken_back.expect(404).await;
    // A member sees who else is there, not how they sign in; an administrator does.
    let seen = members(&app, &provider, colleague).await;
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|m| m.get("email").is_none()), "{seen:?}");
    let own: Vec<_> = seen.iter().filter(|m| m["you"] == true).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["role"], "member");
    let seen = members(&app, &provider, &provider.member).await;
    let addresses: Vec<_> = seen.iter().map(|m| m["email"].as_str().unwrap()).collect();
    assert_eq!(addresses, [provider.member.email(), colleague.email()]);
    // What is stored is no code, and what is written down names nobody.
    let stored = "select count(*) from provider_invitation where octet_length(code_hash) = 32 and accepted_by is not null";
    assert_eq!(app.count(stored).await, 1);
    let lines = "select count(*) from audit_event where action in ('member_invited', 'member_joined') and data::text !~ '[A-Z@]'";
    assert_eq!(app.count(lines).await, 2);
}

#[tokio::test]
async fn an_invitation_ends_with_its_week_when_it_is_taken_back_and_when_it_was_mistyped() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let other = app.provider(1, "ngo", 0).await;
    let (late, taken_back) = (
        invite(&app, &provider, "member").await,
        invite(&app, &provider, "administrator").await,
    );
    let open = format!("/providers/{}/invitations", provider.id);
    let listed = app.get(&open).by(&provider.member).expect(200).await;
    assert_eq!(listed.items().len(), 2);
    assert!(!listed.text.contains(&late.text_at("/code")));
    let path = format!("/invitations/{}", taken_back.text_at("/invitation/id"));
    app.delete(&path).by(&other.member).expect(404).await;
    app.delete(&path).by(&provider.member).expect(204).await;
    let stranger = &app.cast.people[2];
    let code = late.text_at("/code");
    let last = code.chars().last().unwrap();
    let mistyped = code.replacen(last, if last == '0' { "1" } else { "0" }, 1);
    for code in [
        taken_back.text_at("/code").as_str(),
        mistyped.as_str(),
        "",
        "zebra",
    ] {
        let refused = join(&app, stranger, code).await;
        assert_eq!(refused.field_errors(), ["/code invitation-code"], "{code}");
    }
    // Who belongs to it already loses nothing by trying.
    let again = join(&app, &provider.member, &code).await;
    again.problem(409, "already-member");
    app.advance(SignedDuration::from_hours(24 * 7));
    let refused = join(&app, stranger, &code).await;
    assert_eq!(refused.field_errors(), ["/code invitation-code"]);
    let listed = app.get(&open).by(&provider.member).expect(200).await;
    assert!(listed.items().is_empty());
    assert_eq!(members(&app, &provider, &provider.member).await.len(), 1);
    // The database holds it too, whoever asks.
    for refused in [
        "update provider_invitation set accepted_by = invited_by, ended_at = expires_at + interval '1 second' where ended_at is null",
        "update provider_invitation set ended_at = null where ended_at is not null",
        "update provider_invitation set expires_at = expires_at + interval '1 hour'",
    ] {
        let mut db = app.superuser().await;
        let tried = sqlx::query(refused).execute(&mut db).await;
        let error = tried.expect_err(refused);
        let error = error.as_database_error().unwrap();
        let constraint = error.constraint().unwrap();
        assert!(
            constraint.starts_with("provider_invitation_"),
            "{constraint}"
        );
    }
}

#[tokio::test]
async fn only_administrators_decide_who_belongs_to_it_and_whoever_is_removed_is_out_at_the_next_request()
 {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let live = app.live(&provider, &service(&provider.id)).await;
    let first = joined(&app, &provider, 1, "member").await;
    let second = joined(&app, &provider, 2, "member").await;
    let (one, two) = (
        membership(&app, &provider, &provider.member, first).await,
        membership(&app, &provider, &provider.member, second).await,
    );
    let path = format!("/providers/{}/invitations", provider.id);
    let invite = app.post(&path).by(first).json(&json!({ "role": "member" }));
    invite.send().await.problem(403, "forbidden");
    app.get(&path).by(first).expect(403).await;
    set_role(&app, first, &one, "administrator")
        .await
        .problem(403, "forbidden");
    remove(&app, first, &two).await.problem(403, "forbidden");
    // Somebody else's member is nobody's.
    let stranger = app.provider(3, "ngo", 0).await;
    for by in [&stranger.member, app.as_moderator()] {
        set_role(&app, by, &one, "member").await.expect(404);
        remove(&app, by, &one).await.expect(404);
    }
    let read = async |who: &Who| app.get(format!("/offers/{live}")).by(who).send().await;
    read(second).await.expect(200);
    remove(&app, &provider.member, &two).await.expect(204);
    read(second).await.expect(404);
    remove(&app, &provider.member, &two).await.expect(404);
    // Anybody may leave.
    read(first).await.expect(200);
    remove(&app, first, &one).await.expect(204);
    read(first).await.expect(404);
    let removed = "select count(*) from audit_event where action = 'member_removed'";
    assert_eq!(app.count(removed).await, 2);
}

#[tokio::test]
async fn the_role_is_handed_on_and_the_last_administrator_stays() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let founder = &provider.member;
    let own = membership(&app, &provider, founder, founder).await;
    let colleague = joined(&app, &provider, 1, "member").await;
    let theirs = membership(&app, &provider, founder, colleague).await;
    for refused in [
        set_role(&app, founder, &own, "member").await,
        remove(&app, founder, &own).await,
    ] {
        refused.problem(409, "last-administrator");
    }
    let handed_on = set_role(&app, founder, &theirs, "administrator").await;
    assert_eq!(handed_on.expect(200).text_at("/role"), "administrator");
    set_role(&app, founder, &own, "member").await.expect(200);
    set_role(&app, founder, &own, "administrator")
        .await
        .problem(403, "forbidden");
    remove(&app, colleague, &theirs)
        .await
        .problem(409, "last-administrator");
    remove(&app, colleague, &own).await.expect(204);
    // Whoever forgets to ask is refused by the database.
    for statement in [
        "delete from provider_member",
        "update provider_member set role = 'member'",
    ] {
        let mut db = app.app_rw().await;
        let error = sqlx::query(statement).execute(&mut db).await;
        let error = error.expect_err(statement);
        assert_eq!(
            error.as_database_error().unwrap().constraint(),
            Some("provider_member_administrator_check")
        );
    }
}

#[tokio::test]
async fn whoever_administers_no_more_has_invited_nobody_who_did_not_come() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    let founder = &provider.member;
    let path = format!("/providers/{}/invitations", provider.id);
    let listed = async || app.get(&path).by(founder).expect(200).await.items().clone();
    let kept = invite(&app, &provider, "member").await;
    let mut codes = Vec::new();
    for (person, lost) in [(1, "role"), (2, "membership"), (3, "account")] {
        let who = joined(&app, &provider, person, "administrator").await;
        let theirs = membership(&app, &provider, founder, who).await;
        let asked = app.post(&path).by(who);
        let asked = asked.json(&json!({ "role": "administrator" }));
        let code = asked.expect(201).await.text_at("/code");
        let shown = listed().await;
        let by: Vec<_> = shown.iter().map(|i| i["invited_by"].as_str()).collect();
        assert!(by.contains(&Some(theirs.as_str())), "{shown:?}");
        assert_eq!(shown.len(), 2, "{lost}");
        match lost {
            "role" => drop(set_role(&app, founder, &theirs, "member").await.expect(200)),
            "membership" => drop(remove(&app, founder, &theirs).await.expect(204)),
            _ => {
                sqlx::query("update account set disabled_at = now() where id = $1")
                    .bind(who.account.0)
                    .execute(&mut app.superuser().await)
                    .await
                    .unwrap();
            }
        }
        // Nobody comes by it, whoever has it: neither who lost the right, nor anybody else.
        assert_eq!(listed().await.len(), 1, "{lost}");
        for guest in [who, &app.cast.people[4]] {
            if lost == "account" && guest.account == who.account {
                continue;
            }
            let refused = join(&app, guest, &code).await;
            assert_eq!(refused.field_errors(), ["/code invitation-code"], "{lost}");
        }
        codes.push(code);
    }
    let ended = "select count(*) from provider_invitation where ended_at is not null and accepted_by is null";
    assert_eq!(app.count(ended).await, 3, "the database ends them itself");
    // Where it did not, they are refused all the same.
    let mut db = app.superuser().await;
    for statement in [
        "alter table provider_invitation disable trigger provider_invitation_once",
        "update provider_invitation set ended_at = null where accepted_by is null",
    ] {
        sqlx::query(statement).execute(&mut db).await.unwrap();
    }
    for code in &codes {
        let refused = join(&app, &app.cast.people[4], code).await;
        assert_eq!(refused.field_errors(), ["/code invitation-code"]);
    }
    assert_eq!(listed().await.len(), 1);
    let code = kept.text_at("/code");
    join(&app, &app.cast.people[4], &code).await.expect(201);
}

#[tokio::test]
async fn two_administrators_who_leave_at_the_same_moment_do_not_both_get_away() {
    let app = TestApp::spawn().await;
    for round in 0..6 {
        let provider = app.provider(0, "ngo", 0).await;
        let colleague = joined(&app, &provider, 1 + round % 3, "administrator").await;
        let own = membership(&app, &provider, &provider.member, &provider.member).await;
        let theirs = membership(&app, &provider, &provider.member, colleague).await;
        let (one, two) = tokio::join!(
            remove(&app, &provider.member, &own),
            remove(&app, colleague, &theirs)
        );
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409], "{} {}", one.text, two.text);
    }
}

#[tokio::test]
async fn no_more_than_a_hundred_belong_to_a_provider_or_are_invited() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 0).await;
    invite(&app, &provider, "member").await;
    sqlx::query(
        "insert into provider_invitation (id, provider_id, role, code_hash, invited_by, created_at, expires_at)
         select gen_random_uuid(), i.provider_id, i.role, sha256(n::text::bytea), i.invited_by, i.created_at, i.expires_at
         from provider_invitation i, generate_series(1, 98) n",
    )
    .execute(&mut app.superuser().await)
    .await
    .unwrap();
    let call = app.post(format!("/providers/{}/invitations", provider.id));
    let call = call.by(&provider.member).json(&json!({ "role": "member" }));
    call.send().await.problem(409, "too-many-members");
}

#[tokio::test]
async fn whoever_belongs_to_it_already_loses_no_try_by_its_code_and_guesses_count() {
    let limits = Limits::off().with(Limit::Codes, 2, 3600);
    let app = TestApp::spawn_with(limits, Edges::default()).await;
    let provider = app.provider(0, "ngo", 0).await;
    let code = invite(&app, &provider, "member").await.text_at("/code");
    for _ in 0..4 {
        let again = join(&app, &provider.member, &code).await;
        again.problem(409, "already-member");
    }
    let stranger = &app.cast.people[2];
    for _ in 0..2 {
        let guessed = join(&app, stranger, "0000-0000-0000-0000-0000-0000-0000").await;
        assert_eq!(guessed.field_errors(), ["/code invitation-code"]);
    }
    // Whoever guesses on is not told when a guess is right.
    let right = join(&app, stranger, &code).await;
    right.problem(429, "too-many-requests");
}
