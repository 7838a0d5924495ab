//! What a household, an account, moderators and a stranger do about trust: their worlds, and the scripts that go their ways.

use jiff::SignedDuration;
use punte_api::demo::DemoView;
use punte_tests::{
    PASSWORD, Provider, TestApp, housing_need, job, medical, request, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use super::{described, moderators, script::finds_nothing_in, sign_in};

/// A world of two moderators, and of what else is to be known.
pub(super) fn known(app: &TestApp, also: &Value) -> Value {
    let mut known = described(app, &moderators(app, 2));
    for (name, value) in also.as_object().unwrap() {
        known[name] = value.clone();
    }
    known
}

/// An organisation with legal advice that everybody sees.
pub(super) async fn advice(app: &TestApp) -> (Provider, String) {
    let provider = app.provider(0, "ngo", 2).await;
    let offer = app.live(&provider, &service(&provider.id)).await;
    (provider, offer)
}

#[tokio::test]
async fn a_household_guards_takes_along_corrects_and_erases_what_is_held_about_it() {
    let app = TestApp::spawn().await;
    let (provider, offer) = advice(&app).await;
    let criteria = json!([{ "feature": "step_free", "level": "must" }]);
    let need = with(service_need(1), "/criteria", criteria);
    let contact = json!({
        "channel": "email", "email": "olena@example.org", "phone": "+380671234567", "name": "Олена"
    });
    let body = with(request(&[need]), "/contact", contact);
    let household = app.file_request(&with(body, "/alerts", true)).await;
    let id = app.matched(&household, &provider, &offer).await;
    // The other side looks, and the household takes that along, too.
    let contacts = app.get(format!("/matches/{id}/contacts"));
    contacts.by(&provider.member).expect(200).await;
    let known = known(&app, &json!({ "household": household.code }));
    finds_nothing_in(&app, "rights.mjs", &known).await;
    let body = json!({ "code": household.code });
    let opened = app.post("/tracking-sessions").json(&body);
    opened.expect(422).await;
}

#[tokio::test]
async fn an_account_is_made_guarded_by_a_second_factor_moved_and_ended_elsewhere() {
    let app = TestApp::spawn().await;
    let administrator = &app.cast.people[4];
    app.make_staff(administrator, "administrator").await;
    let view = DemoView {
        sign_ins: vec![sign_in("administrator", administrator)],
        ..moderators(&app, 0)
    };
    let household = app.file(&[service_need(1)]).await.code;
    let known = with(described(&app, &view), "/password", PASSWORD);
    let known = with(known, "/household", household);
    finds_nothing_in(&app, "account.mjs", &known).await;
}

#[tokio::test]
async fn an_edit_waits_beside_what_people_see_and_many_are_decided_on_together_and_taken_back() {
    let app = TestApp::spawn().await;
    let (provider, live) = advice(&app).await;
    // What was approved just now could be taken back as well.
    app.advance(SignedDuration::from_mins(2));
    let work = app.submitted(&provider, &job(&provider.id)).await;
    let doctor = app.submitted(&provider, &medical(&provider.id)).await;
    // The only hint that there is: documents are to be left with somebody.
    let asking = with(
        service(&provider.id),
        "/content/title",
        "Curs de limba română",
    );
    let asking = with(
        asking,
        "/content/description",
        "Двічі на тиждень, ввечері. Документи залишаєте у нас.",
    );
    let asking = with(asking, "/content/details/theme", "psychosocial");
    // Somewhere else than the others: what is at one address is a hint as well.
    let asking = with(
        asking,
        "/private",
        json!({ "address": "strada Școlii 9", "point": { "lat": 47.301_2, "lon": 28.708_9 } }),
    );
    let asking = app.submitted(&provider, &asking).await;
    let known = known(
        &app,
        &json!({
            "member": sign_in("provider", &provider.member),
            "live": { "id": live, "title": "Consultanță juridică" },
            "work": { "id": work, "title": "Brutar la cuptor" },
            "doctor": { "id": doctor, "title": "Medic pediatru" },
            "asking": { "id": asking, "title": "Curs de limba română" },
        }),
    );
    finds_nothing_in(&app, "checking.mjs", &known).await;
}

#[tokio::test]
async fn a_home_stays_by_one_tap_on_a_mail_and_one_that_nobody_confirmed_is_gone_until_then() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let (kept, lapsing) = ("Centru de plasament lângă gară", "Cămin lângă parc");
    let mut also = json!({ "provider": provider.member.email() });
    for (name, title) in [("kept", kept), ("lapsing", lapsing)] {
        let home = with(shelter_offer(&provider.id), "/content/title", title);
        let id = app.live(&provider, &home).await;
        also[name] = json!({ "id": id, "title": title });
    }
    let stay = [housing_need(1, "2027-03-20", "2027-03-25")];
    also["household"] = json!(app.file(&stay).await.code);
    finds_nothing_in(&app, "lapse.mjs", &known(&app, &also)).await;
}

#[tokio::test]
async fn whoever_is_blocked_is_gone_at_once_and_those_on_their_way_are_told_whom_to_call() {
    let app = TestApp::spawn().await;
    let (provider, offer) = advice(&app).await;
    let promised = app.file(&[service_need(1)]).await;
    app.matched(&promised, &provider, &offer).await;
    let looking = app.file(&[service_need(1)]).await;
    let report = json!({ "offer_id": offer, "kind": "exploitation" });
    app.post("/reports").json(&report).expect(201).await;
    let known = known(
        &app,
        &json!({
            "offer": { "id": offer, "title": "Consultanță juridică" },
            "promised": promised.code,
            "looking": looking.code,
        }),
    );
    finds_nothing_in(&app, "block.mjs", &known).await;
}

#[tokio::test]
async fn a_stranger_reports_a_danger_and_reads_by_a_code_what_came_of_it() {
    let app = TestApp::spawn().await;
    let (_, offer) = advice(&app).await;
    let known = known(&app, &json!({ "offer": offer }));
    finds_nothing_in(&app, "report.mjs", &known).await;
}
