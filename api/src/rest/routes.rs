//! What no operation takes.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest,
    web::{self, Data},
};

use crate::{app::AppError, problem::Fault};

/// Every path with its methods, to tell a wrong method (405) from a wrong path (404).
pub struct Routes(Vec<(Vec<String>, String)>);

impl Routes {
    /// Those that are mounted: worked out once for every server of the process, as a description takes its time.
    pub fn mounted() -> Data<Self> {
        static MOUNTED: LazyLock<Data<Routes>> =
            LazyLock::new(|| Data::new(Routes::of(&super::openapi::document())));
        Data::clone(&MOUNTED)
    }

    /// Those of a description.
    fn of(document: &utoipa::openapi::OpenApi) -> Self {
        let routes = document
            .paths
            .paths
            .iter()
            .map(|(path, item)| {
                let methods = [
                    ("GET", item.get.is_some()),
                    ("PUT", item.put.is_some()),
                    ("POST", item.post.is_some()),
                    ("PATCH", item.patch.is_some()),
                    ("DELETE", item.delete.is_some()),
                ];
                let allowed: Vec<&str> = methods
                    .into_iter()
                    .filter(|(_, there)| *there)
                    .map(|(name, _)| name)
                    .collect();
                (
                    path.split('/').map(str::to_owned).collect(),
                    allowed.join(", "),
                )
            })
            .collect();
        Self(routes)
    }

    fn methods(&self, path: &str) -> Option<&str> {
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |pattern: &[String]| {
            pattern.len() == segments.len()
                && pattern
                    .iter()
                    .zip(&segments)
                    .all(|(p, s)| (p.starts_with('{') && !s.is_empty()) || p == s)
        };
        self.0
            .iter()
            .find(|(pattern, _)| fits(pattern))
            .map(|(_, methods)| methods.as_str())
    }
}

/// 405 with the methods that there are, or 404: for whatever no operation takes.
pub async fn elsewhere(request: HttpRequest, routes: Data<Routes>) -> Result<web::Bytes, Fault> {
    Err(routes
        .methods(request.path())
        .map_or(Fault::App(AppError::NotFound), |methods| {
            Fault::Method(methods.to_owned())
        }))
}
