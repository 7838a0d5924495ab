//! Asking for help in short steps, without an account and without JavaScript.

#![cfg(test)]

use jiff::SignedDuration;
use punte_api::auth::keys::hex;
use punte_tests::{Browser, Sight, TestApp};

use super::family::{self, FAMILY, PHONE};

/// Opens a code on a phone that was never here.
async fn open<'a>(app: &'a TestApp, code: &str) -> (Browser<'a>, Sight) {
    let mut browser = Browser::new(app);
    let page = browser.open("/en/my").await;
    let page = browser.send(&page.form("/en/my").with("code", code)).await;
    (browser, page)
}

#[tokio::test]
async fn home_leads_to_the_first_step_and_a_link_chooses_for_it() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let home = browser.open("/en").await;
    assert!(
        home.attributes("a[href]", "href")
            .contains(&"/en/ask".to_owned())
    );
    let page = browser
        .open("/en/ask?category=housing&category=job&category=x")
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.attributes("input[name=category][checked]", "value"),
        ["housing", "job"]
    );
    assert!(browser.open("/en/ask/nothing").await.status == 404);
}

#[tokio::test]
async fn a_request_is_resumed_with_its_code_on_another_phone_after_every_step() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let mut page = browser.open("/en/ask").await;
    let mut code = String::new();
    for (number, (name, fields)) in FAMILY.iter().enumerate() {
        assert_eq!(page.address, format!("/en/ask/{name}"), "{}", page.html);
        assert!(
            page.text("main")
                .unwrap()
                .contains(&format!("Step {} of 7", number + 1))
        );
        page = family::step(&mut browser, &page, name, fields).await;
        assert_eq!(page.status, 200, "{name}: {}", page.html);
        let shown = page.text(".code").unwrap();
        assert!(
            code.is_empty() || shown == code,
            "one code from the first step on"
        );
        code = shown;
        let here = page.address.clone();
        // Another phone goes on where this one stopped.
        (browser, page) = open(&app, &code.to_lowercase().replace('-', " ")).await;
        assert_eq!(page.address, here, "after {name}");
        let said = page.text(".said").unwrap();
        assert!(said.contains("whoever has the code can read"), "{said}");
    }
    assert_eq!(page.address, "/en/ask/review");
    for said in ["Siret", "1 woman", "1 man", "dog: 1, small", PHONE, "7"] {
        assert!(page.text("main").unwrap().contains(said), "{said}");
    }
    // From the review one changes an answer, and comes back to it.
    let change = browser.open("/en/ask/who").await;
    let page = family::step(&mut browser, &change, "who", &[("women", "2")]).await;
    assert_eq!(page.address, "/en/ask/review");
    assert!(page.text("main").unwrap().contains("2 women"));
}

#[tokio::test]
async fn a_second_tap_saves_once_and_files_once_also_at_the_same_time() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let form = page.form("/en/ask/what").with("category", "housing");
    let mut other = Browser::new(&app);
    other.set_cookies(browser.cookies().clone());
    let (first, second) = tokio::join!(browser.send(&form), other.send(&form));
    assert_eq!((first.status, second.status), (200, 200), "{}", second.html);
    assert_eq!(first.text(".code"), second.text(".code"));
    let again = browser.send(&form).await;
    assert_eq!(again.text(".code"), first.text(".code"), "a retry");
    assert_eq!(app.count("select count(*) from request_draft").await, 1);

    let review = family::fill_in_from(&mut browser, first, 1).await;
    let form = review.form("/en/ask/review");
    let mut other = Browser::new(&app);
    other.set_cookies(browser.cookies().clone());
    let (first, second) = tokio::join!(browser.send(&form), other.send(&form));
    for page in [&first, &second, &browser.send(&form).await] {
        assert_eq!(page.address, "/en/ask/sent", "{}", page.html);
        assert_eq!(page.text(".code"), first.text(".code"));
    }
    assert_eq!(app.count("select count(*) from request").await, 1);
    assert_eq!(app.count("select count(*) from need").await, 1);
    // And later, from a third phone, with the code: the request, not the draft.
    let code = first.text(".code").unwrap();
    let (_, page) = open(&app, &code).await;
    assert_eq!(page.address, "/en/my/request");
    // A step that was still open somewhere changes nothing any more.
    let late = browser.open("/en/ask/who").await;
    assert_eq!(late.address, "/en/ask/sent");
}

#[tokio::test]
async fn a_child_alone_is_led_to_people_and_never_to_a_list() {
    let app = TestApp::spawn().await;
    let alone: [&[(&str, &str)]; 3] = [
        &[("children", "16")],
        &[("women", "1"), ("young", "1")],
        &[("children", "15, 17"), ("men", "")],
    ];
    for fields in alone {
        let mut browser = Browser::new(&app);
        let page = browser.open("/en/ask").await;
        let page = family::step(&mut browser, &page, "what", FAMILY[0].1).await;
        let page = family::step(&mut browser, &page, "where", FAMILY[1].1).await;
        let page = family::step(&mut browser, &page, "who", fields).await;
        assert_eq!(page.address, "/en/ask/people");
        let words = page.text("main").unwrap();
        assert!(words.contains("0 800 800 11"), "{words}");
        for word in ["minor", "refus", "reject", "not allowed"] {
            assert!(!words.to_lowercase().contains(word), "{words}");
        }
        assert_eq!(
            page.attributes("main a[href^='tel:']", "href"),
            ["tel:080080011"]
        );
        // Nobody here looks after children: nothing is promised.
        assert!(!page.links().contains(&"/en/ask/reach".to_owned()));
        for later in ["with", "wishes", "when", "reach", "review", "sent"] {
            let page = browser.open(&format!("/en/ask/{later}")).await;
            assert_eq!(page.address, "/en/ask/people", "{later}");
        }
        // A mistake can be put right.
        let page = browser.open("/en/ask/who").await;
        assert_eq!(page.address, "/en/ask/who");
    }
    assert_eq!(app.count("select count(*) from request").await, 0);
}

/// A child who is alone asks for everything, up to the page that says whom to call.
async fn alone(browser: &mut Browser<'_>) -> Sight {
    let page = browser.open("/en/ask").await;
    let mut form = page.form("/en/ask/what");
    for category in ["housing", "transport", "medical", "service", "job"] {
        form = form.and("category", category);
    }
    let page = browser.send(&form).await;
    let places = [("place", "Siret"), ("to", "Suceava")];
    let page = family::step(browser, &page, "where", &places).await;
    let page = family::step(browser, &page, "who", &[("children", "16")]).await;
    assert_eq!(page.address, "/en/ask/people");
    page
}

#[tokio::test]
async fn a_child_alone_asks_a_person_to_get_in_touch_in_four_steps() {
    let app = TestApp::spawn().await;
    let who = app.sign_up("zoe@example.org").await;
    app.make_staff(&who, "child_protection").await;
    who.fresh_token(&app).await;
    let mut browser = Browser::new(&app);
    let links = alone(&mut browser).await.links();
    assert!(links.contains(&"/en/ask/reach".to_owned()), "{links:?}");
    let page = browser.open("/en/ask/reach").await;
    let words = page.text("main").unwrap();
    assert!(words.contains("Step 4 of 4"), "{words}");
    assert!(!page.html.contains("name=\"alerts\""));
    // Without a phone and without a place nobody can come.
    let nowhere = family::step(&mut browser, &page, "reach", &[("channel", "in_product")]).await;
    assert_eq!(nowhere.status, 422);
    assert!(nowhere.text("#safe-note-e").is_some(), "{}", nowhere.html);
    let place = "in the help centre, until evening";
    let answers = [("channel", "in_product"), ("safe_note", place)];
    let page = family::step(&mut browser, &nowhere, "reach", &answers).await;
    assert_eq!(page.address, "/en/ask/review");
    let asked = page.texts("dl.kv dt");
    assert_eq!(asked.len(), 4, "{asked:?}");
    // Where nobody looks after children any more, nothing is sent to nobody.
    let review = page.form("/en/ask/review");
    let leaves = "update account set disabled_at = now() where id = $1";
    let comes_back = "update account set disabled_at = null where id = $1";
    for (done, leads) in [(leaves, "/en/ask/people"), (comes_back, "/en/ask/sent")] {
        sqlx::query(done)
            .bind(who.account.0)
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
        let page = browser.send(&review).await;
        assert_eq!(page.address, leads, "{}", page.html);
    }
    let page = browser.open("/en/ask/sent").await;
    let words = page.text("main").unwrap();
    assert!(words.contains("protect children"), "{words}");
    assert!(!words.contains("choose one"), "{words}");
    let mut another_phone = open(&app, &page.text(".code").unwrap()).await.0;
    let mine = another_phone.open("/en/ask/sent").await;
    assert!(mine.html.contains("protect children"), "{}", mine.html);
    let mine = browser.open("/en/my/request").await;
    assert!(mine.text("main").unwrap().contains("0 800 800 11"));

    // It waits for child protection, for the shortest time, and for nobody else.
    let cases = app.get("/child-cases").by(&who).expect(200).await;
    let [case] = cases.items().as_slice() else {
        panic!("one case: {}", cases.text);
    };
    let path = format!("/child-cases/{}", case["id"].as_str().unwrap());
    app.post(format!("{path}/take")).by(&who).expect(200).await;
    let taken = app.get(&path).by(&who).expect(200).await;
    let needs = taken.at("/details/needs").as_array().unwrap().clone();
    assert_eq!(needs.len(), 5);
    assert!(needs.iter().all(|n| n["urgency"] == "today"), "{needs:?}");
    let look = serde_json::json!({ "reason": "get_in_touch" });
    let views = format!("{path}/contact-views");
    let contact = app.post(views).by(&who).json(&look).expect(201).await;
    assert_eq!(contact.text_at("/safe_note"), place);
    assert_eq!(app.count("select count(*) from match").await, 0);
}

#[tokio::test]
async fn who_turns_out_to_be_of_age_is_asked_the_rest_and_who_does_not_is_asked_where_to_be_found()
{
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    alone(&mut browser).await;
    let page = browser.open("/en/ask/who").await;
    let page = family::step(&mut browser, &page, "who", &[("women", "1")]).await;
    assert_eq!(page.address, "/en/ask/with");

    // A family has answered everything, its phone too. Then it is a child who is alone: other people would read it.
    let mut browser = Browser::new(&app);
    let mut page = browser.open("/en/ask").await;
    for (name, fields) in &FAMILY[..6] {
        page = family::step(&mut browser, &page, name, fields).await;
    }
    let page = family::step(&mut browser, &page, "reach", FAMILY[6].1).await;
    assert_eq!(page.address, "/en/ask/review");
    let page = browser.open("/en/ask/who").await;
    let alone = [("women", ""), ("men", ""), ("children", "15")];
    let page = family::step(&mut browser, &page, "who", &alone).await;
    assert_eq!(page.address, "/en/ask/people");
    let review = browser.open("/en/ask/review").await;
    assert_eq!(review.address, "/en/ask/people", "said to others before");
}

#[tokio::test]
async fn a_phone_left_on_a_table_asks_for_the_code_and_loses_nothing_that_was_typed() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", FAMILY[0].1).await;
    let code = page.text(".code").unwrap();
    let page = family::step(&mut browser, &page, "where", FAMILY[1].1).await;
    app.advance(SignedDuration::from_mins(31));
    let asked = family::step(&mut browser, &page, "who", FAMILY[2].1).await;
    assert_eq!(asked.status, 422);
    assert!(
        !asked.html.contains(&code),
        "the phone does not know it any more"
    );
    let wrong = browser
        .send(&asked.form("/en/ask/who").with("code", "AAAA-BBBB"))
        .await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let page = browser
        .send(&wrong.form("/en/ask/who").with("code", &code))
        .await;
    assert_eq!(page.address, "/en/ask/with", "{}", page.html);
    let who = browser.open("/en/ask/who").await;
    assert_eq!(who.form("/en/ask/who").value("children"), Some("4"));

    // Looking only: the way to the code, and a word that nothing is lost.
    app.advance(SignedDuration::from_mins(31));
    let page = browser.open("/en/ask/with").await;
    assert_eq!(page.address, "/en/my");
    assert!(page.text(".said").unwrap().contains("Nothing is lost"));
}

#[tokio::test]
async fn a_draft_in_the_database_shows_nothing_and_is_gone_after_a_week() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let review = family::fill_in_from(&mut browser, page, 0).await;
    let code = review.text(".code").unwrap();
    let rows: String = sqlx::query_scalar(
        "select string_agg(d::text || encode(d.content, 'escape'), '') from request_draft d",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    let plain_code = code.replace('-', "");
    for secret in [
        PHONE,
        "69123457",
        "Olena",
        "housing",
        "dog",
        &code,
        &plain_code,
    ] {
        let hex = hex(secret.as_bytes());
        assert!(!rows.contains(secret) && !rows.contains(&hex), "{secret}");
    }
    app.advance(SignedDuration::from_hours(7 * 24 - 1));
    let (_, page) = open(&app, &code).await;
    assert_eq!(page.address, "/en/ask/review");
    app.advance(SignedDuration::from_hours(1));
    let (_, page) = open(&app, &code).await;
    assert_eq!((page.status, page.address.as_str()), (422, "/en/my"));
    assert_eq!(app.use_cases().await.forget_old_drafts().await.unwrap(), 1);
    assert_eq!(app.count("select count(*) from request_draft").await, 0);
}

#[tokio::test]
async fn of_a_filed_draft_only_the_code_is_left_and_that_for_a_day() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let (code, _) = family::file(&mut browser).await;
    let (mut other, page) = open(&app, &code).await;
    assert_eq!(page.address, "/en/my/request");
    assert!(other.open("/en/my/card").await.html.contains(&code));
    app.advance(SignedDuration::from_hours(25));
    let (mut other, page) = open(&app, &code).await;
    assert_eq!(
        page.address, "/en/my/request",
        "the code opens the request for good"
    );
    let page = other.open("/en/my/card").await;
    assert_eq!(page.address, "/en/my/request");
    assert!(!page.html.contains(&code));
}

#[tokio::test]
async fn what_was_written_is_deleted_when_one_wants_it() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let page = browser.open("/en/ask").await;
    let page = family::step(&mut browser, &page, "what", FAMILY[0].1).await;
    let code = page.text(".code").unwrap();
    let stop = page
        .form("/en/ask/where")
        .with("place", "Siret")
        .with("stop", "1");
    let stopped = browser.send(&stop).await;
    assert_eq!(stopped.address, "/en/ask/stopped");
    assert_eq!(stopped.text(".code").as_deref(), Some(code.as_str()));
    let sure = browser.open("/en/ask/discard").await;
    assert_eq!(
        app.count("select count(*) from request_draft").await,
        1,
        "asked first"
    );
    let form = sure.form("/en/ask/discard");
    assert_eq!(browser.send(&form).await.status, 200);
    assert_eq!(app.count("select count(*) from request_draft").await, 0);
    let (_, page) = open(&app, &code).await;
    assert_eq!(page.status, 422);
    assert_eq!(browser.open("/en/ask/who").await.address, "/en/my");
}

#[tokio::test]
async fn whoever_files_for_somebody_says_that_they_were_asked_to() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    browser.sign_in("person0@example.org").await;
    let page = browser.open("/en/ask").await;
    let review = family::fill_in_from(&mut browser, page, 0).await;
    let unsaid = browser.send(&review.form("/en/ask/review")).await;
    assert_eq!((unsaid.status, unsaid.texts(".err").len()), (422, 1));
    assert_eq!(app.count("select count(*) from request").await, 0);
    let sent = browser
        .send(&unsaid.form("/en/ask/review").with("filed_for", "asked"))
        .await;
    assert_eq!(sent.address, "/en/ask/sent", "{}", sent.html);
    let code = sent.text(".code").unwrap();
    assert_eq!(app.count("select count(*) from request").await, 1);
    let kept = "select count(*) from request_account";
    assert_eq!(app.count(kept).await, 0, "it is the other person's");
    // The helper closes it on this phone and stays signed in; the code is the other person's.
    let closed = browser.send(&sent.form("/en/my/close")).await;
    assert_eq!(closed.status, 200);
    assert_eq!(browser.open("/en/my/request").await.address, "/en/my");
    assert_eq!(open(&app, &code).await.1.address, "/en/my/request");
}

#[tokio::test]
async fn ages_in_months_are_understood_and_said_again_and_what_is_not_understood_is_named() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    let mut page = browser.open("/en/ask").await;
    for (name, fields) in &FAMILY[..2] {
        page = family::step(&mut browser, &page, name, fields).await;
    }
    let who = |ages| [("women", "1"), ("men", "1"), ("children", ages)];
    let refused = family::step(&mut browser, &page, "who", &who("4, немовля")).await;
    assert_eq!(refused.status, 422);
    let said = refused.text("#children-e").unwrap();
    assert!(said.contains("немовля"), "{said}");
    page = family::step(&mut browser, &refused, "who", &who("4 роки і 7 місяців")).await;
    let review = family::fill_in_from(&mut browser, page, 3).await;
    let words = review.text("main").unwrap();
    assert!(words.contains("2 children (4, under 1 year)"), "{words}");
}

#[tokio::test]
async fn one_adult_with_children_is_not_asked_whether_they_stay_in_two_places() {
    let app = TestApp::spawn().await;
    for (men, asked) in [("0", false), ("1", true)] {
        let mut browser = Browser::new(&app);
        let mut page = browser.open("/en/ask").await;
        for (name, fields) in &FAMILY[..2] {
            page = family::step(&mut browser, &page, name, fields).await;
        }
        let who = [("women", "1"), ("men", men), ("children", "4, 7")];
        page = family::step(&mut browser, &page, "who", &who).await;
        let (with, fields) = FAMILY[3];
        page = family::step(&mut browser, &page, with, fields).await;
        let tick = page.attributes("input[name=may_split]", "value");
        assert_eq!(!tick.is_empty(), asked, "{}", page.html);
    }
}
