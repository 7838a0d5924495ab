//! `GET /inbox`

use actix_web::{HttpResponse, get, web::Data};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{App, notices::NoticeView},
    extract::{Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InboxQuery {
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

/// List what one was told, the newest first.
///
/// Of an account or, with a tracking token, of a household: all that mails say, whether one of them was wanted, sent and delivered or
/// not. A line has a code, an id and a time, and its words in the language that is asked for.
#[utoipa::path(
    operation_id = "listNotices",
    tag = "inbox",
    security(("bearer" = [])),
    params(InboxQuery),
    responses((status = 200, description = "A page of it", body = PageView<NoticeView>))
)]
#[get("/inbox")]
pub(super) async fn list_notices(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<InboxQuery>,
) -> Result<HttpResponse, Fault> {
    let before = decode(q.cursor.as_deref())?;
    let found = app
        .list_notices(&caller, before, limit(q.limit, 25)?)
        .await?;
    Ok(answer::page(found))
}
