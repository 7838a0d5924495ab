//! Every page in every language with what nobody should have written: mark-up, letters from right to left, letters of four bytes,
//! words of 8 kB. It stays text, and the page stays whole.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use punte_core::locale::Locale;
use punte_tests::{
    Browser, Household, Provider, SEEN_FOR, Sight, TestApp, housing_need, job, medical, request,
    ride, service, service_need, shelter_offer, with,
};
use serde_json::{Value, json};
use sqlx::Executor as _;

use super::admin::administrator;

/// Ends whatever it stands in, and begins an element that no page has.
const HOSTILE: &str = "\"'></textarea></title><x-evil onpwn=1>{{8501*7}}</h1>";
/// Hebrew, Arabic, Gothic, a picture of two code points.
const FOREIGN: &str =
    "\u{1f3da}\u{fe0f} \u{5d1}\u{5d9}\u{5ea} \u{645}\u{646}\u{632}\u{644} \u{10348}";
/// Pages of one kind that are looked at in one language.
const OF_A_KIND: usize = 4;

fn hostile() -> String {
    format!("{HOSTILE} {FOREIGN}")
}

/// A provider with a hostile name, vetted by a visit.
async fn provider(app: &TestApp) -> Provider {
    let member = app.cast.people[0].clone();
    let body = json!({
        "kind": "ngo", "name": hostile(), "registration_number": "1002600012345", "contact_person": hostile(),
        "legal_representative": hostile(), "contact_hours": hostile(),
        "email": "contact0@example.org", "phone": "+37369123456", "languages": ["ro", "uk"],
    });
    let answer = app
        .post("/providers")
        .by(&member)
        .json(&body)
        .expect(201)
        .await;
    let id = answer.id();
    app.vet(&id, &SEEN_FOR).await;
    Provider { id, member }
}

/// An offer with hostile words.
fn with_hostile_words(body: Value) -> Value {
    // Nearly 8 kB without a place to break.
    let long = "\u{1f3da}".repeat(1_900);
    let body = with(body, "/content/title", hostile());
    let body = with(body, "/content/description", format!("{HOSTILE}\n\n{long}"));
    let body = with(body, "/content/price_note", hostile());
    with(
        body,
        "/content/translations",
        json!({ "en": { "title": hostile(), "description": hostile() } }),
    )
}

/// Offers of every kind, a household with a match and a need that waits, remarks, a guide in work: all of it hostile.
async fn world(app: &TestApp) -> (Provider, Household) {
    let host = provider(app).await;
    let house = with_hostile_words(shelter_offer(&host.id));
    let house = with(house, "/private/address", hostile());
    let house = app.live(&host, &house).await;
    for body in [job(&host.id), medical(&host.id), service(&host.id)] {
        app.live(&host, &with_hostile_words(body)).await;
    }
    let ride = with_hostile_words(ride(&host.id));
    let ride = with(ride, "/private/driver", hostile());
    app.submitted(&host, &ride).await;
    app.draft(&host, &with_hostile_words(service(&host.id)))
        .await;
    let needs = [housing_need(2, "2027-03-05", "2027-03-12"), service_need(1)];
    let body = with(
        request(&needs),
        "/contact",
        json!({ "channel": "phone", "phone": "+380501234567", "name": hostile(), "safe_note": hostile() }),
    );
    let household = app.file_request(&body).await;
    app.matched(&household, &host, &house).await;

    let mut db = app.superuser().await;
    // A published guide changes by a new version only: this one is spoilt behind its guard.
    db.execute("set session_replication_role = 'replica'")
        .await
        .unwrap();
    for statement in [
        "insert into inbox_item (id, kind, page, language, answers, text, created_at)
             values (gen_random_uuid(), 'suggestion', '/guides/pets', 'en', '{}', $1, now())",
        "update guide_text set title = $1, summary = $1, body = $1 || ' [1]' where theme = 'pets'",
    ] {
        sqlx::query(statement)
            .bind(hostile())
            .execute(&mut db)
            .await
            .unwrap();
    }
    (host, household)
}

/// An address without what differs from one page of a kind to the next.
fn kind(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.split('/')
        .skip(2)
        .map(|part| match part {
            id if id.len() == 36 => "{id}",
            number if number.parse::<u32>().is_ok() => "{n}",
            other => other,
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// What must not be there, whoever wrote it.
fn stays_text(page: &Sight) {
    assert!(
        page.status < 500,
        "{}: {}\n{}",
        page.address,
        page.status,
        page.text("main").unwrap_or_default()
    );
    for broken in ["<x-evil", "{{8501*7}}</h1>", "59507"] {
        assert!(!page.html.contains(broken), "{}: {broken}", page.address);
    }
    assert!(page.attributes("x-evil", "onpwn").is_empty());
    assert!(
        page.html.trim_end().ends_with("</html>"),
        "{}: cut off",
        page.address
    );
}

/// Opens a page; again, where a machine that the tests beside this one keep busy says so.
async fn open(browser: &mut Browser<'_>, address: &str) -> Sight {
    for _ in 0..3 {
        let page = browser.open(address).await;
        if page.status != 503 {
            return page;
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    browser.open(address).await
}

/// Follows links of one language, a few of each kind; the kinds of page that were opened, and whether they show what is hostile.
async fn crawl(browser: &mut Browser<'_>, locale: Locale) -> BTreeMap<String, bool> {
    let root = format!("/{}", locale.as_str());
    let areas = [
        "",
        "/provider",
        "/desk",
        "/admin",
        "/my/request",
        "/offers",
        "/guides",
    ];
    let mut todo: VecDeque<String> = areas.iter().map(|area| format!("{root}{area}")).collect();
    let mut seen: BTreeSet<String> = todo.iter().cloned().collect();
    let (mut kinds, mut counts) = (BTreeMap::new(), BTreeMap::new());
    while let Some(address) = todo.pop_front() {
        let page = open(browser, &address).await;
        if !page.html.contains("<html") {
            continue;
        }
        stays_text(&page);
        let shows = page
            .text("html")
            .is_some_and(|text| text.contains("<x-evil onpwn=1"));
        *kinds.entry(kind(&page.address)).or_insert(false) |= shows;
        // Who somebody is is shown by a tap, because each look is written down; moderators say why.
        for look in page.forms() {
            let part = look.value("look").unwrap_or("contacts").to_owned();
            let look = match part.as_str() {
                "identity" | "private" => look.with(&format!("why-{part}"), "vetting"),
                "contacts" if look.action.ends_with("/contacts") => look,
                _ => continue,
            };
            let seen = browser.send(&look).await;
            stays_text(&seen);
            *kinds
                .entry(format!("{} {part}", kind(&page.address)))
                .or_insert(false) |= seen.html.contains("&#60;x-evil");
        }
        for link in page.links() {
            let to = link.split('#').next().unwrap_or_default().to_owned();
            let inside = to == root || to.starts_with(&format!("{root}/"));
            if !inside || !seen.insert(to.clone()) {
                continue;
            }
            let count = counts.entry(kind(&to)).or_insert(0);
            if *count < OF_A_KIND {
                *count += 1;
                todo.push_back(to);
            }
        }
    }
    kinds
}

#[tokio::test]
async fn on_every_page_in_every_language_what_is_hostile_stays_text() {
    let app = TestApp::spawn().await;
    let (host, household) = world(&app).await;
    let mut visitor = Browser::new(&app);
    let mut member = Browser::new(&app);
    member.sign_in(host.member.email()).await;
    let mut moderator = Browser::new(&app);
    moderator.sign_in(app.cast.moderators[1].email()).await;
    let mut family = Browser::new(&app);
    let open = family.open("/en/my").await;
    family
        .send(&open.form("/en/my").with("code", &household.code))
        .await;
    let mut office = administrator(&app, 3).await;
    let mut shown = BTreeSet::new();
    for locale in Locale::ALL {
        let mut opened = BTreeSet::new();
        for browser in [
            &mut visitor,
            &mut member,
            &mut moderator,
            &mut family,
            &mut office,
        ] {
            let kinds = crawl(browser, locale).await;
            shown.extend(
                kinds
                    .iter()
                    .filter(|(_, shows)| **shows)
                    .map(|(k, _)| k.clone()),
            );
            opened.extend(kinds.into_keys());
        }
        assert!(opened.len() >= 35, "{locale:?}: {opened:?}");
    }
    // That pages are clean says something only where there is something to be clean of.
    for kind in [
        "offers",
        "offers/{id}",
        "my/request",
        "my/needs/{id}",
        "my/matches/{id}",
        "provider",
        "provider/offers/{id}",
        "provider/matches/{id}",
        "provider/matches/{id} contacts",
        "my/matches/{id} contacts",
        "desk",
        "desk/items/{id}",
        "desk/items/{id} identity",
        "desk/items/{id} private",
        "guides",
        "guides/pets",
        "admin",
        "admin/remarks/{id}",
        "admin/guides",
    ] {
        assert!(
            shown.contains(kind),
            "{kind} shows nothing hostile: {shown:?}"
        );
    }
}
