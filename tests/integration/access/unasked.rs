//! What belongs to households when nobody asks whose it is: the second wall by itself.

#![cfg(feature = "owners-unchecked")]

use serde_json::json;

use super::{CALLERS, TABLE, World};

/// docs/assurance.md, T11: with the first wall taken away, which asks whose a thing is, the second one answers as if nothing had happened.
/// `script/assure` builds this apart.
#[tokio::test]
async fn without_the_question_whose_it_is_what_belongs_to_a_household_stays_out_of_sight() {
    let world = World::make().await;
    let of_households = [
        "/requests/{",
        "/needs/{",
        "/matches/{",
        "/inquiries/{",
        "/cases/{",
    ];
    let (mut asked, mut wrong) = (0, Vec::new());
    for row in TABLE {
        if !of_households.iter().any(|name| row.1.contains(name)) {
            continue;
        }
        for (caller, expected) in CALLERS.iter().zip(row.4) {
            let stranger = ["outsider", "other household", "other member"].contains(caller);
            if stranger && expected == 404 {
                let answer = world.ask(row, caller, false).await;
                asked += 1;
                // A list of nothing tells as little.
                let empty = answer.status == 200
                    && ["items", "messages"]
                        .iter()
                        .any(|list| answer.body[*list] == json!([]));
                if answer.status != 404 && !empty {
                    wrong.push(format!(
                        "{} as {caller}: {} {}",
                        row.0, answer.status, answer.text
                    ));
                }
            }
        }
    }
    println!(
        "access: {asked} cells of others without owner predicates, {} shown",
        wrong.len()
    );
    assert!(asked > 100, "{asked}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
