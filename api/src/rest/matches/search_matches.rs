//! `POST /matches/search`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{App, ranking::RankingView, search::MatchSearch},
    extract::{Body, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Rank the verified offers for a need that is not filed.
///
/// For accounts: applications of partners, case workers. Nothing is stored. The same offers and the same body give the same answer,
/// whoever asks.
#[utoipa::path(
    operation_id = "searchMatches",
    tag = "matches",
    security(("bearer" = [])),
    request_body = MatchSearch,
    responses((status = 200, description = "The ranked offers, those to ask first, and why few fit if few do", body = RankingView))
)]
#[post("/matches/search")]
pub(super) async fn search_matches(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<MatchSearch>,
) -> Result<HttpResponse, Fault> {
    let view = app.search_matches(&caller, body.value).await?;
    Ok(answer::ok(&view, None))
}
