//! `POST /review/reissued-codes`

use actix_web::{HttpResponse, post, web::Data};

use crate::{
    app::{
        App,
        lost_codes::{NewCodeView, ReissueBody},
    },
    extract::{Body, IdempotencyKey, IdempotencyKeyHeader, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Replace the code of whoever stands in front of you. The old one opens nothing any more; it is written down who did it, and why.
///
/// For moderators; of a child who is alone for child protection. What several open requests named is `ambiguous`: ask for the number.
/// Nobody replaces that of a household that chose or wrote to an organisation of theirs. Counts as a look at who somebody is.
#[utoipa::path(
    operation_id = "reissueCode",
    tag = "review",
    security(("bearer" = [])),
    params(IdempotencyKeyHeader),
    request_body = ReissueBody,
    responses((status = 201, description = "What opens it from now on", body = NewCodeView))
)]
#[post("/review/reissued-codes")]
pub(super) async fn reissue_code(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    key: IdempotencyKey,
    body: Body<ReissueBody>,
) -> Result<HttpResponse, Fault> {
    let once = key.bind(&caller, "reissueCode", &[&body.digest]);
    let view = app
        .reissue_code(&caller, once.as_ref(), &body.value)
        .await?;
    Ok(answer::created(&view, None))
}
