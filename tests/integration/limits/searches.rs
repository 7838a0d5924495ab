//! Needs that are ranked or explained and not filed: each costs a walk over all offers, so one account asks so many a minute.

use jiff::SignedDuration;
use punte_api::app::limits::Limit;
use punte_tests::{search, service_need, with};

use super::{limited, only};

#[tokio::test]
async fn an_account_ranks_and_explains_so_many_needs_a_minute_and_its_neighbour_is_not_held_up() {
    let app = limited(only(Limit::MatchSearch, 2, 60)).await;
    let rank = |person: usize| {
        app.post("/matches/search")
            .by(&app.cast.people[person])
            .json(&search(&service_need(1)))
            .send()
    };
    rank(0).await.expect(200);
    let nothing = "018f0000-0000-7000-8000-00000000dead";
    app.post("/matches/explain")
        .by(&app.cast.people[0])
        .json(&with(search(&service_need(1)), "/offer_id", nothing))
        .expect(404)
        .await;
    rank(0).await.problem(429, "too-many-requests");
    rank(1).await.expect(200);
    app.advance(SignedDuration::from_secs(60));
    rank(0).await.expect(200);
}
