//! A server, what is offered on it and who asks.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use punte_api::app::{
    App,
    notices::{OFFER_GONE, PROVIDER_BLOCKED},
};
use punte_tests::{
    Household, Provider, TestApp, housing_need, housing_offer, job, job_need, request, service,
    service_need, shelter_offer, with,
};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::steps::{Kind, Party, World, day_of, first_night};

/// A server, over which sequence after sequence goes, each with a provider, an offer and a household of its own.
pub(super) struct Town {
    pub(super) app: TestApp,
    /// The use cases, for signing in and for what the worker does.
    pub(super) cases: App,
    /// With the server's own rights, by its clock.
    pub(super) db: PgConnection,
    played: usize,
}

/// The words of an edit.
pub(super) fn title(number: usize) -> String {
    format!("Ajutor, varianta {number}")
}

/// The address of an edit.
pub(super) fn address(number: usize) -> String {
    format!("strada Alta {number}")
}

/// What is offered, by which kind of provider.
fn body(kind: Kind, provider: &str, today: Date) -> Value {
    let body = match kind {
        Kind::Advice => service(provider),
        Kind::ForMinors => with(service(provider), "/content/for_minors", true),
        Kind::Work => job(provider),
        Kind::Shelter => shelter_offer(provider),
        Kind::Home => housing_offer(provider),
    };
    let body = if kind.is_stay() {
        let (from, to) = (today.to_string(), (today + 200.days()).to_string());
        let open = json!([{ "from": from, "to": to }]);
        with(body, "/content/availability", open)
    } else {
        body
    };
    let body = with(body, "/content/title", title(0));
    with(body, "/private/address", address(0))
}

/// Who asks, for what.
fn asks(world: &World) -> Value {
    let year = day_of(world.starts).year();
    let born = |from: i16, to: i16| json!({ "from": year - from, "to": year - to });
    let (household, people) = match world.party {
        Party::Adult => (json!({ "women": 1, "oldest_born": born(40, 19) }), 1),
        Party::Family => (json!({ "women": 1, "children": [5] }), 2),
        Party::Child => (json!({ "children": [16] }), 1),
        Party::Youth => (json!({ "women": 1, "oldest_born": born(30, 18) }), 1),
    };
    let first = first_night(world.starts);
    let need = match world.kind {
        Kind::Advice | Kind::ForMinors => service_need(1),
        Kind::Work => job_need(),
        Kind::Shelter | Kind::Home => {
            housing_need(people, &first.to_string(), &(first + 3.days()).to_string())
        }
    };
    with(request(&[need]), "/household", household)
}

impl Town {
    /// A new server.
    pub(super) async fn open() -> Self {
        let app = TestApp::spawn().await;
        let (cases, db) = (app.use_cases().await, app.app_rw().await);
        Self {
            app,
            cases,
            db,
            played: 0,
        }
    }

    /// Ends it.
    pub(super) async fn close(self) {
        self.cases.pool.close().await;
    }

    /// When the next sequence begins: no report of the one before counts any more.
    pub(super) fn next_morning(&self) -> Timestamp {
        self.app.advance(SignedDuration::from_hours(2));
        self.app.now()
    }

    /// The database's time is the tests'.
    pub(super) async fn set_time(&mut self) {
        sqlx::query("select set_config('punte.now', $1, false)")
            .bind(self.app.now().to_string())
            .execute(&mut self.db)
            .await
            .unwrap();
    }

    /// What the worker does of what it was told, in the order in which it was, and what is overdue.
    pub(super) async fn work(&mut self) {
        let told: Vec<(Uuid, String, Value)> = sqlx::query_as(
            "select id, kind, payload from job where state = 'queued' and kind in ($1, $2) order by id",
        )
        .bind(OFFER_GONE)
        .bind(PROVIDER_BLOCKED)
        .fetch_all(&mut self.db)
        .await
        .unwrap();
        for (id, kind, payload) in told {
            let of = |name: &str| -> Uuid { payload[name].as_str().unwrap().parse().unwrap() };
            if kind == OFFER_GONE {
                let at = payload["at"].as_str().unwrap().parse().unwrap();
                let done = self.cases.end_proposals_of(of("offer").into(), at).await;
                done.unwrap();
            } else {
                let done = self.cases.stop_matches_of(of("provider").into()).await;
                done.unwrap();
            }
            sqlx::query("update job set state = 'done', done_at = app_now() where id = $1")
                .bind(id)
                .execute(&mut self.db)
                .await
                .unwrap();
        }
        self.cases.expire_overdue().await.unwrap();
    }

    /// A provider with a draft, a household with its request.
    pub(super) async fn people(&mut self, world: &World) -> (Provider, String, Household) {
        self.set_time().await;
        self.played += 1;
        let person = self.played % self.app.cast.people.len();
        for who in [self.app.as_moderator(), &self.app.cast.people[person]] {
            who.sign_in_by(&self.cases).await;
        }
        let kind = match world.kind {
            Kind::Advice | Kind::Shelter | Kind::ForMinors => "ngo",
            Kind::Work | Kind::Home => "volunteer",
        };
        let provider = self.app.provider(person, kind, world.seen).await;
        if world.insider {
            // Only an operator can make that so.
            sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
                .bind(&provider.id)
                .bind(self.app.cast.moderators[2].account.0)
                .execute(&mut self.app.superuser().await)
                .await
                .unwrap();
        }
        let body = body(world.kind, &provider.id, day_of(world.starts));
        let offer = self.app.draft(&provider, &body).await;
        let household = self.app.file_request(&asks(world)).await;
        (provider, offer, household)
    }
}
