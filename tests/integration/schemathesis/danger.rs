//! Right requests about danger: reports, the emergency block, the stop of one offer, households of which numbers stand out; and what a
//! moderator opens and reads.

use std::collections::BTreeMap;

use punte_tests::{Provider, SEEN, TestApp, service, service_need};
use serde_json::{Value, json};

use super::world::{Right, right};

/// One for each operation.
pub(super) async fn right_requests(
    app: &TestApp,
    provider: &Provider,
) -> BTreeMap<&'static str, Right> {
    let [moderator, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let mut all = BTreeMap::new();
    let visitor = |body: Value| right("visitor", "", None, Some(body));
    for operation in ["readReport", "takeReport", "closeReport"] {
        let offer = app.live(provider, &service(&provider.id)).await;
        let report = json!({ "offer_id": offer, "kind": "something_wrong", "text": "The door has no lock." });
        let made = app.post("/reports").json(&report).expect(201).await;
        let code = made.text_at("/code");
        let listed = app.get("/reports").by(moderator).expect(200).await;
        let about = |r: &&Value| r["offer_id"] == offer;
        let id = listed.items().iter().find(about).unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        let closes = operation == "closeReport";
        if closes {
            let take = app.post(format!("/reports/{id}/take"));
            take.by(moderator).expect(200).await;
        }
        let body = closes.then(|| json!({ "outcome": "put_right" }));
        all.insert(operation, right("moderator", id, None, body));
        all.insert("reportDanger", visitor(report));
        all.insert("followReport", visitor(json!({ "code": code })));
        let more = json!({ "code": code, "text": "It never had one." });
        all.insert("sayMore", visitor(more));
    }
    for operation in ["readHouseholdFeedback", "stopHousehold", "releaseHousehold"] {
        let id = app.taken_report_of_household(provider, moderator).await;
        all.insert(operation, right("moderator", &id, None, None));
    }
    for operation in ["suspendOffer", "reinstateOffer"] {
        let offer = app.live(provider, &service(&provider.id)).await;
        let unreachable = json!({ "reason": "unreachable" });
        if operation == "reinstateOffer" {
            let stop = app.post(format!("/offers/{offer}/suspension"));
            stop.by(second).json(&unreachable).expect(201).await;
        }
        let body = (operation == "suspendOffer").then_some(unreachable);
        all.insert(operation, right("moderator", &offer, None, body));
    }
    let doubted = app.provider(2, "ngo", 1).await;
    let seen = app.evidence(&doubted, "identity_document").await;
    let mistaken = json!({ "reason": "mistaken" });
    all.insert(
        "takeEvidenceBack",
        right("moderator", &seen, None, Some(mistaken)),
    );
    all.insert("listReports", right("moderator", "", None, None));
    for operation in [
        "listBlocks",
        "listOverdue",
        "listExpiring",
        "listUndoable",
        "listHouseholds",
    ] {
        all.insert(operation, right("moderator", "", None, None));
    }
    let offer = app.live(provider, &service(&provider.id)).await;
    for operation in ["dismissHousehold", "lookIntoHousehold"] {
        let household = app.file(&[service_need(1)]).await;
        app.propose(&household, &offer).await;
        let id = app.raised(&household).await;
        let seen = json!({ "seen": SEEN });
        all.insert(operation, right("moderator", &id, None, Some(seen)));
    }
    let item = app.submitted(provider, &service(&provider.id)).await;
    let item = app.queue_item(moderator, &item).await.unwrap();
    let look = json!({ "reason": "vetting" });
    all.insert(
        "openPrivate",
        right("moderator", item["id"].as_str().unwrap(), None, Some(look)),
    );
    all.insert("readFeedback", right("moderator", &provider.id, None, None));
    let reason = json!({ "reason": "danger" });
    for operation in ["readBlock", "blockProvider", "reviewBlock"] {
        let other = app.provider(1, "ngo", 1).await.id;
        if operation != "blockProvider" {
            let block = app.post(format!("/providers/{other}/block"));
            block.by(second).json(&reason).expect(201).await;
        }
        let body = match operation {
            "blockProvider" => Some(reason.clone()),
            "reviewBlock" => Some(json!({ "verdict": "upheld" })),
            _ => None,
        };
        all.insert(operation, right("moderator", &other, None, body));
    }
    all
}
