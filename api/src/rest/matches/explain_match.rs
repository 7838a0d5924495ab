//! `POST /matches/explain`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        search::{ExplanationView, MatchQuestion},
    },
    extract::{Body, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Explain one verified offer for a need that is not filed.
///
/// Every reason why it is out, or how its points come about. For accounts, as the search. Nothing is stored.
#[utoipa::path(
    operation_id = "explainMatch",
    tag = "matches",
    security(("bearer" = [])),
    request_body = MatchQuestion,
    responses((status = 200, description = "Why the offer is where it is, or nowhere", body = ExplanationView))
)]
#[post("/matches/explain")]
pub(super) async fn explain_match(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    body: Body<MatchQuestion>,
) -> Result<HttpResponse, Fault> {
    let view = app.explain_match(&caller, body.value).await?;
    Ok(answer::ok(&view, None))
}
