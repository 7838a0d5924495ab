//! `PUT /requests/{id}/household`

use actix_web::{HttpResponse, put, web::Data};

use punte_core::id::RequestId;

use crate::{
    app::{App, corrections::HouseholdCorrectionBody, requests::RequestView},
    extract::{Body, IdPath, IfMatch, IfMatchHeader, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Correct who comes, and where they are.
///
/// The needs that look for help follow: beds and seats for all who come, a must for animals that come and for what somebody needs to live,
/// and none for what nobody does any more. What somebody needs to live is said with the same consent as when it is filed. Proposals that
/// do not fit any more end. While something is agreed the same people come, with the same animals (`already-agreed`, with the matches).
/// Where nobody is of age any more, whatever is agreed, child protection looks after it from then on (`advice`), and whoever is alone stays with
/// them (`child-alone`).
#[utoipa::path(
    operation_id = "correctHousehold",
    tag = "requests",
    security(("bearer" = [])),
    params(IdPath, IfMatchHeader),
    request_body = HouseholdCorrectionBody,
    responses((status = 200, description = "The request", body = RequestView))
)]
#[put("/requests/{id}/household")]
pub(super) async fn correct_household(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<RequestId>,
    IfMatch(version): IfMatch,
    body: Body<HouseholdCorrectionBody>,
) -> Result<HttpResponse, Fault> {
    let view = app
        .correct_household(&caller, None, id, version, body.value, None)
        .await?;
    Ok(answer::ok(&view, Some(view.version)))
}
