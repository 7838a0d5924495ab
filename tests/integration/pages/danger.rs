//! Reports of danger and the emergency block, on the pages of those whom they concern.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Filled, Household, MailSink, Provider, Sight, TestApp, housing_need, request, service,
    shelter_offer, with,
};
use serde_json::json;

use super::desk::moderator;

/// What somebody writes who is afraid: nobody but the moderator who looks into it may see it.
const WORDS: &str = "He took my passport. Call +380501234567 after nine.";

/// The form that sends a value under a name.
fn form(page: &Sight, name: &str, value: &str) -> Filled {
    page.forms()
        .into_iter()
        .find(|form| form.value(name) == Some(value))
        .unwrap_or_else(|| {
            panic!(
                "no form with {name}={value} on {}:\n{}",
                page.address, page.html
            )
        })
}

/// Reports an offer or a match in two taps; the page with the code.
async fn report(browser: &mut Browser<'_>, page: &Sight, kind: &str) -> Sight {
    let link = page
        .attributes("a.report", "href")
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no way to report on {}", page.address));
    let asked = browser.open(&link).await;
    browser
        .send(&asked.form("/en/report").with("kind", kind))
        .await
}

/// A household with a bed that was promised.
async fn promised(app: &TestApp) -> (Provider, Household, String, String) {
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let body = with(
        request(&[housing_need(2, "2027-03-05", "2027-03-12")]),
        "/contact",
        json!({ "channel": "email", "email": "olena@example.org", "name": "Olena" }),
    );
    let household = app.file_request(&body).await;
    let id = app.matched(&household, &host, &offer).await;
    (host, household, offer, id)
}

#[tokio::test]
async fn danger_now_hides_the_offers_at_once_and_is_looked_into_and_told_by_code() {
    let app = TestApp::spawn().await;
    let (_, household, offer, id) = promised(&app).await;
    let mut family = Browser::at_home(&app, &household).await;
    let page = family.open(&format!("/en/my/matches/{id}")).await;
    let done = report(&mut family, &page, "danger_now").await;
    assert_eq!(done.status, 200, "{}", done.html);
    let code = done.text("p.code").unwrap();
    assert!(!done.address.contains(&code), "the code is in no address");
    assert!(!app.is_public(&offer).await, "hidden by the same request");
    let told = family
        .send(&done.form("/en/report/more").with("text", WORDS))
        .await;
    assert!(told.text("[role=status]").is_some());

    // Moderators see that there is one, and read it when they take it.
    let mut works = moderator(&app, 0).await;
    let desk = works.open("/en/desk").await;
    assert!(desk.html.contains("1 report waits"), "{}", desk.html);
    let list = works.open("/en/desk/reports").await;
    assert!(list.html.contains("offers hidden") && !list.html.contains("after nine"));
    let link = list
        .links()
        .into_iter()
        .find(|link| link.starts_with("/en/desk/reports/"))
        .unwrap();
    let one = works.open(&link).await;
    assert!(!one.html.contains("after nine"), "before it is taken");
    let taken = works.send(&form(&one, "do", "take")).await;
    assert!(taken.html.contains("He took my passport"));
    let mut second = moderator(&app, 1).await;
    assert!(!second.open(&link).await.html.contains("after nine"));
    let closed = works
        .send(&form(&taken, "do", "close").with("outcome", "put_right"))
        .await;
    assert_eq!(closed.status, 200, "{}", closed.html);
    assert!(app.is_public(&offer).await, "shown again");

    // Whoever has the code learns what came of it, and nobody else.
    let mut anybody = Browser::new(&app);
    let ask = anybody.open("/en/report/follow").await;
    let ask = ask.form("/en/report/follow");
    let told = anybody.send(&ask.clone().with("code", &code)).await;
    assert!(told.html.contains("It was put right"), "{}", told.html);
    let wrong = anybody.send(&ask.clone().with("code", "no code")).await;
    let other = anybody.send(&ask.with("code", &household.code)).await;
    assert_eq!((wrong.status, other.status), (422, 422));
    assert_eq!(wrong.text("#errors"), other.text("#errors"), "alike");
    // Nothing of what was written is in the database as it was written.
    let kept: i64 = app
        .count("select count(*) from report_text where position('passport'::bytea in sealed) > 0")
        .await;
    assert_eq!(kept, 0);
    assert_eq!(app.count("select count(*) from report_text").await, 1);
}

#[tokio::test]
async fn a_block_is_one_tap_stops_what_was_agreed_and_is_looked_at_by_somebody_else() {
    let app = TestApp::spawn().await;
    let sink = MailSink::start();
    let (host, household, offer, id) = promised(&app).await;
    app.run_jobs(&sink.mailer()).await;
    let before = sink.messages().len();
    let page = format!("/en/desk/providers/{}", host.id);
    let mut works = moderator(&app, 0).await;
    let shown = works.open(&page).await;
    let tap = form(&shown, "do", "block").with("reason", "exploitation");
    let blocked = works.send(&tap).await;
    assert_eq!(blocked.status, 200, "{}", blocked.html);
    assert!(!app.is_public(&offer).await, "gone at once");
    assert_eq!(works.send(&tap).await.status, 200, "a second tap");
    assert_eq!(app.count("select count(*) from provider_block").await, 1);
    app.run_jobs(&sink.mailer()).await;
    let states =
        "select count(*) from match where state = 'stopped_for_safety' and end_reason = 'safety'";
    assert_eq!(app.count(states).await, 1);
    let need = app.need(&household, 0).await;
    assert_eq!(need["state"], "open", "it looks for another place");
    // Whom to call stands where they are told not to go there.
    let mut family = Browser::at_home(&app, &household).await;
    let told = family.open(&format!("/en/my/matches/{id}")).await;
    let numbers = told.attributes("main a[href^='tel:']", "href");
    assert_eq!(numbers, ["tel:080080011"]);
    assert_eq!(
        app.count("select count(*) from offer_night where reserved > 0")
            .await,
        0,
        "what was taken is given back"
    );
    let mails: Vec<(String, String)> = sink.messages()[before..]
        .iter()
        .map(|mail| (mail.to.clone(), mail.subject.clone()))
        .collect();
    let subject = |locale, key: &str| texts::text(locale, &format!("mail-{key}-subject"));
    let expected = |to: &str, locale, key| (to.to_owned(), subject(locale, key));
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails.contains(&expected("olena@example.org", Locale::Uk, "match-stopped")));
    assert!(mails.contains(&expected(
        "person0@example.org",
        Locale::Uk,
        "provider-blocked"
    )));

    // Whoever blocked is not the second one who looks; another is, once.
    assert!(
        works
            .open(&page)
            .await
            .html
            .contains("another moderator has to look")
    );
    let mut second = moderator(&app, 1).await;
    let list = second.open("/en/desk/reports").await;
    assert!(list.links().contains(&page), "{}", list.html);
    let shown = second.open(&page).await;
    let verdict = form(&shown, "do", "verdict");
    let lifted = second
        .send(&verdict.clone().with("verdict", "lifted"))
        .await;
    assert_eq!(lifted.status, 200, "{}", lifted.html);
    assert!(app.is_public(&offer).await, "shown again");
    let late = second
        .send(
            &shown
                .form(&page)
                .with("do", "verdict")
                .with("verdict", "upheld"),
        )
        .await;
    assert_ne!(late.status, 200, "there is no block any more");
    let m = app
        .get(format!("/matches/{id}"))
        .by(&household.who)
        .expect(200)
        .await;
    assert_eq!(m.text_at("/state"), "stopped_for_safety", "stays stopped");
}

#[tokio::test]
async fn reports_say_who_and_what_and_do_not_hide_without_need() {
    let app = TestApp::spawn().await;
    let (host, _, offer, id) = promised(&app).await;
    // A visitor reports what is public: not in danger now, so it stays.
    let mut visitor = Browser::new(&app);
    let page = visitor.open(&format!("/en/offers/{offer}")).await;
    report(&mut visitor, &page, "exploitation").await;
    assert!(app.is_public(&offer).await);
    // Without an offer, by the number that people read out, however they type it.
    let reference: String =
        sqlx::query_scalar("select lower(reference) from offer where id = $1::uuid")
            .bind(&offer)
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    let asked = visitor.open("/en/report").await;
    let asked = asked.form("/en/report").with("kind", "something_wrong");
    let done = visitor
        .send(&asked.clone().with("reference", &reference))
        .await;
    assert!(done.text("p.code").is_some(), "{}", done.html);
    for (wrong, said) in [("", "reference"), ("P-0000-0000", "reference")] {
        let again = visitor.send(&asked.clone().with("reference", wrong)).await;
        assert_eq!(again.status, 422, "{wrong} {said}");
    }
    // A match can be reported by its sides only.
    let link = format!("/en/report?match={id}");
    let foreign = visitor.open(&link).await;
    let foreign = foreign.form("/en/report").with("kind", "danger_now");
    assert_ne!(visitor.send(&foreign).await.status, 200);
    // A provider reports a household: its own offers stay.
    let mut member = Browser::new(&app);
    member.sign_in(host.member.email()).await;
    let page = member.open(&format!("/en/provider/matches/{id}")).await;
    report(&mut member, &page, "danger_now").await;
    assert!(app.is_public(&offer).await);
    let who = "select count(*) from report where reporter = 'provider' and match_id is not null and not freezes";
    assert_eq!(app.count(who).await, 1);
    assert_eq!(app.count("select count(*) from report").await, 3);
    // The desk does not offer to block whoever reports, and takes no block for an outcome, by page or by program.
    let id: uuid::Uuid = sqlx::query_scalar("select id from report where reporter = 'provider'")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    let address = format!("/en/desk/reports/{id}");
    let mut desk = moderator(&app, 0).await;
    let page = desk.open(&address).await;
    let page = desk.send(&page.to_do("take")).await;
    assert!(
        page.html.contains("says this of a household"),
        "{}",
        page.html
    );
    assert!(page.way_to("block").is_none());
    let close = page.to_do("close");
    assert_eq!(
        desk.send(&close.clone().with("outcome", "blocked"))
            .await
            .status,
        422
    );
    let block = close.clone().with("do", "block").and("reason", "danger");
    assert_eq!(desk.send(&block).await.status, 404);
    assert!(app.is_public(&offer).await);
    app.post(format!("/reports/{id}/close"))
        .by(app.as_moderator())
        .json(&json!({ "outcome": "blocked" }))
        .send()
        .await
        .fields(422, &["/outcome unknown-value"]);
    assert_eq!(
        desk.send(&close.with("outcome", "put_right")).await.status,
        200
    );
}

#[tokio::test]
async fn visitors_cannot_empty_the_map_with_reports() {
    let app = TestApp::spawn().await;
    let mut offers = Vec::new();
    for person in 0..5 {
        let provider = app.provider(person, "ngo", 1).await;
        offers.push(app.live(&provider, &service(&provider.id)).await);
        offers.push(app.live(&provider, &service(&provider.id)).await);
    }
    let mut visitor = Browser::new(&app);
    for offer in &offers {
        let page = visitor.open(&format!("/en/report?offer={offer}")).await;
        let form = page.form("/en/report").with("kind", "danger_now");
        assert_eq!(visitor.send(&form).await.status, 200);
    }
    let hidden = "select count(distinct provider_id) from report where freezes";
    // Five reports hide, of two offers each: two providers and a half.
    assert_eq!(app.count(hidden).await, 3);
    app.advance(SignedDuration::from_mins(61));
    let page = visitor
        .open(&format!("/en/report?offer={}", offers[9]))
        .await;
    visitor
        .send(&page.form("/en/report").with("kind", "danger_now"))
        .await;
    assert_eq!(app.count(hidden).await, 4, "an hour later it counts again");
}

#[tokio::test]
async fn nobody_looks_after_their_own_and_the_database_refuses_what_the_rule_forbids() {
    let app = TestApp::spawn().await;
    let (host, _, offer, _) = promised(&app).await;
    let mut visitor = Browser::new(&app);
    let page = visitor.open(&format!("/en/offers/{offer}")).await;
    report(&mut visitor, &page, "something_wrong").await;
    let mut db = app.superuser().await;
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&host.id)
        .bind(app.cast.moderators[0].account.0)
        .execute(&mut db)
        .await
        .unwrap();
    let mut own = moderator(&app, 0).await;
    let list = own.open("/en/desk/reports").await;
    let of_report = |link: &String| link.starts_with("/en/desk/reports/");
    assert!(!list.links().iter().any(of_report), "not even that it is");
    let mut other = moderator(&app, 1).await;
    let shown = other.open("/en/desk/reports").await;
    let link = shown.links().into_iter().find(of_report).unwrap();
    assert_eq!(own.open(&link).await.status, 404);
    let tap = form(&other.open(&link).await, "do", "take");
    let guard = list
        .forms()
        .iter()
        .find_map(|f| f.value("guard").map(str::to_owned));
    let tap = tap.with("guard", guard.as_deref().unwrap_or_default());
    assert_eq!(own.send(&tap).await.status, 404, "with a form of their own");
    for page in [link.as_str(), "/en/desk/reports"] {
        let mut member = Browser::new(&app);
        member.sign_in(app.cast.people[1].email()).await;
        assert_eq!(member.open(page).await.status, 403, "{page}");
    }

    // By hand, as the server: no block without a moderator, none by a member, no verdict of one's own, no blocked without a block.
    let mut rw = app.app_rw().await;
    let (member, moderator) = (
        app.cast.people[1].account.0,
        app.cast.moderators[1].account.0,
    );
    let insert =
        "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
        values (gen_random_uuid(), $1::uuid, 'danger', $2, now(), now())";
    for by in [member, app.cast.moderators[0].account.0] {
        let refused = sqlx::query(insert)
            .bind(&host.id)
            .bind(by)
            .execute(&mut rw)
            .await;
        assert!(refused.unwrap_err().to_string().contains("blocks"));
    }
    let status = |status: &'static str| {
        sqlx::query("update provider set status = $2 where id = $1::uuid")
            .bind(host.id.clone())
            .bind(status)
    };
    let refused = status("blocked").execute(&mut rw).await;
    assert!(refused.unwrap_err().to_string().contains("by a block"));
    sqlx::query(insert)
        .bind(&host.id)
        .bind(moderator)
        .execute(&mut rw)
        .await
        .unwrap();
    status("blocked").execute(&mut rw).await.unwrap();
    let refused = status("vetted").execute(&mut rw).await;
    assert!(refused.unwrap_err().to_string().contains("by a block"));
    let refused = sqlx::query(
        "update provider_block set verdict = 'lifted', reviewed_by = $1, reviewed_at = now()",
    )
    .bind(moderator)
    .execute(&mut rw)
    .await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("provider_block_second_check")
    );
}
