//! The HTTP server.

use std::{
    net::TcpListener,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use actix_web::{
    App as ActixApp, HttpServer,
    dev::ServerHandle,
    middleware::{Compress, from_fn},
    web::{self, Data},
};
use utoipa_actix_web::{AppExt as _, scope};

use crate::{
    app::App,
    demo::DemoView,
    middleware::{Edges, InFlight, forgive_encoding, limit, shed, surround},
    rest::{
        self,
        health::Stopping,
        routes::{Routes, elsewhere},
    },
    web::speak_html,
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

/// Serves on a listener. Returns at once; the server ends with [`Running::stop`] or when the future that comes with it does.
pub fn serve(
    app: Arc<App>,
    demo: DemoView,
    edges: Edges,
    listener: TcpListener,
    workers: usize,
) -> std::io::Result<(Running, actix_web::dev::Server)> {
    let app = Data::from(app);
    let demo = Data::new(demo);
    let edges = Data::new(edges);
    let in_flight = Data::new(InFlight::default());
    let stopping = Data::new(Stopping::default());
    let routes = Routes::mounted();
    let shared = stopping.clone();
    let server = HttpServer::new(move || {
        let (actix, _) = ActixApp::new()
            .into_utoipa_app()
            .openapi(rest::openapi::frame())
            .app_data(app.clone())
            .app_data(demo.clone())
            .app_data(edges.clone())
            .app_data(in_flight.clone())
            .app_data(shared.clone())
            .app_data(routes.clone())
            .service(rest::health::read_liveness)
            .service(rest::health::read_readiness)
            .service(scope("/api/v1").configure(rest::mount))
            .split_for_parts();
        actix
            .configure(crate::web::mount)
            .default_service(web::to(elsewhere))
            .wrap(from_fn(limit))
            .wrap(from_fn(speak_html))
            .wrap(from_fn(shed))
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
