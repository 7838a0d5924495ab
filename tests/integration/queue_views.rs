//! The views of the queue: what each holds, that its count says the same, and what stands on top.

#![cfg(test)]

mod early;
mod lapsing;

use jiff::{SignedDuration, Timestamp};
use punte_tests::{
    Answer, Provider, TestApp, Who, housing_offer, job, medical, profile, service, service_need,
    shelter_offer, with,
};
use serde_json::{Value, json};

use crate::{
    pages::desk::{edit, moderator},
    rechecks::{later, tend},
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The views that are lists of items.
const VIEWS: [&str; 10] = [
    "me",
    "escalated",
    "new",
    "edited",
    "reported",
    "expiring",
    "second",
    "risky",
    "mine",
    "held",
];

async fn counts(app: &TestApp, who: &Who) -> Answer {
    app.get("/review/counts").by(who).expect(200).await
}

/// The items of a view.
async fn listed(app: &TestApp, who: &Who, view: &str) -> Vec<Value> {
    let page = app.get(format!("/review/items?limit=100&view={view}"));
    page.by(who).expect(200).await.items().clone()
}

/// The offers of a view.
async fn offers(app: &TestApp, who: &Who, view: &str) -> Vec<String> {
    let items = listed(app, who, view).await;
    let offers = items.iter();
    offers
        .map(|i| i["offer_id"].as_str().unwrap().to_owned())
        .collect()
}

fn at(item: &Value, field: &str) -> Timestamp {
    item[field].as_str().unwrap().parse().unwrap()
}

/// Until when something is to be decided, typed from the rules: two people within 12 hours, one within 24, and what people see a week
/// before its checks run out.
fn by_hand(item: &Value) -> Timestamp {
    let hours = |n: i64| SignedDuration::from_hours(n);
    match (item["kind"].as_str(), &item["approvals_required"]) {
        (Some("recheck"), _) => at(item, "checks_until") - DAY * 7,
        (_, two) if *two == 2 => at(item, "opened_at") + hours(12),
        _ => at(item, "opened_at") + hours(24),
    }
}

/// An offer with words that stand out.
fn risky(provider: &Provider) -> Value {
    let words = "Кімната для молодої дівчини. Документи залишаєте в мене.";
    let offer = with(service(&provider.id), "/content/language", "uk");
    with(offer, "/content/description", words)
}

#[tokio::test]
async fn the_queue_is_looked_through_by_words_of_a_title_or_by_a_reference() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 2).await;
    let mut made = Vec::new();
    for title in ["Mese calde", "Haine calde", "Mese reci"] {
        let body = with(service(&ngo.id), "/content/title", title);
        made.push(app.submitted(&ngo, &body).await);
    }
    let found = async |query: &str| {
        let page = app.get(format!("/review/items?{query}"));
        let page = page.by(one).expect(200).await;
        let items = page.items().iter();
        let offers = items.map(|i| i["offer_id"].as_str().unwrap().to_owned());
        let mut offers: Vec<String> = offers.collect();
        offers.sort();
        offers
    };
    let of = |numbers: &[usize]| {
        let mut offers: Vec<String> = numbers.iter().map(|n| made[*n].clone()).collect();
        offers.sort();
        offers
    };
    assert_eq!(found("q=mese").await, of(&[0, 2]));
    assert_eq!(found("q=%20CALDE%20").await, of(&[0, 1]));
    assert_eq!(found("q=mese%20calde&view=new").await, of(&[0]));
    assert_eq!(found("q=calde&category=housing").await, of(&[]));
    assert_eq!(found("q=%25").await, of(&[]), "no pattern");
    assert_eq!(found("q=%20").await, of(&[0, 1, 2]));
    let reference = app.offer(&ngo, &made[1]).await.text_at("/reference");
    let lower = format!("q={}", reference.to_lowercase());
    assert_eq!(found(&lower).await, of(&[1]));
    // Page by page it is the same.
    let page = app.get("/review/items?q=mese&limit=1").by(one);
    let page = page.expect(200).await;
    let cursor = page.text_at("/next_cursor");
    let rest = format!("/review/items?q=mese&limit=1&cursor={cursor}");
    let rest = app.get(rest).by(one).expect(200).await;
    assert_eq!(rest.items().len(), 1);
    assert_ne!(rest.items()[0]["id"], page.items()[0]["id"]);
    assert_eq!(rest.at("/next_cursor"), &json!(null));
}

#[tokio::test]
async fn every_view_counts_what_it_lists_for_whoever_looks() {
    let app = TestApp::spawn().await;
    let [one, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let quiet = counts(&app, one).await;
    assert!(quiet.body.as_object().unwrap().values().all(|n| *n == 0));

    let ngo = app.provider(0, "ngo", 2).await;
    let seen = app.live(&ngo, &service(&ngo.id)).await;
    let changed = app.live(&ngo, &service(&ngo.id)).await;
    later(&app, &ngo, &seen, DAY * 336).await;
    app.step(&ngo, &changed, "pause").await.expect(200);
    assert_eq!(tend(&app).await, (1, 1), "what its provider paused waits");
    app.step(&ngo, &changed, "resume").await.expect(200);
    app.step(&ngo, &changed, "confirm").await.expect(200);
    edit(
        &app,
        &ngo,
        &changed,
        &json!({ "content": { "title": "Altfel" } }),
    )
    .await;
    let host = app.provider(1, "volunteer", 3).await;
    let home = app.submitted(&host, &housing_offer(&host.id)).await;
    app.approve_by(one, &home).await.expect(201);
    let advice = app.submitted(&host, &service(&host.id)).await;
    let item = app.queue_item(two, &advice).await.unwrap();
    app.claim(two, item["id"].as_str().unwrap())
        .await
        .expect(200);
    let report = json!({ "offer_id": seen, "kind": "something_wrong" });
    app.post("/reports").json(&report).expect(201).await;
    // One who checks belongs to whom the report is about.
    sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
        .bind(&ngo.id)
        .bind(three.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();

    for who in [one, two, three] {
        let counts = counts(&app, who).await;
        for view in VIEWS {
            let items = listed(&app, who, view).await;
            let count = counts.number(&format!("/{view}"));
            assert_eq!(items.len(), usize::try_from(count).unwrap(), "{view}");
        }
        let told = i64::from(who.account != three.account);
        assert_eq!(counts.number("/reports"), told);
        assert_eq!(counts.number("/reports_late"), 0);
    }
    assert_eq!(
        offers(&app, one, "expiring").await,
        std::slice::from_ref(&seen)
    );
    assert_eq!(
        offers(&app, one, "edited").await,
        std::slice::from_ref(&changed)
    );
    let mut reported = offers(&app, one, "reported").await;
    reported.sort();
    let mut of_ngo = [seen.clone(), changed];
    of_ngo.sort();
    assert_eq!(reported, of_ngo);
    assert_eq!(
        offers(&app, one, "held").await,
        std::slice::from_ref(&advice)
    );
    assert_eq!(offers(&app, two, "mine").await, [advice]);
    assert_eq!(offers(&app, two, "second").await, [home]);
    // Whoever belongs to them is told of nothing.
    assert!(offers(&app, three, "reported").await.is_empty());
    assert!(offers(&app, three, "expiring").await.is_empty());

    // One bar on the pages of all of them; it counts reports, and whatever ends.
    let mut works = moderator(&app, 0).await;
    for page in ["/en/desk", "/en/desk/reports", "/en/desk/expiring"] {
        let page = works.open(page).await;
        let bar = page.texts(".tabs .num");
        assert_eq!(
            bar,
            ["2", "0", "1", "1", "1", "1", "1", "0", "0", "1"],
            "{}",
            page.address
        );
        for way in ["/en/desk/reports", "/en/desk/expiring", "/en/desk?tab=mine"] {
            assert!(page.links().iter().any(|link| link == way), "{way}");
        }
    }
    let reports = works.open("/en/desk/reports").await;
    let way = "/en/desk?tab=reported";
    assert!(reports.links().iter().any(|link| link == way));
    let tagged = works.open(way).await.texts("tbody tr");
    assert_eq!(tagged.len(), 2);
    assert!(
        tagged.iter().all(|row| row.contains("reported")),
        "{tagged:?}"
    );
    let mut own = moderator(&app, 2).await;
    let rows = own.open("/en/desk").await.texts("tbody tr");
    assert!(rows.iter().all(|row| !row.contains("reported")), "{rows:?}");

    // Once it is closed, nobody is reported any more.
    let id = app.get("/reports").by(one).expect(200).await;
    let id = id.items()[0]["id"].as_str().unwrap().to_owned();
    app.post(format!("/reports/{id}/take"))
        .by(one)
        .expect(200)
        .await;
    assert_eq!(
        counts(&app, one).await.number("/reported"),
        2,
        "still looked into"
    );
    app.post(format!("/reports/{id}/close"))
        .by(one)
        .json(&json!({ "outcome": "nothing_found" }))
        .expect(200)
        .await;
    let after = counts(&app, one).await;
    assert_eq!(
        (after.number("/reported"), after.number("/reports")),
        (0, 0)
    );
}

#[tokio::test]
async fn the_number_on_each_tab_is_how_much_its_page_lists() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 2).await;
    // One phone behind two providers is a hint.
    let other = with(profile(1, "volunteer"), "/phone", "+37369123457");
    let host = app.provider_of(1, &other, 3).await;
    let blocked = app.provider(2, "ngo", 1).await;
    app.live(&host, &housing_offer(&host.id)).await;
    // In three days nobody sees it any more.
    app.advance(DAY * 11);
    let seen = app.live(&ngo, &service(&ngo.id)).await;
    app.submitted(&ngo, &medical(&ngo.id)).await;
    app.submitted(&ngo, &risky(&ngo)).await;
    app.note_hints().await;
    let report = json!({ "offer_id": seen, "kind": "something_wrong" });
    app.post("/reports").json(&report).expect(201).await;
    app.post(format!("/providers/{}/block", blocked.id))
        .by(two)
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    // One more than a page shows at once.
    for _ in 0..26 {
        let household = app.file(&[service_need(1)]).await;
        app.raised(&household).await;
    }

    // What programs count and list.
    let counts = counts(&app, one).await;
    for view in VIEWS {
        let items = listed(&app, one, view).await;
        let count = counts.number(&format!("/{view}"));
        assert_eq!(items.len(), usize::try_from(count).unwrap(), "{view}");
    }
    for (count, path, list) in [
        ("reports", "/reports?limit=100", "/items"),
        ("blocks", "/blocks", "/items"),
        ("households", "/review/households?limit=100", "/items"),
        ("lapsing_offers", "/review/expiring", "/offers"),
        ("lapsing_providers", "/review/expiring", "/providers"),
    ] {
        let listed = app.get(path).by(one).expect(200).await;
        let listed = listed.at(list).as_array().unwrap().len();
        let count = counts.number(&format!("/{count}"));
        assert_eq!(listed, usize::try_from(count).unwrap(), "{path} {list}");
    }
    assert_eq!(counts.number("/households"), 26);
    assert_eq!((counts.number("/me"), counts.number("/risky")), (2, 1));

    // What people see on each page, and on its tab.
    let mut works = moderator(&app, 0).await;
    for tab in VIEWS {
        let address = match tab {
            "me" => "/en/desk".to_owned(),
            "reported" => "/en/desk/reports".to_owned(),
            "expiring" => "/en/desk/expiring".to_owned(),
            tab => format!("/en/desk?tab={tab}"),
        };
        let page = works.open(&address).await;
        let number = page.text(".tabs a[aria-current=page] .num").unwrap();
        let shown = |what: &str| page.texts(what).len();
        let listed = match tab {
            "reported" => shown("tbody tr") + shown("section[aria-labelledby=blocks] > ul > li"),
            "expiring" => shown("main ul.list > li"),
            _ => shown("tbody tr") + shown("section[aria-labelledby=households] > ul > li"),
        };
        let beside = usize::from(page.html.contains("One more household waits after these."));
        assert_eq!(number, (listed + beside).to_string(), "{tab}");
        assert_eq!(beside == 1, ["me", "risky"].contains(&tab), "{tab}");
    }
}

#[tokio::test]
async fn what_ends_by_itself_is_counted_beside_the_items() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let host = app.provider(0, "volunteer", 3).await;
    let home = app.live(&host, &housing_offer(&host.id)).await;
    let ends = async || {
        let counts = counts(&app, one).await;
        let count = |of: &str| counts.number(&format!("/lapsing_{of}"));
        (count("offers"), count("providers"))
    };
    assert_eq!(ends().await, (0, 0));
    // Housing lapses after two weeks, checks of a provider after a year.
    app.advance(DAY * 10);
    assert_eq!(ends().await, (1, 0));
    app.advance(DAY * 8);
    assert_eq!(ends().await, (0, 0));
    app.advance(DAY * 320);
    assert_eq!(ends().await, (0, 0), "nobody sees it whatever is checked");
    app.step(&host, &home, "confirm").await.expect(200);
    assert_eq!(ends().await, (0, 1));
}

#[tokio::test]
async fn what_is_due_first_stands_first_and_of_those_due_at_once_what_has_hints() {
    let app = TestApp::spawn().await;
    let one = app.as_moderator();
    let ngo = app.provider(0, "ngo", 2).await;
    let other = with(profile(1, "volunteer"), "/phone", "+37369123457");
    let host = app.provider_of(1, &other, 3).await;
    let seen = app.live(&ngo, &shelter_offer(&ngo.id)).await;
    // Six days before its checks run out it is late; what comes in now is not.
    later(&app, &ngo, &seen, DAY * 359).await;
    assert_eq!(tend(&app).await, (1, 1));
    let calm = app.submitted(&ngo, &medical(&ngo.id)).await;
    let risky = app.submitted(&ngo, &risky(&ngo)).await;
    app.advance(SignedDuration::from_hours(6));
    let work = app.submitted(&host, &job(&host.id)).await;
    app.note_hints().await;
    let items = listed(&app, one, "me").await;
    let order = offers(&app, one, "me").await;
    assert_eq!(
        order,
        [seen.clone(), work, risky.clone(), calm.clone()],
        "late, two people, with hints, the rest"
    );
    for item in &items {
        assert_eq!(at(item, "due_at"), by_hand(item), "{item}");
    }
    assert!(at(&items[0], "due_at") < app.now());
    assert_eq!(items[2]["due_at"], items[3]["due_at"]);
    assert_eq!(items[3]["hints"], json!([]));
    // Page by page it is the same.
    let mut paged = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = app.get(format!("/review/items?limit=1{cursor}"));
        let page = page.by(one).expect(200).await;
        paged.push(page.items()[0]["offer_id"].as_str().unwrap().to_owned());
        let Some(next) = page.at("/next_cursor").as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, order);
    // A hint that is no problem is none for the order either.
    // By then nobody knows any more what work has to pay.
    let mut item = listed(&app, one, "risky").await;
    assert_eq!(item.len(), 2);
    item.retain(|item| item["offer_id"] == json!(risky));
    let id = item[0]["id"].as_str().unwrap();
    app.claim(one, id).await.expect(200);
    for hint in item[0]["hints"].as_array().unwrap() {
        app.put(format!("/review/items/{id}/dismissals"))
            .by(one)
            .json(&json!({ "mark": hint["mark"], "dismissed": true }))
            .expect(200)
            .await;
    }
    assert_eq!(offers(&app, one, "risky").await.len(), 1, "of the other");
    let order = offers(&app, one, "me").await;
    assert_eq!(order[0], seen);
    let (first, second) = (items[2]["id"].as_str(), items[3]["id"].as_str());
    let expected = if first < second {
        [risky, calm]
    } else {
        [calm, risky]
    };
    assert_eq!(order[2..], expected, "by their ids");
}
