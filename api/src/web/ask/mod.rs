//! Asking for help, without an account: short steps, each saved under a code; all answers on one page; sent.
//!
//! The code is the household's only key. It stands on pages that this browser alone gets, sealed in the draft, and nowhere in an
//! address; the cookie holds the draft's id, not the code.

mod answers;
mod place;
mod reach;
mod review;
mod sent;
mod steps;
mod summary;
mod what;
mod when;
mod who;
mod wishes;
mod with;

use actix_web::{
    HttpResponse, get,
    web::{self, ServiceConfig},
};

pub use self::steps::goes_on;
use self::steps::{answer, ask};
// The same questions put right what was filed: `/my/correct`.
pub(in crate::web) use self::{
    answers::Answers,
    place::Where,
    steps::{Step, read_step},
    when::When,
    who::Who,
    wishes::{Wishes, asks_work},
    with::With,
};
use super::visit::Visit;

/// Mounts it.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(begin)
        .service(review::ask)
        .service(review::answer)
        .service(sent::sent)
        .service(sent::stopped)
        .service(sent::people)
        .service(sent::discard)
        .service(sent::discard_now);
    step::<what::What>(config);
    step::<place::Where>(config);
    step::<who::Who>(config);
    step::<with::With>(config);
    step::<wishes::Wishes>(config);
    step::<when::When>(config);
    step::<reach::Reach>(config);
}

fn step<S: Step>(config: &mut ServiceConfig) {
    config.service(
        web::resource(format!("/ask/{}", S::STEP.as_str()))
            .route(web::get().to(ask::<S>))
            .route(web::post().to(answer::<S>)),
    );
}

/// The first step, with what a link names already chosen.
#[get("/ask")]
async fn begin(visit: Visit) -> HttpResponse {
    let query = &visit.frame.query;
    let mark = if query.is_empty() { "" } else { "?" };
    visit.go(&format!("/ask/what{mark}{query}"))
}
