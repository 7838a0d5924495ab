//! `GET /review/figures`

use actix_web::{HttpResponse, get, web::Data};

use punte_core::error::FieldError;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::{
        App,
        figures::{FiguresView, MOST_DAYS},
    },
    extract::{Query, SignedIn},
    problem::Fault,
    rest::answer,
};

/// Over which time.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FiguresQuery {
    /// So many days back from now.
    #[param(minimum = 1, maximum = 366, default = 30)]
    pub days: Option<u32>,
}

impl FiguresQuery {
    /// A month unless it is said.
    pub fn days(&self) -> Result<u32, Fault> {
        let days = self.days.unwrap_or(30);
        if (1..=MOST_DAYS).contains(&days) {
            Ok(days)
        } else {
            let wrong = FieldError::range("/query/days", 1, i64::from(MOST_DAYS));
            Err(Fault::BadRequest(wrong))
        }
    }
}

/// Read the figures of the queue.
///
/// Open items by state and age, the wait for the first decision, decisions, escalations, blocks and stopped offers by reason, failed
/// checks, providers and offers to check again, decisions by moderator: each can be counted again from the audit log alone. And what
/// became of help 7, 30 and 90 days after it began, as households say.
#[utoipa::path(
    operation_id = "readFigures",
    tag = "review",
    security(("bearer" = [])),
    params(FiguresQuery),
    responses((status = 200, description = "The figures", body = FiguresView))
)]
#[get("/review/figures")]
pub(super) async fn read_figures(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<FiguresQuery>,
) -> Result<HttpResponse, Fault> {
    let figures = app.read_figures(&caller, q.days()?).await?;
    Ok(answer::ok(&figures, None))
}
