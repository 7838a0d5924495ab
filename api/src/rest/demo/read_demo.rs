//! `GET /demo`

use actix_web::{HttpResponse, get, web::Data};

use crate::{demo::DemoView, problem::Fault, rest::answer};

/// Whether this server shows demo data, how to sign in to it, and which codes open its households' requests.
///
/// A server in demo mode listens on loopback only. Any other answers `"demo": false` and empty lists.
#[utoipa::path(
    operation_id = "readDemo",
    tag = "demo",
    security(()),
    responses((status = 200, description = "Demo mode", body = DemoView))
)]
#[get("/demo")]
pub(super) async fn read_demo(demo: Data<DemoView>) -> Result<HttpResponse, Fault> {
    Ok(answer::ok(demo.get_ref(), None))
}
