//! Providers that were blocked and offers that were stopped, by reason.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use punte_tests::{TestApp, Who, service};
use serde_json::{Value, json};

use super::{Line, compare};
use crate::pages::desk::moderator;

/// A stop, as the log tells of it.
struct Stop {
    at: Timestamp,
    /// The block or the offer.
    of: String,
    reason: String,
    lifted: bool,
}

/// Reads blocks and stopped offers from the log, and counts those since an instant.
pub(super) fn counted(log: &[Line], from: Timestamp) -> (Value, Value) {
    let (mut blocks, mut stopped) = (Vec::new(), Vec::new());
    let stop = |line: &Line, of: String| Stop {
        at: line.at,
        of,
        reason: line.data["reason"].as_str().unwrap().to_owned(),
        lifted: false,
    };
    let block = |line: &Line| line.data["block"].as_str().unwrap().to_owned();
    let lift = |stops: &mut Vec<Stop>, of: &str| {
        let last = stops.iter_mut().rfind(|s| s.of == of).unwrap();
        assert!(!last.lifted, "once");
        last.lifted = true;
    };
    for line in log {
        match line.action.as_str() {
            "provider_blocked" => blocks.push(stop(line, block(line))),
            "block_reviewed" if line.data["verdict"] == "lifted" => {
                lift(&mut blocks, &block(line));
            }
            "offer_suspended" => stopped.push(stop(line, line.subject.clone())),
            "offer_reinstated" => lift(&mut stopped, &line.subject),
            _ => {}
        }
    }
    let by_reason = |stops: &[Stop]| {
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for stop in stops.iter().filter(|s| s.at >= from) {
            let (times, lifted) = counts.entry(&stop.reason).or_default();
            *times += 1;
            *lifted += u64::from(stop.lifted);
        }
        let rows = counts.iter().map(|(reason, (times, lifted))| {
            json!({ "reason": reason, "times": times, "lifted": lifted })
        });
        rows.collect::<Value>()
    };
    (by_reason(&blocks), by_reason(&stopped))
}

#[tokio::test]
async fn blocks_and_stopped_offers_are_counted_by_reason_with_what_was_lifted_since() {
    let app = TestApp::spawn().await;
    let [one, two, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let ngo = app.provider(0, "ngo", 1).await;
    let other = app.provider(1, "ngo", 1).await;
    let first = app.live(&ngo, &service(&ngo.id)).await;
    let second = app.live(&other, &service(&other.id)).await;
    let stop = async |offer: &str, reason: &str| {
        app.post(format!("/offers/{offer}/suspension"))
            .by(one)
            .json(&json!({ "reason": reason }))
            .expect(201)
            .await;
        app.advance(SignedDuration::from_hours(1));
    };
    let block = async |reason: &str| {
        app.post(format!("/providers/{}/block", other.id))
            .by(one)
            .json(&json!({ "reason": reason }))
            .expect(201)
            .await;
    };
    let verdict = async |by: &Who, verdict: &str| {
        app.post(format!("/providers/{}/block/verdicts", other.id))
            .by(by)
            .json(&json!({ "verdict": verdict }))
            .expect(201)
            .await;
    };
    stop(&first, "unreachable").await;
    let figures = compare(&app, 30).await;
    let row = |reason: &str, times: u32, lifted: u32| json!({ "reason": reason, "times": times, "lifted": lifted });
    assert_eq!(figures["suspensions"], json!([row("unreachable", 1, 0)]));
    app.delete(format!("/offers/{first}/suspension"))
        .by(two)
        .expect(204)
        .await;
    stop(&first, "unsafe_conditions").await;
    stop(&second, "unreachable").await;
    block("danger").await;
    verdict(two, "lifted").await;
    block("exploitation").await;
    verdict(two, "upheld").await;
    let figures = compare(&app, 30).await;
    let blocks = json!([row("danger", 1, 1), row("exploitation", 1, 0)]);
    assert_eq!(figures["blocks"], blocks);
    let suspensions = json!([row("unreachable", 2, 1), row("unsafe_conditions", 1, 0)]);
    assert_eq!(figures["suspensions"], suspensions);

    let table = app.get("/review/figures.csv").by(one).expect(200).await;
    for line in [
        "blocks,danger,,1",
        "blocks,danger,lifted,1",
        "blocks,exploitation,lifted,0",
        "suspensions,unreachable,,2",
        "suspensions,unreachable,lifted,1",
    ] {
        let line = format!("\r\n{line}\r\n");
        assert!(table.text.contains(&line), "{line} in {}", table.text);
    }
    let mut desk = moderator(&app, 0).await;
    for (language, says) in [
        (
            "en",
            [
                "Somebody may be in danger there (1 lifted since)",
                "nobody could be reached (1 lifted since)",
            ],
        ),
        (
            "uk",
            [
                "Хтось може бути там у небезпеці (1 потім знято)",
                "не вдалося зв’язатися (1 потім знято)",
            ],
        ),
        ("ro", ["(1 anulată apoi)", "Oferte oprite, după motiv"]),
        (
            "ru",
            [
                "(1 потом снято)",
                "Приостановленные предложения, по причинам",
            ],
        ),
    ] {
        let page = desk.open(&format!("/{language}/desk/figures")).await;
        let text = page.text("main").unwrap();
        for part in says {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
    // A month later they are none of the last month's, and still there.
    app.advance(SignedDuration::from_hours(24 * 31));
    let late = compare(&app, 30).await;
    assert_eq!(
        (&late["blocks"], &late["suspensions"]),
        (&json!([]), &json!([]))
    );
    let year = compare(&app, 366).await;
    assert_eq!(
        (&year["blocks"], &year["suspensions"]),
        (&blocks, &suspensions)
    );
}
