//! After both sides agreed, on the pages: one tap for each thing.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{Browser, Filled, MailSink, Sight, TestApp, housing_need, shelter_offer};

use super::desk::moderator;

fn said(page: &Sight) -> String {
    page.text(".said")
        .unwrap_or_else(|| panic!("nothing is said on {}: {}", page.address, page.html))
}

/// The form of a check-in that is asked.
fn check_in(page: &Sight, id: &str) -> Option<Filled> {
    page.forms()
        .into_iter()
        .find(|f| f.action.ends_with(&format!("/my/matches/{id}/check-in")))
}

#[tokio::test]
async fn both_sides_follow_help_through_on_their_pages_and_say_how_it_was() {
    let app = TestApp::spawn().await;
    let host = app.provider(2, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(2, "2027-03-05", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &offer).await;
    let mut family = Browser::at_home(&app, &household).await;
    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let (mine, theirs) = (
        format!("/en/my/matches/{id}"),
        format!("/en/provider/matches/{id}"),
    );
    let step = format!("{mine}/step");

    let page = family.open(&mine).await;
    assert!(!page.html.contains("value=\"start\""), "before its day");
    let confirm = page.form(&step).with("step", "confirm");
    let confirmed = family.send(&confirm).await;
    assert!(said(&confirmed).contains("stays as agreed"));
    assert!(confirmed.html.contains("The other side did not yet"));
    assert_eq!(family.send(&confirm).await.status, 200, "a second tap");
    let page = provider.open(&format!("{theirs}/confirm")).await;
    let done = provider
        .send(&page.form(&format!("{theirs}/confirm")))
        .await;
    assert!(said(&done).contains("stays as agreed"));
    let early = provider.open(&format!("{theirs}/start")).await;
    assert!(early.forms().iter().all(|f| !f.action.ends_with("/start")));

    app.advance(SignedDuration::from_hours(24 * 5));
    let mut family = Browser::at_home(&app, &household).await;
    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let page = family.open(&mine).await;
    let begun = family.send(&page.form(&step).with("step", "start")).await;
    assert!(said(&begun).contains("has begun"));
    assert!(check_in(&begun, &id).is_none(), "not at once");

    // A week later both questions are due; one is asked, on the page of the request too, in every language.
    app.advance(SignedDuration::from_hours(24 * 7));
    let mut family = Browser::at_home(&app, &household).await;
    for locale in Locale::ALL {
        let page = family
            .open(&format!("/{}/my/request", locale.as_str()))
            .await;
        assert!(check_in(&page, &id).is_some());
    }
    let page = family.open("/en/my/request").await;
    let asked = check_in(&page, &id).unwrap();
    assert_eq!(asked.value("kind"), Some("week"));
    let looking = family.send(&asked.with("answer", "looking")).await;
    assert!(said(&looking).contains("what comes next"));
    let again = looking
        .links()
        .into_iter()
        .find(|l| l.ends_with("/again"))
        .unwrap();
    let page = family.open(&again).await;
    assert!(page.html.contains("2027-03-1"), "from where this one ends");
    let wrong = family.send(&page.form(&again).with("to", "")).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let form = wrong
        .form(&again)
        .with("from", "2027-03-15")
        .with("to", "2027-04-01");
    let next = family.send(&form).await;
    assert!(next.address.starts_with("/en/my/needs/"), "{}", next.html);
    let words = next.text("main").unwrap();
    assert!(words.contains("1 offer fits"), "{words}");

    let page = family.open(&mine).await;
    family
        .send(&page.form(&step).with("step", "complete"))
        .await;
    let feedback = format!("{mine}/feedback");
    for locale in Locale::ALL {
        let page = family
            .open(&format!("/{}/my/matches/{id}/feedback", locale.as_str()))
            .await;
        assert_eq!(page.status, 200);
    }
    let page = family.open(&feedback).await;
    let empty = family.send(&page.form(&feedback)).await;
    assert_eq!((empty.status, empty.texts(".err").len()), (422, 2));
    let form = empty
        .form(&feedback)
        .with("delivered", "partly")
        .with("why_not", "too_late")
        .with("rating", "4")
        .with("comment", "The boiler was cold <b>at night</b>");
    let told = family.send(&form).await;
    assert!(said(&told).contains("Thank you"));
    assert!(told.links().iter().all(|l| !l.ends_with("/feedback")));

    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let page = provider.open(&theirs).await;
    assert!(
        !page.html.contains("boiler"),
        "the other side never sees it"
    );
    let page = provider.open(&format!("{theirs}/feedback")).await;
    let form = page.form(&format!("{theirs}/feedback"));
    let form = form.with("delivered", "yes").with("rating", "5");
    assert!(said(&provider.send(&form).await).contains("Thank you"));

    // Staff read it on purpose, and that is written down.
    let mut desk = moderator(&app, 0).await;
    let page = desk.open(&format!("/en/desk/providers/{}", host.id)).await;
    assert!(!page.html.contains("boiler"));
    let read = desk.send(&page.to_do("feedback")).await;
    assert!(
        read.html.contains("The boiler was cold &#60;b"),
        "{}",
        read.html
    );
    let looks = "select count(*) from audit_event where action = 'feedback_read'";
    assert_eq!(app.count(looks).await, 1);
    let sealed = "select count(*) from identity.feedback_comment where position('boiler'::bytea in comment) > 0";
    assert_eq!(app.count(sealed).await, 0);
}

#[tokio::test]
async fn one_tap_says_not_safe_and_shows_whom_to_call_and_the_code() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(2, "2027-03-01", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &offer).await;
    app.take_step(&household.who, &id, "start")
        .await
        .expect(200);
    app.advance(SignedDuration::from_hours(24));
    let mut family = Browser::at_home(&app, &household).await;
    let page = family.open("/en/my/request").await;
    let form = check_in(&page, &id).unwrap().with("answer", "not_safe");
    let done = family.send(&form).await;
    assert_eq!(done.status, 200, "{}", done.html);
    assert!(done.text("p.code").is_some() && done.html.contains("tel:112"));
    assert!(!app.is_public(&offer).await);
    let again = family.send(&form).await;
    assert_eq!(again.text("p.code"), done.text("p.code"), "a second tap");
    assert_eq!(app.count("select count(*) from report").await, 1);
}

#[tokio::test]
async fn both_pages_say_that_the_beginning_is_to_be_said_and_what_came_of_silence() {
    let app = TestApp::spawn().await;
    let host = app.provider(2, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let household = app
        .file(&[housing_need(2, "2027-03-01", "2027-03-12")])
        .await;
    let id = app.matched(&household, &host, &offer).await;
    let mine = format!("/en/my/matches/{id}");
    let theirs = format!("/en/provider/matches/{id}");
    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let pages = [
        Browser::at_home(&app, &household).await.open(&mine).await,
        provider.open(&theirs).await,
    ];
    for page in pages {
        let words = page.text("main").unwrap();
        assert!(words.contains("As soon as it has begun"), "{words}");
    }
    app.advance(SignedDuration::from_hours(24 * 2));
    app.run_jobs(&MailSink::start().mailer()).await;
    app.advance(SignedDuration::from_hours(24));
    let use_cases = app.use_cases().await;
    assert_eq!(use_cases.end_silence().await.unwrap(), 1);
    use_cases.pool.close().await;
    for locale in Locale::ALL {
        let mut family = Browser::at_home(&app, &household).await;
        let address = format!("/{}/my/matches/{id}", locale.as_str());
        assert_eq!(family.open(&address).await.status, 200);
    }
    let page = Browser::at_home(&app, &household).await.open(&mine).await;
    let words = page.text("main").unwrap();
    assert!(words.contains("Nobody said that the help began"), "{words}");
    assert!(page.links().iter().any(|l| l.starts_with("/en/my/needs/")));
    let mut provider = Browser::new(&app);
    provider.sign_in(host.member.email()).await;
    let page = provider.open(&theirs).await;
    let words = page.text("main").unwrap();
    assert!(words.contains("nobody said that it began"), "{words}");
    assert!(!words.contains("Say here when it has begun"), "{words}");
}
