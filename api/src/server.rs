//! The HTTP server.

use std::{
    net::TcpListener,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use actix_web::{
    App as ActixApp, HttpRequest, HttpServer,
    dev::ServerHandle,
    middleware::{Compress, from_fn},
    web::{self, Data},
};
use utoipa_actix_web::{AppExt as _, scope};

use crate::{
    app::{App, AppError},
    demo::DemoView,
    middleware::{forgive_encoding, surround},
    problem::Fault,
    rest::{self, health::Stopping},
};

/// Seconds in which requests that were accepted may still end.
const DRAIN_S: u64 = 25;

/// A server that runs.
pub struct Running {
    handle: ServerHandle,
    stopping: Data<Stopping>,
}

impl Running {
    /// Says that it is not ready, answers what it accepted, and ends.
    pub async fn stop(self) {
        self.stopping.0.store(true, Ordering::Relaxed);
        self.handle.stop(true).await;
    }
}

/// Every path with its methods, to tell a wrong method (405) from a wrong path (404).
struct Routes(Vec<(Vec<String>, String)>);

impl Routes {
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

async fn elsewhere(request: HttpRequest, routes: Data<Routes>) -> Result<web::Bytes, Fault> {
    Err(routes
        .methods(request.path())
        .map_or(Fault::App(AppError::NotFound), |methods| {
            Fault::Method(methods.to_owned())
        }))
}

/// Serves on a listener. Returns at once; the server ends with [`Running::stop`] or when the future that comes with it does.
pub fn serve(
    app: Arc<App>,
    demo: DemoView,
    listener: TcpListener,
    workers: usize,
) -> std::io::Result<(Running, actix_web::dev::Server)> {
    let app = Data::from(app);
    let demo = Data::new(demo);
    let stopping = Data::new(Stopping::default());
    let routes = Data::new(Routes::of(&rest::openapi::document()));
    let shared = stopping.clone();
    let server = HttpServer::new(move || {
        let (actix, _) = ActixApp::new()
            .into_utoipa_app()
            .openapi(rest::openapi::frame())
            .app_data(app.clone())
            .app_data(demo.clone())
            .app_data(shared.clone())
            .app_data(routes.clone())
            .service(rest::health::read_liveness)
            .service(rest::health::read_readiness)
            .service(scope("/api/v1").configure(rest::mount))
            .split_for_parts();
        actix
            .configure(crate::web::mount)
            .default_service(web::to(elsewhere))
            .wrap(from_fn(surround))
            .wrap(Compress::default())
            .wrap(from_fn(forgive_encoding))
    })
    .workers(workers)
    .backlog(2048)
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(DRAIN_S)
    .disable_signals()
    .listen(listener)?
    .run();
    Ok((
        Running {
            handle: server.handle(),
            stopping,
        },
        server,
    ))
}
