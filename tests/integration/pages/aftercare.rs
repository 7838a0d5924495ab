//! After both sides agreed, on the pages: one tap for each thing.

#![cfg(test)]

use jiff::SignedDuration;
use punte_core::locale::Locale;
use punte_tests::{
    Browser, Filled, MailSink, Sight, TestApp, housing_need, service, service_need, shelter_offer,
};

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
    let words = begun.text("main").unwrap();
    assert!(words.contains("0 800 800 11"), "whom to call: {words}");
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
    // Also from the page of what they needed, which is nearer to whoever comes with the code.
    let need = again.trim_end_matches("/again");
    assert!(family.open(need).await.links().contains(&again));
    let page = family.open(&again).await;
    assert!(page.html.contains("2027-03-1"), "from where this one ends");
    let wrong = family.send(&page.form(&again).with("to", "")).await;
    assert_eq!((wrong.status, wrong.texts(".err").len()), (422, 1));
    let form = page.form(&again).with("from", "").with("to", "2027-04-01");
    let unsaid = family.send(&form).await;
    let ids = unsaid.attributes(".err[id]", "id");
    assert_eq!(ids, ["dates-from-e"], "at its own field alone");
    let form = wrong
        .form(&again)
        .with("from", "2027-03-15")
        .with("to", "2027-04-01");
    let next = family.send(&form).await;
    assert!(next.address.starts_with("/en/my/needs/"), "{}", next.html);
    let words = next.text("main").unwrap();
    assert!(words.contains("1 offer fits"), "{words}");
    assert!(!family.open(need).await.links().contains(&again), "once");

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
    // In another language, too: that page tells what came of it, and the code stays in no address.
    let code = done.text("p.code").unwrap();
    let mut page = again;
    for locale in [Locale::Ro, Locale::Uk, Locale::Ru, Locale::En] {
        assert!(page.attributes(".lang a", "href").is_empty());
        let switch = format!("/{}/report/follow", locale.as_str());
        page = family.send(&page.form(&switch)).await;
        assert_eq!((page.status, page.address.as_str()), (200, switch.as_str()));
        assert_eq!(page.attributes("html", "lang"), [locale.as_str()]);
        assert_eq!(page.text("p.code").as_deref(), Some(code.as_str()));
        assert!(page.html.contains("tel:112"));
    }
    let more = page.form("/en/report/more");
    let more = family.send(&more.with("text", "The door is open.")).await;
    assert!(more.text("[role=status]").is_some(), "{}", more.html);
    let more = family.send(&more.form("/ro/report/follow")).await;
    assert_eq!(more.text("p.code"), Some(code));
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

#[tokio::test]
async fn who_did_not_come_reads_what_that_means_and_who_found_nobody_whom_to_call() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 1).await;
    let offer = app.live(&host, &service(&host.id)).await;
    for (by_host, said) in [
        (true, "The other side says that nobody came"),
        (false, "You said that nobody was there"),
    ] {
        let household = app.file(&[service_need(1)]).await;
        let id = app.matched(&household, &host, &offer).await;
        let who = if by_host {
            &host.member
        } else {
            &household.who
        };
        app.take_step(who, &id, "no_show").await.expect(200);
        let mut family = Browser::at_home(&app, &household).await;
        let page = family.open(&format!("/en/my/matches/{id}")).await;
        let words = page.text("main").unwrap();
        for part in [said, "your need is open again"] {
            let part = part.to_lowercase();
            assert!(words.to_lowercase().contains(&part), "{part}: {words}");
        }
        assert!(!words.contains("no reason given"), "nobody asked: {words}");
        let links = page.links();
        assert!(links.iter().any(|l| l.starts_with("tel:")), "{links:?}");
        let way = format!("/en/my/needs/{}", household.needs[0]);
        assert!(links.contains(&way), "{links:?}");
    }
}

#[tokio::test]
async fn whoever_found_nobody_reads_that_the_need_is_open_only_where_it_is() {
    let app = TestApp::spawn().await;
    let host = app.provider(0, "ngo", 3).await;
    let offer = app.live(&host, &shelter_offer(&host.id)).await;
    let mut families = Vec::new();
    for _ in 0..2 {
        let household = app
            .file(&[housing_need(2, "2027-03-02", "2027-03-04")])
            .await;
        let id = app.matched(&household, &host, &offer).await;
        families.push((household, id));
    }
    // The morning on which they were to leave.
    app.advance(SignedDuration::from_hours(24 * 3));
    let over = "the days that you asked for are over";
    for (household, id) in &families {
        let mut family = Browser::at_home(&app, household).await;
        let mine = format!("/en/my/matches/{id}");
        let before = family.open(&mine).await.text("main").unwrap();
        assert!(before.to_lowercase().contains(over), "{before}");
        let by_host = *id == families[0].1;
        let who = if by_host {
            &host.member
        } else {
            &household.who
        };
        app.take_step(who, id, "no_show").await.expect(200);
        let page = family.open(&mine).await;
        let words = page.text("main").unwrap().to_lowercase();
        assert!(words.contains(over), "{words}");
        assert!(!words.contains("is open again"), "{words}");
        let other = format!("/en/my/needs/{}/correct", household.needs[0]);
        assert!(page.links().contains(&other), "{:?}", page.links());
        assert_eq!(family.open(&other).await.status, 200);
        for locale in Locale::ALL {
            let page = format!("/{}/my/matches/{id}", locale.as_str());
            assert_eq!(family.open(&page).await.status, 200);
        }
        // Taken back, it is neither open nor to be asked for anew.
        let path = format!("/requests/{}", household.request);
        let request = app.get(&path).by(&household.who).expect(200).await;
        app.post(format!("{path}/withdraw"))
            .by(&household.who)
            .if_match(request.version())
            .expect(200)
            .await;
        let page = family.open(&mine).await;
        let words = page.text("main").unwrap().to_lowercase();
        assert!(!words.contains("is open again"), "{words}");
        assert!(!words.contains(over), "{words}");
        assert!(!page.links().contains(&other));
    }
}
