//! `GET /needs/{id}/matches`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::id::NeedId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, ranking::RankingView},
    extract::{IdPath, PathId, Query, SignedIn, limit},
    problem::Fault,
    rest::answer,
};

/// How many.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct RankQuery {
    /// At most so many offers in each list.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<u32>,
}

/// Rank the verified offers for a need.
///
/// Exact: the same list as scoring every verified offer. Points are the sum of their parts.
#[utoipa::path(
    operation_id = "rankOffers",
    tag = "needs",
    security(("bearer" = [])),
    params(IdPath, RankQuery),
    responses((status = 200, description = "The ranked offers, and those to ask first", body = RankingView))
)]
#[get("/needs/{id}/matches")]
pub(super) async fn rank_offers(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<NeedId>,
    Query(q): Query<RankQuery>,
) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(
        &app.rank(&caller, id, limit(q.limit, 20)?).await?,
        None,
    ))
}
