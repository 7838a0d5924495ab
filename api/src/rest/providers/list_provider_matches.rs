//! `GET /providers/{id}/matches`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::{booking::MatchState, id::ProviderId};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, matches::MatchView},
    extract::{IdPath, PathId, Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which matches.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MatchesQuery {
    /// Only in this state.
    #[param(inline)]
    pub state: Option<MatchState>,
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// List what a provider was asked, newest first.
#[utoipa::path(
    operation_id = "listProviderMatches",
    tag = "providers",
    security(("bearer" = [])),
    params(IdPath, MatchesQuery),
    responses((status = 200, description = "A page of matches", body = PageView<MatchView>))
)]
#[get("/providers/{id}/matches")]
pub(super) async fn list_provider_matches(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    PathId(id): PathId<ProviderId>,
    Query(q): Query<MatchesQuery>,
) -> Result<HttpResponse, Fault> {
    let found = app
        .list_provider_matches(
            &caller,
            id,
            q.state,
            decode(q.cursor.as_deref())?,
            limit(q.limit, 25)?,
        )
        .await?;
    Ok(answer::page(found))
}
