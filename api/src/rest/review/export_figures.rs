//! `GET /review/figures.csv`

use actix_web::{HttpResponse, get, web::Data};

use super::read_figures::FiguresQuery;
use crate::{
    app::App,
    extract::{Query, SignedIn},
    problem::Fault,
    spreadsheet::download,
};

/// Read the figures of the queue as a table for spreadsheets.
///
/// No cell of it is taken for a formula.
#[utoipa::path(
    operation_id = "exportFigures",
    tag = "review",
    security(("bearer" = [])),
    params(FiguresQuery),
    responses((status = 200, description = "The figures: figure, of, and, count", body = String, content_type = "text/csv"))
)]
#[get("/review/figures.csv")]
pub(super) async fn export_figures(
    app: Data<App>,
    SignedIn(caller): SignedIn,
    Query(q): Query<FiguresQuery>,
) -> Result<HttpResponse, Fault> {
    let figures = app.read_figures(&caller, q.days()?).await?;
    Ok(download("figures.csv", figures.csv()?))
}
