//! Writes offers and needs into the plain tables, and asks the plain query.

use punte_core::{
    constraint::{Feature, Level, Tri},
    matching::{Candidate, Query, Terms},
    offer::{LanguageNeed, Proficiency},
    period::Period,
    place::GeoPoint,
    request::NeedDetails,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, types::Json};
use uuid::Uuid;

/// A row of an answer.
#[derive(Debug, PartialEq, sqlx::FromRow)]
pub struct Row {
    pub id: Uuid,
    pub ask_first: bool,
    pub points: i64,
    pub metres: i64,
    /// Of medical help: the Monday of its week.
    pub week: Option<String>,
    /// Distance, drop-off, wishes, language, fit, dates, freshness, reliability.
    pub parts: Vec<i64>,
}

/// What the query says of a need, best first, offers to ask at the end.
pub async fn answer(db: &mut PgConnection, query: &str, need: i32) -> Vec<Row> {
    sqlx::query_as(AssertSqlSafe(query.to_owned()))
        .bind(need)
        .fetch_all(db)
        .await
        .unwrap()
}

/// Replaces what the tables hold.
pub async fn write(db: &mut PgConnection, offers: &[Candidate], needs: &[Query]) {
    let mut tables = Tables::default();
    for offer in offers {
        tables.offer(offer);
    }
    for (id, need) in needs.iter().enumerate() {
        tables.need(id, need);
    }
    let mut transaction = db.begin().await.unwrap();
    for (table, rows) in tables.0 {
        let delete = format!("delete from {table}");
        let insert = format!(
            "insert into {table} select * from jsonb_populate_recordset(null::{table}, $1)"
        );
        transaction.execute(AssertSqlSafe(delete)).await.unwrap();
        sqlx::query(AssertSqlSafe(insert))
            .bind(Json(&rows))
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction
        .execute("analyze offer, need, open_days, stop")
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

/// Rows by table.
struct Tables([(&'static str, Vec<Value>); 8]);

impl Default for Tables {
    fn default() -> Self {
        Self(
            [
                "offer",
                "open_days",
                "promised",
                "stop",
                "language_needed",
                "need",
                "criterion",
                "language_spoken",
            ]
            .map(|table| (table, Vec::new())),
        )
    }
}

impl Tables {
    fn push(&mut self, table: &str, row: Value) {
        let found = self.0.iter_mut().find(|(name, _)| *name == table);
        found.expect("a table of this name").1.push(row);
    }

    fn offer(&mut self, c: &Candidate) {
        let said = |tri: Tri| -> Vec<&str> {
            let all = Feature::ALL.iter().filter(|f| c.facts.get(**f) == tri);
            all.map(|f| f.as_str()).collect()
        };
        let mut row = json!({
            "id": c.offer, "category": c.category(), "lat": c.point.lat(), "lon": c.point.lon(),
            "yes": said(Tri::Yes), "no": said(Tri::No), "languages": c.languages,
            "free": c.free, "capacity": c.capacity, "confirmed": c.confirmed_at, "vetting": c.vetting.number(),
            "answered": c.reliability.answered, "asked": c.reliability.asked,
            "private": c.private, "paused": c.paused, "for_minors": c.for_minors,
        });
        match &c.terms {
            Terms::Housing(stay) => {
                row["max_pets"] = json!(stay.max_pets);
                row["min_nights"] = json!(stay.min_nights);
                row["max_nights"] = json!(stay.max_nights);
                row["max_guests"] = json!(stay.max_guests);
                row["min_child_age"] = json!(stay.min_child_age);
            }
            Terms::Transport(ride) => {
                row["max_pets"] = json!(ride.max_pets);
                row["departs_from"] = json!(ride.departs_from);
                row["departs_until"] = json!(ride.departs_until);
                row["detour_m"] = json!(ride.detour_m);
                for (place, stop) in ride.stops.iter().enumerate() {
                    let free = ride.free_seats.get(place).unwrap_or(&c.free);
                    let stop = json!({
                        "offer": c.offer, "place": place, "lat": stop.lat(), "lon": stop.lon(), "free": free,
                    });
                    self.push("stop", stop);
                }
            }
            Terms::Job(work) => {
                row["occupation"] = json!(work.occupation);
                row["starts_on"] = json!(work.starts_on);
                for needed in &work.languages_needed {
                    self.push("language_needed", level(*needed, "offer", json!(c.offer)));
                }
            }
            Terms::Medical(speciality) => row["speciality"] = json!(speciality),
            Terms::Service(theme) => row["theme"] = json!(theme),
        }
        self.push("offer", row);
        for days in &c.availability {
            let days = json!({ "offer": c.offer, "from_day": days.from(), "to_day": days.to() });
            self.push("open_days", days);
        }
        for (night, units) in &c.promised {
            let promised = json!({ "offer": c.offer, "night": night, "units": units });
            self.push("promised", promised);
        }
    }

    fn need(&mut self, id: usize, q: &Query) {
        let mut row = json!({
            "id": id, "request": q.request, "category": q.category(), "minor": q.unaccompanied_minor,
            "women": q.party.women, "men": q.party.men, "others": q.party.other_adults,
            "children": q.party.children, "dogs": q.party.dogs, "cats": q.party.cats, "other_pets": q.party.other_pets,
            "languages": q.languages, "lat": q.origin.lat(), "lon": q.origin.lon(),
            "anchor_lat": q.anchor.map(GeoPoint::lat), "anchor_lon": q.anchor.map(GeoPoint::lon),
            "to_lat": q.destination.map(GeoPoint::lat), "to_lon": q.destination.map(GeoPoint::lon),
            "radius_m": q.radius_m, "nearness": q.nearness,
            "from_day": q.dates.map(Period::from), "to_day": q.dates.map(Period::to),
            "quantity": q.quantity, "least_quantity": q.least_quantity, "splits": q.splits, "urgency": q.urgency,
            "now": q.now, "today": q.today, "occupations": [],
        });
        match &q.details {
            NeedDetails::Housing {} | NeedDetails::Transport { .. } => {}
            NeedDetails::Job {
                occupations,
                languages,
            } => {
                row["occupations"] = json!(occupations);
                for spoken in languages {
                    self.push("language_spoken", level(*spoken, "need", json!(id)));
                }
            }
            NeedDetails::Medical { speciality } => row["speciality"] = json!(speciality),
            NeedDetails::Service { theme } => row["theme"] = json!(theme),
        }
        self.push("need", row);
        for c in &q.criteria {
            let must = c.level == Level::Must;
            let row = json!({ "need": id, "feature": c.feature, "must": must, "weight": c.weight });
            self.push("criterion", row);
        }
    }
}

fn level(l: LanguageNeed, owner: &str, id: Value) -> Value {
    let level = match l.level {
        Proficiency::Basic => 1,
        Proficiency::Independent => 2,
        Proficiency::Proficient => 3,
    };
    let mut row = json!({ "language": l.language, "level": level });
    row[owner] = id;
    row
}
