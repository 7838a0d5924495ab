//! Both sides read in which week it is.

use punte_api::texts;
use punte_core::locale::Locale;
use punte_tests::{Browser, MailSink, request, service_need, with};
use serde_json::{Value, json};

use super::{MONDAYS, asking, scene, week};

/// What a page says.
async fn words(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.open(address).await;
    assert_eq!(page.status, 200, "{address}");
    page.text("main").unwrap()
}

#[tokio::test]
async fn pages_say_in_which_week_it_is() {
    let (app, provider, offer) = scene(2).await;
    let first = app.file(&[asking(2, None)]).await;
    app.matched(&first, &provider, &offer).await;
    // Of two needs there is an order.
    let household = app.file(&[asking(1, None), service_need(1)]).await;
    let mut own = Browser::new(&app);
    let form = own.open("/en/my").await.form("/en/my");
    own.send(&form.with("code", &household.code)).await;
    let listed = words(&mut own, &format!("/en/my/needs/{}", household.needs[0])).await;
    let fact = "has a place in the week of 8 March 2027";
    assert!(listed.contains(fact), "{listed}");
    let id = app.matched(&household, &provider, &offer).await;
    let week = "week of 8 March 2027";
    for address in [format!("/en/my/matches/{id}"), "/en/my/request".to_owned()] {
        let chosen = words(&mut own, &address).await;
        assert!(chosen.contains(week), "{address}: {chosen}");
        assert!(!chosen.contains("15 March"), "{address}: {chosen}");
    }

    let mut theirs = Browser::new(&app);
    theirs.sign_in("person0@example.org").await;
    let asked = words(&mut theirs, &format!("/en/provider/matches/{id}")).await;
    assert!(asked.contains(week) && asked.contains("1 place"), "{asked}");
    assert!(!asked.contains("7 nights"), "{asked}");
    let address = format!("/en/provider/offers/{offer}/availability");
    let seen = words(&mut theirs, &address).await;
    for line in [
        "week of 1 March 2027: 0 of 2 places",
        "week of 8 March 2027: 1 of 2 places",
    ] {
        assert!(seen.contains(line), "{line}: {seen}");
    }
    // One place too few: it is said of whom, and of which week.
    let action = format!("/en/provider/offers/{offer}/capacity");
    let form = theirs.open(&address).await.form(&action);
    let refused = theirs.send(&form.with("capacity", "1")).await;
    assert_eq!(refused.status, 409);
    let way = refused.text("main").unwrap();
    assert!(
        way.contains("week of 1 March 2027") && way.contains("2 places"),
        "{way}"
    );
}

/// The words of a language about a week, as a page puts them on one line.
fn said(locale: Locale, key: &str, monday: &str) -> String {
    let day = texts::day_text(locale, monday.parse().unwrap());
    let words = texts::text_with(locale, key, &[("day", &day)]);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_mail_names_no_week_and_the_page_that_it_opens_and_the_inbox_do_in_all_four_languages() {
    let (app, provider, offer) = scene(1).await;
    let sink = MailSink::start();
    let first = app.file(&[asking(1, None)]).await;
    app.matched(&first, &provider, &offer).await;
    let contact = json!({ "channel": "email", "name": "Оксана", "email": "oksana@example.org" });
    let asks = with(request(&[asking(1, None)]), "/contact", contact);
    let household = app.file_request(&asks).await;
    let colleague = app.colleague(&provider, "colleague@example.org").await;
    let id = app.propose(&household, &offer).await;
    app.run_jobs(&sink.mailer()).await;
    app.try_accept(&provider, &id).await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    app.end(&provider.member, &id, "cancel").await.expect(200);
    app.run_jobs(&sink.mailer()).await;
    let to = |address: &str| {
        let mut mails = sink.messages();
        mails.retain(|mail| mail.to == address);
        mails
    };
    let (theirs, ours) = (to("oksana@example.org"), to("person0@example.org"));
    assert!(
        theirs.len() >= 3 && ours.len() >= 3,
        "{} {}",
        theirs.len(),
        ours.len()
    );
    for mail in theirs.iter().chain(&ours) {
        let mut lines = mail.subject.lines().chain(mail.body.lines());
        let dated = lines.find(|line| {
            let month = |l: Locale| line.contains(&texts::text(l, "month-3"));
            !line.contains("://") && (line.contains("2027") || Locale::ALL.into_iter().any(month))
        });
        assert_eq!(dated, None);
    }

    let mut own = Browser::at_home(&app, &household).await;
    let mut theirs = Browser::new(&app);
    theirs.sign_in(colleague.email()).await;
    for locale in Locale::ALL {
        let (at, week) = (locale.as_str(), said(locale, "said-week", MONDAYS[1]));
        let at_the_top = said(locale, "my-match-week", MONDAYS[1]);
        for (address, expected) in [
            ("my/inbox".to_owned(), &week),
            (format!("my/matches/{id}"), &at_the_top),
            (format!("my/matches/{id}/messages"), &week),
        ] {
            let page = words(&mut own, &format!("/{at}/{address}")).await;
            assert!(page.contains(expected.as_str()), "{at} {address}: {page}");
        }
        for address in [
            "account/inbox".to_owned(),
            format!("provider/matches/{id}"),
            format!("provider/matches/{id}/messages"),
        ] {
            let page = words(&mut theirs, &format!("/{at}/{address}")).await;
            assert!(page.contains(&week), "{at} {address}: {page}");
        }
    }
    let lines = app.get("/inbox").by(&household.who).expect(200).await;
    let of_match = |line: &&Value| line["about"] == id.as_str();
    let about: Vec<&Value> = lines.items().iter().filter(of_match).collect();
    assert_eq!(about.len(), 2, "agreed, and called off");
    for line in about {
        assert_eq!(line["category"], "medical");
        assert_eq!(line["during"], week(1));
    }
    let filed = |line: &&Value| line["notice"] == "request-received";
    let filed = lines.items().iter().find(filed).unwrap();
    assert!(filed["during"].is_null(), "it is about no match: {filed}");

    // Whoever left reads what they were told, and nothing more of what was agreed.
    let membership = app.membership(&colleague).await;
    let leave = app.delete(format!("/members/{membership}")).by(&colleague);
    leave.expect(204).await;
    let lines = app.get("/inbox").by(&colleague).expect(200).await;
    let chosen = lines.items().iter().find(of_match).unwrap();
    assert!(chosen["during"].is_null() && chosen["category"].is_null());
}
