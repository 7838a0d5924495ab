//! `GET /public/help-lines`

use actix_web::{HttpResponse, get, web::Data};

use crate::{
    app::{App, help_lines::HelpLineView},
    extract::AnyCaller,
    problem::Fault,
    rest::answer::{self, ListView},
};

/// List the numbers that people are told to call, in the order in which pages name them.
#[utoipa::path(
    operation_id = "listHelpLines",
    tag = "help-lines",
    security(()),
    responses((status = 200, description = "Numbers to call", body = ListView<HelpLineView>))
)]
#[get("/public/help-lines")]
pub(super) async fn list_help_lines(
    app: Data<App>,
    AnyCaller(caller): AnyCaller,
) -> Result<HttpResponse, Fault> {
    Ok(answer::list(app.list_help_lines(&caller)?))
}
