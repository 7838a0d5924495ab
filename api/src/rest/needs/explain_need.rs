//! `POST /needs/{id}/explain`

use actix_web::{HttpResponse, post, web::Data};

use punte_core::id::NeedId;

use crate::{
    app::{
        App,
        search::{ExplanationView, OfferQuestion},
    },
    extract::{Body, IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Explain one verified offer for a need: why not this one, or how its points come about.
#[utoipa::path(
    operation_id = "explainNeed",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath),
    request_body = OfferQuestion,
    responses((status = 200, description = "Why the offer is where it is, or nowhere", body = ExplanationView))
)]
#[post("/needs/{id}/explain")]
pub(super) async fn explain_need(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    body: Body<OfferQuestion>,
) -> Result<HttpResponse, Fault> {
    let view = app.explain_need(&caller, id, body.value.offer_id).await?;
    Ok(answer::ok(&view, None))
}
