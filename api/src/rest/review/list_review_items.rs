//! `GET /review/items`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::{error::FieldError, offer::Category};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{
        App,
        reviews::{DeskSearch, DeskTab, MOST_WORDS, ReviewItemView},
    },
    extract::{Query, SignedIn, decode, limit},
    problem::Fault,
    rest::answer::{self, PageView},
};

/// Which items.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct QueueQuery {
    /// Which part: `me` (the default), what this moderator can decide now; `escalated`, handed on by one who could not decide; `new` and `edited`;
    /// `reported`, of providers that a report is open about; `expiring`, what people see and what has to be checked again; `second`, approved by one of two; `risky`, with hints that nobody called no problem; `mine` and `held`, claimed by this moderator and by others.
    #[param(inline)]
    pub view: Option<DeskTab>,
    /// Category.
    #[param(inline)]
    pub category: Option<Category>,
    /// Only with these words in the title of the version that waits, in large or small letters, or the offer with this reference.
    #[param(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*$",
        example = "P-0000-0000"
    )]
    pub q: Option<String>,
    /// At most so many items.
    #[param(minimum = 1, maximum = 100, default = 25)]
    pub limit: Option<u32>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(max_length = 512)]
    pub cursor: Option<String>,
}

impl QueueQuery {
    /// The words, without spaces around them; nothing if there are only spaces.
    fn words(&self) -> Result<Option<String>, Fault> {
        let Some(q) = self.q.as_deref() else {
            return Ok(None);
        };
        if !(1..=MOST_WORDS).contains(&q.chars().count()) || q.chars().any(char::is_control) {
            return Err(Fault::BadRequest(FieldError::new("/query/q", "invalid")));
        }
        Ok(Some(q.trim().to_owned()).filter(|q| !q.is_empty()))
    }
}

/// List a part of the queue, as this moderator can work on it: what is to be decided first in front.
///
/// What was handed on by one who could not decide comes before everything else, then what is due first (`due_at`). Two approvals are
/// to be given sooner than one, and what people see is to be checked again a week before they do not see it any more. Of two that are due
/// at once the one with hints comes first.
#[utoipa::path(
    operation_id = "listReviewItems",
    tag = "review",
    security(("bearer" = [])),
    params(QueueQuery),
    responses((status = 200, description = "A page of the queue", body = PageView<ReviewItemView>))
)]
#[get("/review/items")]
pub(super) async fn list_review_items(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<QueueQuery>,
) -> Result<HttpResponse, Fault> {
    let search = DeskSearch {
        tab: q.view.unwrap_or_default(),
        category: q.category,
        words: q.words()?,
    };
    let found = app
        .list_desk(
            &caller,
            &search,
            decode(q.cursor.as_deref())?,
            limit(q.limit, 25)?,
        )
        .await?;
    Ok(answer::page(found.map(|line| line.item)))
}
