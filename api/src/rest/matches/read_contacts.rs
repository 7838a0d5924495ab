//! `GET /matches/{id}/contacts`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::MatchId;

use crate::{
    app::{App, contacts::ContactsView},
    extract::{IdPath, PathId, SignedIn},
    problem::Fault,
    rest::answer,
};

/// See the other side's contacts.
///
/// Only while the match is accepted. Every look is written down.
#[utoipa::path(
    operation_id = "readContacts",
    tag = "matches",
    security(("bearer" = [])),
    params(IdPath),
    responses((status = 200, description = "The contacts", body = ContactsView))
)]
#[get("/matches/{id}/contacts")]
pub(super) async fn read_contacts(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<MatchId>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(&app.read_contacts(&caller, id).await?, None))
}
