//! Offers that wait for their provider's word, levels that fell, and what was given back: from the log alone, too.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use punte_tests::{TestApp, service, shelter_offer};
use serde_json::{Value, json};

use super::{Line, compare, decide, due};
use crate::{pages::desk::moderator, rechecks::later};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// An offer, as the log tells of it.
#[derive(Clone)]
struct Offer {
    provider: String,
    /// How long it stands after its provider's word.
    stands_for: SignedDuration,
    approved: bool,
    paused: bool,
    until: Timestamp,
}

/// Reads from the log until when offers stand; how many of those that people could see lapsed within 60 days, and lapse within 4.
pub(super) fn counted(
    log: &[Line],
    now: Timestamp,
    checked: &BTreeMap<String, (Timestamp, bool)>,
) -> (usize, usize) {
    let mut offers: BTreeMap<String, Offer> = BTreeMap::new();
    // How an offer stood before a decision, by item and who decided, the newest last.
    let mut before: Vec<(String, String, Offer)> = Vec::new();
    let mut again: Vec<String> = Vec::new();
    for line in log {
        let text = |name: &str| line.data[name].as_str().map(str::to_owned);
        if line.action == "provider_erased" {
            offers.retain(|_, offer| offer.provider != line.subject);
        }
        if line.action == "review_opened" && line.data["kind"] == "recheck" {
            again.push(line.subject.clone());
        }
        if line.action == "offer_created" {
            let days = match text("category").unwrap().as_str() {
                "housing" | "transport" => 14,
                _ => 30,
            };
            let offer = Offer {
                provider: text("provider").unwrap(),
                stands_for: DAY * days,
                approved: false,
                paused: false,
                until: line.at,
            };
            offers.insert(line.subject.clone(), offer);
        }
        let about = match line.action.as_str() {
            "review_decided" | "review_undone" => text("offer").unwrap(),
            _ => line.subject.clone(),
        };
        let Some(offer) = offers.get_mut(&about) else {
            continue;
        };
        match line.action.as_str() {
            "offer_confirmed" => (offer.approved, offer.until) = (true, line.at + offer.stands_for),
            "offer_paused" => offer.paused = true,
            "offer_resumed" => offer.paused = false,
            "offer_withdrawn" | "offer_suspended" => offer.approved = false,
            "offer_reinstated" => offer.approved = true,
            "offer_edited" if line.data["hides"] == true => offer.approved = false,
            "review_decided" => {
                before.push((line.subject.clone(), line.actor.clone(), offer.clone()));
                let approves = line.data["decision"] == "approve" && line.data["closes"] == true;
                if approves && !again.contains(&line.subject) {
                    (offer.approved, offer.until) = (true, line.at + offer.stands_for);
                }
            }
            "review_undone" => {
                let at = before
                    .iter()
                    .rposition(|(item, by, _)| *item == line.subject && *by == line.actor)
                    .unwrap();
                let (.., was) = before.remove(at);
                (offer.approved, offer.until) = (was.approved, was.until);
            }
            _ => {}
        }
    }
    let seen =
        |offer: &&Offer| offer.approved && !offer.paused && checked.contains_key(&offer.provider);
    let (lapsed, stand): (Vec<&Offer>, Vec<&Offer>) =
        offers.values().filter(seen).partition(|o| o.until <= now);
    let lately = lapsed.iter().filter(|o| o.until > now - DAY * 60);
    let soon = stand.iter().filter(|o| o.until <= now + DAY * 4);
    (lately.count(), soon.count())
}

/// Offers that were not confirmed in time, and that have to be soon.
fn unconfirmed(figures: &Value) -> [i64; 2] {
    let due = &figures["reverification"];
    ["unconfirmed_lapsed", "unconfirmed_soon"].map(|of| due[of].as_i64().unwrap())
}

#[tokio::test]
async fn offers_that_wait_for_a_word_are_counted_from_four_days_before_to_sixty_after() {
    let app = TestApp::spawn().await;
    let moderators = &app.cast.moderators;
    let ngo = app.provider(0, "ngo", 2).await;
    let other = app.provider(1, "ngo", 2).await;
    let advice = app.live(&ngo, &service(&ngo.id)).await;
    let home = app.live(&ngo, &shelter_offer(&ngo.id)).await;
    let paused = app.live(&ngo, &shelter_offer(&ngo.id)).await;
    app.live(&other, &shelter_offer(&other.id)).await;
    let stopped = app.live(&other, &shelter_offer(&other.id)).await;
    app.step(&ngo, &paused, "pause").await.expect(200);
    let path = format!("/offers/{stopped}/suspension");
    app.post(&path)
        .by(&moderators[0])
        .json(&json!({ "reason": "unreachable" }))
        .expect(201)
        .await;
    let counts = async || unconfirmed(&compare(&app, 30).await);
    assert_eq!(counts().await, [0, 0]);
    app.advance(DAY * 10 - SECOND);
    assert_eq!(counts().await, [0, 0], "a moment too early");
    app.advance(SECOND);
    assert_eq!(counts().await, [0, 2], "neither the paused nor the stopped");
    for who in [&ngo.member, &other.member, &moderators[0], &moderators[1]] {
        who.fresh_token(&app).await;
    }
    app.step(&ngo, &paused, "resume").await.expect(200);
    app.delete(&path).by(&moderators[1]).expect(204).await;
    assert_eq!(counts().await, [0, 4]);
    app.step(&ngo, &home, "confirm").await.expect(200);
    assert_eq!(counts().await, [0, 3]);

    app.advance(DAY * 4);
    assert_eq!(counts().await, [3, 0], "the second of the deadline");
    // What hides an offer until somebody has looked takes it out; an approval that is taken back leaves it as it was.
    for who in [&ngo.member, &other.member, &moderators[0], &moderators[1]] {
        who.fresh_token(&app).await;
    }
    let version = app.offer(&ngo, &paused).await.version();
    let street = json!({ "private": { "address": "str. Mihai Eminescu 7" } });
    app.patch(format!("/offers/{paused}"))
        .by(&ngo.member)
        .if_match(version)
        .json(&street)
        .expect(200)
        .await;
    let hidden = counts().await;
    assert_eq!(hidden, [2, 0], "an address is looked at first");
    let item = decide(&app, &moderators[0], &paused, "approve", &[]).await;
    app.post(format!("/review/items/{item}/undo"))
        .by(&moderators[0])
        .expect(200)
        .await;
    assert_eq!(counts().await, hidden);
    app.step(&ngo, &paused, "withdraw").await.expect(200);
    // Nobody has to confirm what is blocked.
    app.post(format!("/providers/{}/block", other.id))
        .by(&moderators[0])
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    assert_eq!(counts().await, [0, 0]);

    // The other home by day 24, the advice by day 30; sixty days later nobody waits for either.
    app.advance(DAY * 10);
    assert_eq!(counts().await, [1, 0]);
    app.advance(DAY * 6);
    assert_eq!(counts().await, [2, 0]);
    app.advance(DAY * 54);
    assert_eq!(counts().await, [1, 0], "the home is sixty days over");
    app.step(&ngo, &advice, "confirm").await.expect(200);
    assert_eq!(counts().await, [0, 0]);
}

#[tokio::test]
async fn a_provider_whose_level_fell_is_to_be_checked_though_something_lower_counts_on() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 1).await;
    app.post(format!("/providers/{}/evidence", ngo.id))
        .by(app.as_moderator())
        .json(&json!({ "kind": "criminal_record", "seen_at": app.now() - DAY * 360 }))
        .expect(201)
        .await;
    assert_eq!(due(&compare(&app, 30).await), [0, 1, 0, 0]);
    app.advance(DAY * 6);
    assert_eq!(due(&compare(&app, 30).await), [1, 0, 0, 0]);
    let cases = app.use_cases().await;
    cases.remind_of_checks().await.unwrap();
    cases.pool.close().await;
    assert_eq!(due(&compare(&app, 30).await), [1, 0, 0, 0], "it fell");
    app.as_moderator().fresh_token(&app).await;
    app.vet(&ngo.id, &["criminal_record"]).await;
    assert_eq!(due(&compare(&app, 30).await), [0; 4]);
    let record = app.evidence(&ngo, "criminal_record").await;
    app.post(format!("/evidence/{record}/withdrawal"))
        .by(app.as_moderator())
        .json(&json!({ "reason": "mistaken" }))
        .expect(201)
        .await;
    assert_eq!(due(&compare(&app, 30).await), [1, 0, 0, 0], "taken back");
}

#[tokio::test]
async fn what_a_moderator_held_who_is_none_any_more_waits_again_by_the_log_too() {
    let app = TestApp::spawn().await;
    let [_, two, three] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 1).await;
    for who in [two, three] {
        let offer = app.submitted(&ngo, &service(&ngo.id)).await;
        let item = app.queue_item(who, &offer).await.unwrap();
        app.claim(who, item["id"].as_str().unwrap())
            .await
            .expect(200);
    }
    let open = |state: &str, items: u32| json!({ "state": state, "age": "12h", "items": items });
    let figures = compare(&app, 30).await;
    assert_eq!(figures["open"], json!([open("held", 2)]));
    for (who, gone) in [(two, "disabled_at = now()"), (three, "roles = '{auditor}'")] {
        let statement = format!("update account set {gone} where id = '{}'", who.account);
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut app.superuser().await)
            .await
            .unwrap();
    }
    let figures = compare(&app, 30).await;
    assert_eq!(figures["open"], json!([open("waiting", 2)]));
}

#[tokio::test]
async fn the_page_says_in_each_language_what_waits_for_a_word() {
    let app = TestApp::spawn().await;
    let ngo = app.provider(0, "ngo", 2).await;
    let offer = app.live(&ngo, &service(&ngo.id)).await;
    app.live(&ngo, &shelter_offer(&ngo.id)).await;
    later(&app, &ngo, &offer, DAY * 10).await;
    let mut desk = moderator(&app, 0).await;
    for (language, says) in [
        ("en", "To be confirmed within 4 days"),
        ("uk", "Підтвердити за 4 дні"),
        ("ro", "De confirmat în 4 zile"),
        ("ru", "Подтвердить в течение 4 дней"),
    ] {
        let page = desk.open(&format!("/{language}/desk/figures")).await;
        let section = page.text("section[aria-labelledby=unconfirmed]").unwrap();
        assert!(section.contains(says), "{says} in {section}");
        assert!(section.ends_with('1'), "the shelter: {section}");
    }
}
