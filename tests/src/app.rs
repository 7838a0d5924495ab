//! A server of one test.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use jiff::{SignedDuration, Timestamp};
use punte_api::{
    app::{App, help_lines, limits::Limits},
    demo::DemoView,
    jobs,
    mail::Mailer,
    matcher::follow,
    middleware::Edges,
    server::serve,
    storage::pool,
    texter::Texter,
};
use reqwest::Method;
use sqlx::{Connection as _, PgConnection};
use tempfile::TempDir;
use tokio::sync::{oneshot, watch};

use crate::{
    client::Call,
    clock::TestClock,
    database::{self, Clone, app_rw, clone_template, now_of, server},
    people::{Cast, Household, Who, staff_seed},
};

/// What [`TestApp::raised`] tells moderators of a household, in one word.
pub const SEEN: &str = "6.0.0";

/// A real server on a port of its own, over a database of its own.
pub struct TestApp {
    /// The clock of the server and of its SQL.
    pub clock: Arc<TestClock>,
    /// Accounts that are there from the beginning.
    pub cast: Cast,
    /// Where it listens.
    pub base_url: String,
    pub(crate) http: reqwest::Client,
    pub(crate) page_client: reqwest::Client,
    limits: Limits,
    edges: Edges,
    texts: TempDir,
    serving: Arc<App>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    // Last: dropped when the last of its servers is gone.
    database: Arc<Clone>,
}

impl TestApp {
    /// Starts one. All tests share one address, so nothing is limited.
    pub async fn spawn() -> Self {
        Self::spawn_with(Limits::off(), Edges::default()).await
    }

    /// Starts one with edges.
    pub async fn spawn_with(limits: Limits, edges: Edges) -> Self {
        let database = Arc::new(clone_template().await);
        Self::over(database, Arc::new(TestClock::default()), limits, edges)
    }

    /// Another server over the same database, by the same clock: as another process would be.
    pub fn beside(&self) -> Self {
        Self::over(
            self.database.clone(),
            self.clock.clone(),
            self.limits.clone(),
            self.edges.clone(),
        )
    }

    fn over(database: Arc<Clone>, clock: Arc<TestClock>, limits: Limits, edges: Edges) -> Self {
        let (ready, started) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let (url, own_clock) = (database.url.clone(), clock.clone());
        let (own_limits, own_edges) = (limits.clone(), edges.clone());
        let thread = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let pool = pool::connect(&url, Some(own_clock.clone()), pool::FOR_COMMANDS)
                    .await
                    .unwrap();
                let app = Arc::new(database::app(
                    pool,
                    &url,
                    own_clock,
                    &server().keys,
                    own_limits,
                ));
                let (halt, halted) = watch::channel(false);
                let following = actix_web::rt::spawn(follow(
                    app.matcher.clone(),
                    app.pool.clone(),
                    app.clock.clone(),
                    halted.clone(),
                    |_, _| (),
                ));
                // So that every test asks the index, not the scan that stands in while it loads.
                while app.matcher.standing().is_none() {
                    tokio::task::yield_now().await;
                }
                app.load_help_lines().await.unwrap();
                let reading = actix_web::rt::spawn(help_lines::follow(app.clone(), halted));
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                let address = listener.local_addr().unwrap();
                let (running, serving) =
                    serve(app.clone(), DemoView::default(), own_edges, listener, 2).unwrap();
                let serving = actix_web::rt::spawn(serving);
                ready.send((address, app.clone())).unwrap();
                let _ = stopped.await;
                running.stop().await;
                serving.await.unwrap().unwrap();
                halt.send_replace(true);
                following.await.unwrap();
                reading.await.unwrap();
                app.pool.close().await;
                app.looking.close().await;
            });
        });
        let (address, serving) = started.recv().expect("the server starts");
        Self {
            clock,
            cast: server().cast.clone(),
            base_url: format!("http://{address}"),
            // A connection per request: the server stops at once when asked to.
            http: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .no_proxy()
                .build()
                .unwrap(),
            // Redirects are the browser's to follow.
            page_client: reqwest::Client::builder()
                .pool_max_idle_per_host(0)
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            limits,
            edges,
            texts: TempDir::new().unwrap(),
            serving,
            stop: Some(stop),
            thread: Some(thread),
            database,
        }
    }

    /// A request to a path under `/api/v1`, or to a path that begins with `/healthz` or `/readyz`.
    pub fn call(&self, method: Method, path: impl AsRef<str>) -> Call<'_> {
        Call::new(self, method, path.as_ref())
    }

    /// `GET`.
    pub fn get(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::GET, path)
    }

    /// `POST`.
    pub fn post(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::POST, path)
    }

    /// `PUT`.
    pub fn put(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::PUT, path)
    }

    /// `PATCH`.
    pub fn patch(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::PATCH, path)
    }

    /// `DELETE`.
    pub fn delete(&self, path: impl AsRef<str>) -> Call<'_> {
        self.call(Method::DELETE, path)
    }

    /// `GET` of a page or a file: what openapi.yaml does not describe.
    pub async fn fetch(&self, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        let request = self.http.get(format!("{}{path}", self.base_url));
        let request = headers
            .iter()
            .fold(request, |r, (name, value)| r.header(*name, *value));
        request.send().await.expect("the server answers")
    }

    /// A form as any program may send it.
    pub async fn send_form(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &'static str,
    ) -> reqwest::Response {
        let request = self
            .page_client
            .post(format!("{}{path}", self.base_url))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let request = headers
            .iter()
            .fold(request, |r, (name, value)| r.header(*name, *value));
        request.send().await.expect("the server answers")
    }

    /// The first moderator.
    pub fn as_moderator(&self) -> &Who {
        &self.cast.moderators[0]
    }

    /// Gives somebody a role of staff, and the second factor that goes with it.
    pub async fn make_staff(&self, who: &Who, role: &str) {
        sqlx::query("update account set roles = array[$2] where id = $1")
            .bind(who.account.0)
            .bind(role)
            .execute(&mut self.superuser().await)
            .await
            .unwrap();
        self.give_factor(who).await;
    }

    /// Gives somebody a second factor.
    pub async fn give_factor(&self, who: &Who) {
        let app = self.use_cases().await;
        app.adopt_factor(who.account, &staff_seed()).await.unwrap();
        app.pool.close().await;
    }

    /// From here on a code is used once, as everywhere but in tests whose clock stands still.
    pub async fn codes_are_used_once(&self) {
        sqlx::query("drop trigger forget_code on second_factor")
            .execute(&mut self.superuser().await)
            .await
            .unwrap();
    }

    /// The time of the tests' clock.
    pub fn now(&self) -> Timestamp {
        now_of(&self.clock)
    }

    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// The URL of its database, as the superuser.
    pub fn database_url(&self) -> &str {
        &self.database.url
    }

    /// Where the keys of all servers lie.
    pub fn keys(&self) -> &'static Path {
        &server().keys
    }

    /// A connection as the superuser: for looking, and for planting faults.
    pub async fn superuser(&self) -> PgConnection {
        PgConnection::connect(&self.database.url).await.unwrap()
    }

    /// A connection with the server's rights.
    pub async fn app_rw(&self) -> PgConnection {
        app_rw(&self.database.url, self.now()).await
    }

    /// The use cases over connections of the test's own: the server's belong to its threads.
    pub async fn use_cases(&self) -> App {
        let pool = pool::connect(
            &self.database.url,
            Some(self.clock.clone()),
            pool::FOR_COMMANDS,
        )
        .await
        .unwrap();
        let app = database::app(
            pool,
            &self.database.url,
            self.clock.clone(),
            &server().keys,
            self.limits.clone(),
        );
        app.load_help_lines().await.unwrap();
        app
    }

    /// Runs jobs until none is due; returns how many ran.
    pub async fn run_jobs(&self, mailer: &Mailer) -> usize {
        let app = self.use_cases().await;
        let (mut count, mut ran) = (0, None);
        let texter = self.texter();
        while jobs::run_next(&app, mailer, &texter, &mut ran)
            .await
            .unwrap()
        {
            count += 1;
        }
        app.pool.close().await;
        count
    }

    /// What sends text messages: into files that end with this value.
    pub fn texter(&self) -> Texter {
        Texter::new(self.texts.path(), "https://punte.example.org/").unwrap()
    }

    /// The text messages that were sent, as they lie in their files, sorted.
    pub fn texts(&self) -> Vec<String> {
        let files = fs::read_dir(self.texts.path()).unwrap();
        let mut texts: Vec<String> = files
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        texts.sort();
        texts
    }

    /// What the operator's monitoring reads of the server.
    pub fn metrics(&self) -> String {
        self.serving.metrics.render(&self.serving)
    }

    /// Reads what is due in the queue, until nothing is.
    pub async fn note_hints(&self) {
        let app = self.use_cases().await;
        while app.note_hints().await.unwrap() > 0 {}
        app.pool.close().await;
    }

    /// The key that signs its access tokens, PKCS #8: for tests that forge some.
    pub fn token_key(&self) -> Vec<u8> {
        std::fs::read(server().keys.join("token-ed25519.pk8")).unwrap()
    }

    /// A count that a statement gives.
    pub async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement)
            .fetch_one(&mut self.superuser().await)
            .await
            .unwrap()
    }

    /// Has moderators told of a household that six others share a phone with, as the worker does; the id of the matter. Which numbers those
    /// are says [`SEEN`].
    pub async fn raised(&self, household: &Household) -> String {
        sqlx::query_scalar(
            "insert into household_signal (id, request_id, requests, raised_at) values (gen_random_uuid(), $1::uuid, 6, now())
             on conflict (request_id) do update set requests = 6, raised_at = now() returning id::text",
        )
        .bind(&household.request)
        .fetch_one(&mut self.superuser().await)
        .await
        .unwrap()
    }

    /// One digest for each table that a request could change, so that "nothing changed" is one comparison.
    pub async fn digest(&self) -> Vec<(String, String)> {
        let mut db = self.superuser().await;
        let tables: Vec<String> = sqlx::query_scalar(
            "select table_schema || '.' || table_name from information_schema.tables
             where table_schema in ('public', 'identity') and table_type = 'BASE TABLE'
                and table_name not in ('spatial_ref_sys', 'place', 'place_name', 'reference_item', 'seed_state', '_sqlx_migrations')
             order by 1",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        let mut digests = Vec::new();
        for table in tables {
            // That people took along what is held about them is written down, and changes nothing else.
            let but = if table == "public.audit_event" {
                "where action <> 'data_exported'"
            } else {
                ""
            };
            let digest: Option<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
                "select md5(string_agg(t::text, e'\\n' order by t::text)) from {table} t {but}"
            )))
            .fetch_one(&mut db)
            .await
            .unwrap();
            digests.push((table, digest.unwrap_or_default()));
        }
        digests
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _gone = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || thread::panicking(), "the server panicked");
        }
    }
}
