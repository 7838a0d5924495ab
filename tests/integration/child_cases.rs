//! A child or teenager who asks for help alone has a case. Child protection works on it; nobody else is told that there is one, by
//! the server or by the database.

#![cfg(test)]

mod walled;

use jiff::SignedDuration;
use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Answer, Household, MailSink, TestApp, Who, request, service_need, with};
use serde_json::{Value, json};

/// What must be nowhere but in the contact that was opened.
const CANARIES: [&str; 3] = ["Маленька Зебра", "380501112233", "zebra only after school"];

/// An account of child protection.
async fn protector(app: &TestApp, email: &str) -> Who {
    let who = app.sign_up(email).await;
    app.make_staff(&who, "child_protection").await;
    who.fresh_token(app).await;
    who
}

/// Somebody of sixteen who is alone and needs something today.
async fn child(app: &TestApp) -> Household {
    let body = with(
        request(&[with(service_need(1), "/urgency", "today")]),
        "/household",
        json!({ "children": [16, 9], "languages": ["uk"] }),
    );
    let contact = json!({ "channel": "phone", "name": CANARIES[0], "phone": "+380501112233", "safe_note": CANARIES[2] });
    app.file_request(&with(body, "/contact", contact)).await
}

async fn list(app: &TestApp, who: &Who, query: &str) -> Vec<Value> {
    let path = format!("/child-cases{query}");
    app.get(path).by(who).expect(200).await.items().clone()
}

async fn only(app: &TestApp, who: &Who) -> String {
    let [case] = list(app, who, "").await.try_into().unwrap();
    case["id"].as_str().unwrap().to_owned()
}

fn holds_no_canary(answer: &Answer, household: &Household) {
    for canary in CANARIES.into_iter().chain([household.request.as_str()]) {
        assert!(!answer.text.contains(canary), "{canary} in {}", answer.text);
    }
}

#[tokio::test]
async fn a_case_is_taken_noted_and_closed_and_how_a_child_is_reached_is_opened_with_a_reason() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    let other = protector(&app, "ann@example.org").await;
    let family = app.file(&[service_need(1)]).await;
    let household = child(&app).await;
    let listed = app.get("/child-cases").by(&who).expect(200).await;
    holds_no_canary(&listed, &household);
    let case = &listed.items()[0];
    assert_eq!(
        listed.items().len(),
        1,
        "a family has none: {family:?}",
        family = family.request
    );
    assert_eq!(case["age_band"], "under_18");
    assert_eq!(
        (&case["state"], &case["mine"]),
        (&json!("open"), &json!(false))
    );
    assert_eq!(case["country"], "UA");
    let at = |field: &str| {
        case[field]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
    };
    let waits = at("due_at").duration_since(at("created_at"));
    assert_eq!(waits, SignedDuration::from_hours(1));
    let path = format!("/child-cases/{}", case["id"].as_str().unwrap());

    // Before it is taken nothing more is known, and nothing can be done.
    let before = app.get(&path).by(&who).expect(200).await;
    holds_no_canary(&before, &household);
    assert_eq!(before.at("/details"), &Value::Null);
    assert!(before.text_at("/told").contains("0 800 800 11"));
    let look = json!({ "reason": "get_in_touch" });
    let open = |by| app.post(format!("{path}/contact-views")).by(by).json(&look);
    let note = |by| {
        let body = json!({ "text": "Called the centre at Palanca." });
        app.post(format!("{path}/notes")).by(by).json(&body).send()
    };
    let close = |by| {
        let body = json!({ "outcome": "handed_over" });
        app.post(format!("{path}/close")).by(by).json(&body).send()
    };
    open(&who).send().await.problem(409, "lease-lost");
    note(&who).await.problem(409, "lease-lost");
    close(&who).await.problem(409, "lease-lost");

    let take = |by| app.post(format!("{path}/take")).by(by).expect(200);
    take(&other).await;
    let taken = take(&who).await;
    assert_eq!(taken.at("/mine"), true);
    let mine = app.get(&path).by(&who).expect(200).await;
    holds_no_canary(&mine, &household);
    assert_eq!(mine.number("/details/people"), 2);
    assert_eq!(
        mine.at("/details/needs"),
        &json!([{ "category": "service", "urgency": "today" }])
    );
    assert_eq!(mine.at("/details/languages"), &json!(["uk"]));
    // Whoever had it before does not see it any more.
    open(&other).send().await.problem(409, "lease-lost");
    let theirs = app.get(&path).by(&other).expect(200).await;
    assert_eq!(theirs.at("/details"), &Value::Null);

    // A look takes a reason and a second factor shown a moment ago, and the child can read of it.
    let contact = open(&who).expect(201).await;
    assert_eq!(contact.text_at("/phone"), "+380501112233");
    assert_eq!(contact.text_at("/name"), CANARIES[0]);
    app.advance(SignedDuration::from_mins(6));
    let wrong = json!({ "reason": "curious" });
    open(&who).send().await.problem(403, "second-factor-stale");
    who.fresh_token(&app).await;
    let wrong = app
        .post(format!("{path}/contact-views"))
        .by(&who)
        .json(&wrong);
    wrong.send().await.fields(400, &["/reason unknown-value"]);
    let export = app.get(format!("/requests/{}/export", household.request));
    let export = export.by(&household.who).expect(200).await;
    let log = export.at("/log").as_array().unwrap();
    let looks: Vec<_> = log
        .iter()
        .filter(|l| l["action"] == "child_contact_opened")
        .collect();
    assert_eq!(looks.len(), 1);
    assert_eq!(looks[0]["data"], json!({ "reason": "get_in_touch" }));

    note(&who).await.expect(201);
    let mine = app.get(&path).by(&who).expect(200).await;
    assert_eq!(
        mine.text_at("/details/notes/0/text"),
        "Called the centre at Palanca."
    );
    let sealed = app.count("select count(*) from child_case_note where position('Palanca' in encode(sealed, 'escape')) > 0");
    assert_eq!(sealed.await, 0);
    let closed = close(&who).await.expect(200);
    assert_eq!(closed.text_at("/outcome"), "handed_over");
    for again in [close(&who).await, note(&who).await, open(&who).send().await] {
        again.problem(409, "illegal-state");
    }
    assert!(list(&app, &other, "").await.is_empty());
    assert_eq!(list(&app, &other, "?closed=true").await.len(), 1);
    let lines: Vec<(String, String)> = sqlx::query_as(
        "select action, data::text from audit_event where action like 'child%' order by id",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let done: Vec<&str> = lines.iter().map(|(action, _)| action.as_str()).collect();
    let expected = [
        "child_case_opened",
        "child_case_taken",
        "child_case_taken",
        "child_contact_opened",
        "child_case_noted",
        "child_case_closed",
    ];
    assert_eq!(done, expected);
    assert!(
        lines
            .iter()
            .all(|(_, data)| CANARIES.iter().all(|c| !data.contains(c)))
    );
}

#[tokio::test]
async fn to_everybody_else_there_is_no_case() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    let household = child(&app).await;
    let id = only(&app, &who).await;
    let provider = app.provider(0, "ngo", 1).await;
    let mut others = vec![provider.member, household.who.clone()];
    for (index, role) in ["moderator", "administrator", "auditor"]
        .into_iter()
        .enumerate()
    {
        let other = &app.cast.people[index + 1];
        app.make_staff(other, role).await;
        other.fresh_token(&app).await;
        others.push(other.clone());
    }
    let nobodys = "018f0000-0000-7000-8000-00000000dead";
    for other in &others {
        for id in [id.as_str(), nobodys] {
            for path in ["/child-cases".to_owned(), format!("/child-cases/{id}")] {
                let answer = app.get(&path).by(other).send().await;
                answer.problem(404, "not-found");
            }
            for (path, body) in [
                ("take", json!(null)),
                ("notes", json!({ "text": "x" })),
                ("close", json!({ "outcome": "unreachable" })),
                ("contact-views", json!({ "reason": "danger" })),
            ] {
                let call = app.post(format!("/child-cases/{id}/{path}")).by(other);
                let call = if body.is_null() {
                    call
                } else {
                    call.json(&body)
                };
                call.send().await.problem(404, "not-found");
            }
        }
    }
    // Nor does a look at anything else that they read name it.
    let auditor = &others[4];
    let administrator = &others[3];
    for (path, who) in [
        ("/audit-events?limit=100", auditor),
        ("/events", auditor),
        ("/events", administrator),
        ("/review/figures", administrator),
        ("/review/items", &others[2]),
        ("/reports", &others[2]),
    ] {
        let answer = app.get(path).by(who).expect(200).await;
        for canary in CANARIES {
            assert!(!answer.text.contains(canary), "{path}");
        }
    }
    // Once the role is gone, so are the cases.
    sqlx::query("update account set roles = '{moderator}' where id = $1")
        .bind(who.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let gone = app.get("/child-cases").by(&who).send().await;
    gone.problem(404, "not-found");
}

#[tokio::test]
async fn child_protection_is_told_by_a_mail_that_says_nothing_of_the_child() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    protector(&app, "ann@example.org").await;
    child(&app).await;
    let id = only(&app, &who).await;
    let sink = MailSink::start();
    app.run_jobs(&sink.mailer()).await;
    let messages = sink.messages();
    let mut to: Vec<&str> = messages.iter().map(|m| m.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ann@example.org", "zoe@example.org"]);
    for message in &messages {
        let subject = Locale::ALL.map(|l| texts::text(l, "mail-child-case-opened-subject"));
        assert!(subject.contains(&message.subject), "{}", message.subject);
        assert!(
            message.body.contains(&format!("/child-cases/{id}")),
            "{}",
            message.body
        );
        for canary in CANARIES.into_iter().chain(["16"]) {
            let own = message.body.replace(&id, "");
            assert!(!own.contains(canary), "{canary}: {}", message.body);
        }
    }
}

#[tokio::test]
async fn a_child_who_erases_the_request_leaves_a_case_that_says_nothing_of_them() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    let household = child(&app).await;
    let path = format!("/child-cases/{}", only(&app, &who).await);
    app.post(format!("{path}/take")).by(&who).expect(200).await;
    let note = json!({ "text": "Called the centre." });
    app.post(format!("{path}/notes"))
        .by(&who)
        .json(&note)
        .expect(201)
        .await;
    // A look is not kept for an idempotency key: it is asked anew each time.
    let look = json!({ "reason": "danger" });
    let again = || {
        app.post(format!("{path}/contact-views"))
            .by(&who)
            .key("the-same-key")
            .json(&look)
    };
    again().expect(201).await;
    let erased = app.delete(format!("/requests/{}", household.request));
    erased.by(&household.who).expect(204).await;
    let case = app.get(&path).by(&who).expect(200).await;
    assert_eq!(case.text_at("/request_state"), "erased");
    for nothing in [
        "/case/age_band",
        "/case/country",
        "/case/region",
        "/details",
    ] {
        assert_eq!(case.at(nothing), &Value::Null, "{nothing}");
    }
    again().send().await.problem(404, "not-found");
    let use_cases = app.use_cases().await;
    use_cases.apply_retention().await.unwrap();
    use_cases.pool.close().await;
    assert_eq!(app.count("select count(*) from child_case_note").await, 0);
}

#[tokio::test]
async fn notes_go_half_a_year_after_the_case_was_closed() {
    let app = TestApp::spawn().await;
    let who = protector(&app, "zoe@example.org").await;
    for closes in [true, false] {
        child(&app).await;
        let path = format!("/child-cases/{}", only(&app, &who).await);
        app.post(format!("{path}/take")).by(&who).expect(200).await;
        let note = json!({ "text": "Called the centre." });
        app.post(format!("{path}/notes"))
            .by(&who)
            .json(&note)
            .expect(201)
            .await;
        if closes {
            let close = json!({ "outcome": "adult_present" });
            app.post(format!("{path}/close"))
                .by(&who)
                .json(&close)
                .expect(200)
                .await;
        }
    }
    let notes = "select count(*) from child_case_note";
    let use_cases = app.use_cases().await;
    app.advance(SignedDuration::from_hours(24 * 180));
    use_cases.apply_retention().await.unwrap();
    assert_eq!(app.count(notes).await, 2);
    app.advance(SignedDuration::from_secs(1));
    use_cases.apply_retention().await.unwrap();
    assert_eq!(app.count(notes).await, 1, "an open case keeps its notes");
    assert_eq!(app.count("select count(*) from child_case").await, 2);
    use_cases.pool.close().await;
}
