//! `GET /review/expiring`

use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::{
        App,
        expiry::{ProviderToCheck, UnconfirmedOffer},
    },
    extract::{Query, SignedIn, decode_at, encode, limit},
    problem::Fault,
    rest::answer,
};

/// Where the two lists begin.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ExpiringQuery {
    /// At most so many of each.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the offers begin: `next_offers` of the page before.
    #[param(max_length = 512)]
    pub offers: Option<String>,
    /// Where the providers begin: `next_providers` of the page before.
    #[param(max_length = 512)]
    pub providers: Option<String>,
}

/// What lapses soon, or did, and is no item of the queue; the first in front.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Expiring)]
pub struct ExpiringView {
    /// Offers that nobody confirmed.
    pub offers: Vec<UnconfirmedOffer>,
    /// Providers who have to be checked again.
    pub providers: Vec<ProviderToCheck>,
    /// Send it as `offers` for the offers behind these; absent on the last page.
    pub next_offers: Option<String>,
    /// Send it as `providers` for the providers behind these; absent on the last page.
    pub next_providers: Option<String>,
}

/// List what lapses soon, or did, beside the queue: offers that nobody confirms, and providers who have to be checked again.
///
/// Offers from four days before they lapse to four days after it, providers from thirty days before, as long as an offer of theirs has not
/// lapsed. Offers whose own checks run out are items of the queue (`view=expiring`).
#[utoipa::path(
    operation_id = "listExpiring",
    tag = "review",
    security(("bearer" = [])),
    params(ExpiringQuery),
    responses((status = 200, description = "A page of what lapses", body = ExpiringView))
)]
#[get("/review/expiring")]
pub(super) async fn list_expiring(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<ExpiringQuery>,
) -> Result<HttpResponse, Fault> {
    let behind = (
        decode_at("/query/offers", q.offers.as_deref())?,
        decode_at("/query/providers", q.providers.as_deref())?,
    );
    let found = app
        .list_expiring(&caller, behind, limit(q.limit, 25)?)
        .await?;
    let view = ExpiringView {
        next_offers: found.offers.next.as_ref().and_then(encode),
        next_providers: found.providers.next.as_ref().and_then(encode),
        offers: found.offers.items,
        providers: found.providers.items,
    };
    Ok(answer::ok(&view, None))
}
