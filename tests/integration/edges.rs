//! Where the network ends and the server begins: what is refused before anything is looked up, and what always gets through.

#![cfg(test)]

use std::time::Duration;

use punte_api::{
    app::{AppError, limits::Limits},
    middleware::Edges,
};
use punte_tests::{Browser, TestApp};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

#[tokio::test]
async fn a_full_server_says_so_before_it_looks_anything_up_and_keeps_a_lane() {
    let edges = Edges {
        in_flight: 0,
        ..Edges::default()
    };
    let app = TestApp::spawn_with(Limits::default(), edges).await;
    let refused = app
        .get("/public/offers")
        .header("accept-language", "ro")
        .send()
        .await
        .problem(503, "overloaded");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(refused.headers["content-language"], "ro");
    let page = app.fetch("/uk/offers", &[]).await;
    assert_eq!(page.status(), 503);
    assert!(page.headers().contains_key("retry-after"));
    let html = page.text().await.unwrap();
    assert!(
        html.contains("Зараз тут забагато людей") && html.contains("tel:112"),
        "{html}"
    );
    // The first thing that is looked up for either is how often it was asked for.
    assert_eq!(app.count("select count(*) from attempt_count").await, 0);
    app.get("/healthz").expect(200).await;
    app.get("/readyz").expect(200).await;
    // A form without its guard: it was read.
    let said = app
        .send_form("/en/guides/housing/feedback", &[], "text=x")
        .await;
    assert!(said.status().is_client_error(), "{}", said.status());
}

#[tokio::test]
async fn a_place_is_free_again_when_the_answer_is_out() {
    let edges = Edges {
        in_flight: 1,
        ..Edges::default()
    };
    let app = TestApp::spawn_with(Limits::off(), edges).await;
    for _ in 0..20 {
        app.get("/public/offers").expect(200).await;
        app.get("/no-such-thing").send().await.expect(404);
    }
}

/// Sends a request whose body does not come; what is answered.
async fn stalled(app: &TestApp, path: &str, kind: &str) -> String {
    let address = app.base_url.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: {kind}\r\ncontent-length: 500\r\nconnection: close\r\n\r\n{{\"a"
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 4096];
    let length = socket.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let edges = Edges {
        body_time: Duration::from_millis(50),
        ..Edges::default()
    };
    let app = TestApp::spawn_with(Limits::off(), edges).await;
    let answer = stalled(&app, "/api/v1/sessions", "application/json").await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    let answer = stalled(&app, "/en/my", "application/x-www-form-urlencoded").await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("text/html"), "{answer}");
}

#[tokio::test]
async fn only_the_public_feed_may_be_read_from_other_pages() {
    let app = TestApp::spawn().await;
    let origin = [("origin", "https://elsewhere.example")];
    for (path, open) in [
        ("/api/v1/public/offers", true),
        ("/api/v1/public/offers?limit=0", true),
        ("/api/v1/places?q=Siret", false),
        ("/api/v1/accounts/me", false),
        ("/en/offers", false),
        ("/readyz", false),
    ] {
        let answer = app.fetch(path, &origin).await;
        let allowed = answer.headers().get("access-control-allow-origin");
        assert_eq!(
            allowed.map(|v| v.to_str().unwrap()),
            open.then_some("*"),
            "{path}"
        );
        assert!(
            !answer
                .headers()
                .contains_key("access-control-allow-credentials")
        );
        // The address of this server is one of HTTPS.
        let hsts = answer.headers()["strict-transport-security"]
            .to_str()
            .unwrap();
        assert!(hsts.starts_with("max-age=31536000"), "{hsts}");
    }
}

#[tokio::test]
async fn a_database_that_is_away_is_said_to_be_busy_and_not_broken() {
    let app = TestApp::spawn().await;
    let mut browser = Browser::new(&app);
    assert_eq!(browser.open("/en/offers").await.status, 200);
    // From another database: nobody shuts the door behind them.
    let (server, query) = app.database_url().split_once('?').unwrap();
    let (server, name) = server.rsplit_once('/').unwrap();
    let mut db = PgConnection::connect(&format!("{server}/postgres?{query}"))
        .await
        .unwrap();
    let let_in =
        |yes: bool| AssertSqlSafe(format!("alter database {name} allow_connections {yes}"));
    sqlx::query(let_in(false)).execute(&mut db).await.unwrap();
    sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1")
        .bind(name)
        .execute(&mut db)
        .await
        .unwrap();
    app.get("/readyz").send().await.problem(503, "overloaded");
    app.get("/places?q=Siret")
        .send()
        .await
        .problem(503, "overloaded");
    let page = app.fetch("/en/offers", &[]).await;
    assert_eq!(page.status(), 503);
    sqlx::query(let_in(true)).execute(&mut db).await.unwrap();
    app.get("/readyz").expect(200).await;
}

#[tokio::test]
async fn nobody_waits_long_for_a_statement_a_lock_or_a_transaction_that_was_forgotten() {
    let app = TestApp::spawn().await;
    let use_cases = app.use_cases().await;
    for (name, most) in [
        ("role", "app_rw"),
        ("statement_timeout", "2s"),
        ("lock_timeout", "1500ms"),
        ("idle_in_transaction_session_timeout", "5s"),
    ] {
        let set: String = sqlx::query_scalar("select current_setting($1)")
            .bind(name)
            .fetch_one(&use_cases.pool)
            .await
            .unwrap();
        assert_eq!(set, most, "{name}");
    }
    let slow = sqlx::query("select pg_sleep(60)").execute(&use_cases.pool);
    let ended = AppError::from(slow.await.unwrap_err());
    assert!(matches!(ended, AppError::Overloaded), "{ended:?}");
    // As a server finds it that stood still for a while.
    let mut forgotten = use_cases.pool.begin().await.unwrap();
    sqlx::query("set local idle_in_transaction_session_timeout = '50ms'")
        .execute(&mut *forgotten)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let gone = sqlx::query("select").execute(&mut *forgotten).await;
    let ended = AppError::from(gone.unwrap_err());
    assert!(matches!(ended, AppError::Overloaded), "{ended:?}");
    drop(forgotten);
    use_cases.pool.close().await;
    // Somebody changes the table, and whoever reads it is told to come again.
    let mut holder = app.superuser().await;
    holder.execute("begin").await.unwrap();
    holder
        .execute("lock table place in access exclusive mode")
        .await
        .unwrap();
    app.get("/places?q=Siret")
        .send()
        .await
        .problem(503, "overloaded");
    holder.execute("rollback").await.unwrap();
    app.get("/places?q=Siret").expect(200).await;
}
