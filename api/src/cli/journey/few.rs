//! A need that nothing fits: what giving up one thing would bring, and why not this one.

use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};

use super::{
    client::{Step, list, number, text},
    people::{Draft, Household},
    ranking::typed,
    report::{self, Faults},
    story::Journey,
};
use crate::cli::tables::{self, Stops};

impl Journey {
    /// A household that nothing fits is told what stands in the way.
    pub async fn play_few(&mut self, draft: Draft) {
        report::chapter("A need that nothing fits");
        let asked = json!({
            "household": draft.body.pointer("/household"), "need": draft.body.pointer("/needs/0"), "limit": 1
        });
        let played = async {
            let household = Household::file(&self.client, draft).await?;
            let told = self.check_few(&household, &asked).await;
            self.withdraw_request(&household).await?;
            told
        };
        if let Err(stop) = played.await {
            self.report
                .stopped("the story of a need that nothing fits", &stop);
        }
    }

    async fn check_few(&mut self, household: &Household, asked: &Value) -> Step<()> {
        let need = household.need("housing")?;
        let ranking = self.ranking(household, need).await?;
        let relaxations = list(&ranking, "/relaxations");
        report::step("It is told what giving up one thing would bring:");
        report::block(&tables::relaxations(
            &typed::<Vec<_>>(&ranking, "/relaxations")?,
            &Stops::default(),
        ));
        self.report.check(
            "nothing fits, and the answer says what stands in the way",
            &Faults::default()
                .unless(number(&ranking, "/fits") == 0, "something fits")
                .unless(!relaxations.is_empty(), "nothing is said"),
        );
        let mut faults = Faults::default();
        for told in relaxations {
            let code = text(told, "/relaxation/code");
            let found = self
                .client
                .post("/matches/search")
                .with(&self.moderators.first)
                .json(&otherwise(asked, told)?)
                .send()
                .await?
                .expect(200)?
                .body;
            let (said, fits) = (number(told, "/fits"), number(&found, "/fits"));
            let best = text(told, "/best/offer/id");
            // A wider search is told of by its country, and finds what lies in others, too.
            let farther = code == "radius" && said <= fits;
            faults = faults
                .unless(
                    said == fits || farther,
                    format!("{code}: {said} are told, {fits} fit"),
                )
                .unless(
                    text(&found, "/ranked/0/offer/id") == best || farther,
                    format!("{code}: another is the best"),
                );
        }
        self.report.check(
            "each count, and the best of it, is what a case worker's search for that need gives",
            &faults,
        );
        let Some(offer) = self
            .offers
            .iter()
            .find(|o| o.fixture.category == "housing")
            .cloned()
        else {
            return Ok(());
        };
        let why = self.why(household, &offer).await?;
        report::step("It asks: why not this one?");
        report::block(&tables::explanation(&typed(&why, "")?, &Stops::default()));
        self.report.check(
            "it is the cats, and nothing else",
            &Faults::default().unless(
                why.pointer("/exclusions") == Some(&json!([{ "code": "pets" }])),
                format!("it is {}", why.pointer("/exclusions").unwrap_or(&why)),
            ),
        );
        Ok(())
    }
}

/// What is asked, with one thing given up.
fn otherwise(asked: &Value, told: &Value) -> Step<Value> {
    let mut other = asked.clone();
    let set = |body: &mut Value, pointer: &str, value: Value| {
        let (parent, field) = pointer.rsplit_once('/').unwrap_or_default();
        if let Some(Value::Object(fields)) = body.pointer_mut(parent) {
            fields.insert(field.to_owned(), value);
        }
    };
    let without = |features: &[&str]| -> Value {
        list(asked, "/need/criteria")
            .iter()
            .filter(|c| !features.contains(&text(c, "/feature")))
            .cloned()
            .collect()
    };
    match text(told, "/relaxation/code") {
        "drop_must" => {
            let feature = text(told, "/relaxation/feature");
            set(&mut other, "/need/criteria", without(&[feature]));
        }
        "pets_elsewhere" => {
            let kept = without(&["dogs", "cats", "other_pets"]);
            set(&mut other, "/need/criteria", kept);
            set(&mut other, "/household/pets", json!([]));
        }
        "radius" => {
            let radius_m = number(told, "/relaxation/radius_m");
            set(&mut other, "/need/radius_m", json!(radius_m));
        }
        "dates" => {
            let days = told
                .pointer("/relaxation/days")
                .and_then(Value::as_i64)
                .unwrap_or(0);
            for end in ["/need/dates/from", "/need/dates/to"] {
                let moved = text(asked, end)
                    .parse::<Date>()
                    .and_then(|day| day.checked_add(days.days()))
                    .map_err(|e| format!("no such day: {e}"))?;
                set(&mut other, end, json!(moved));
            }
        }
        "split_group" => set(&mut other, "/need/may_split", json!(true)),
        code => return Err(format!("nobody is asked to give up {code}").into()),
    }
    Ok(other)
}
