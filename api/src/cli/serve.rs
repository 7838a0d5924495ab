//! `punte serve`: database, keys, seeds, worker, HTTP.

use std::{net::TcpListener, sync::Arc};

use punte_core::{clock::Clock, matching::WeightSet};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use tracing_subscriber::EnvFilter;

use super::{Outcome, doctor, err, out, startup};
use crate::{
    app::{
        App,
        help_lines::{self, KnownHelpLines},
        limits::Limits,
    },
    checkpoints::{self, Checkpoints},
    checks,
    config::ServeOptions,
    demo::DemoView,
    jobs,
    mail::Mailer,
    matcher,
    metrics::{self, Metrics},
    middleware::Edges,
    seed::{self, seed_demo},
    server,
    storage::pool,
    texter::Texter,
};

/// `punte serve`.
pub(super) fn serve(options: &ServeOptions) -> Outcome {
    checks::refuse(&checks::settings(options))?;
    let listener = TcpListener::bind(options.listen)
        .map_err(|e| format!("cannot listen on {}: {e}", options.listen))?;
    let metrics = options
        .metrics_listen
        .map(|address| {
            TcpListener::bind(address).map_err(|e| format!("cannot listen on {address}: {e}"))
        })
        .transpose()?;
    run(options, Some(listener), metrics)
}

/// `punte worker`: mails and deadlines only, beside servers that run elsewhere.
pub(super) fn work(options: &ServeOptions) -> Outcome {
    checks::refuse(&checks::settings(options))?;
    run(options, None, None)
}

/// What is logged unless somebody says otherwise. Where the last place goes to somebody else, the commit is refused, the driver rolls back
/// what is over already, and PostgreSQL remarks on that.
const LOGGED: &str = "warn,sqlx::postgres::notice=error";

fn run(
    options: &ServeOptions,
    listener: Option<TcpListener>,
    metrics: Option<TcpListener>,
) -> Outcome {
    tracing_subscriber::fmt()
        .with_env_filter(
            EnvFilter::try_from_env("PUNTE_LOG").unwrap_or_else(|_unset| EnvFilter::new(LOGGED)),
        )
        .with_writer(std::io::stderr)
        .init();
    checks::refuse(&[checks::data_dir(&options.database.data_dir())])?;
    let database = startup::open(&options.database)?;
    let system = actix_web::rt::System::new();
    let outcome = system.block_on(async {
        let (mut terminate, mut interrupt) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        let run = Run {
            listener,
            metrics,
            moved: None,
            ready: Box::new(announce),
        };
        until_stopped(options, &database, run, async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            err("punte: stopping");
        })
        .await
    });
    // The last: what runs on the database has ended.
    drop(database);
    outcome
}

/// What is told its address, what the demo tells, and where mails become files.
type Ready = Box<dyn FnOnce(&str, &DemoView, Option<String>)>;

/// What a run of a server has of its own.
pub(super) struct Run {
    /// Where it listens; a worker does not.
    pub listener: Option<TcpListener>,
    /// Where it tells its metrics.
    pub metrics: Option<TcpListener>,
    /// The clock, if it is another one than the system's.
    pub moved: Option<Arc<dyn Clock>>,
    /// Who is told as soon as it answers.
    pub ready: Ready,
}

/// Serves until it is told to stop.
pub(super) async fn until_stopped(
    options: &ServeOptions,
    database: &startup::Database,
    run: Run,
    stop_asked: impl Future<Output = ()>,
) -> Outcome {
    let (pool, vault) =
        startup::prepare_by(database, run.moved.clone(), pool::WHILE_SERVING).await?;
    let looking =
        pool::connect_to_look(&database.serve_url, run.moved.clone(), pool::WHILE_SERVING)?;
    let clock = run.moved.unwrap_or_else(|| startup::clock());
    if !options.demo && seed::holds_demo(&pool).await? {
        return Err("these data are a demo's, with sign-ins that are no secret: start with --demo, or with another data directory or database".into());
    }
    let public_url = options
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", options.listen));
    let auth = doctor::before_serving(options, database).await?;
    let app = Arc::new(App {
        pool: pool.clone(),
        looking: looking.clone(),
        clock: Arc::clone(&clock),
        auth,
        vault,
        retention: (&options.retention).into(),
        weights: WeightSet::first(),
        matcher: Arc::default(),
        metrics: Metrics::new()?,
        limits: match &options.limits {
            Some(limits) => limits.clone(),
            None if options.demo => Limits::demo(),
            None => Limits::default(),
        },
        help_lines: KnownHelpLines::default(),
        public_url: public_url.trim_end_matches('/').to_owned(),
        texts_people: options.sms_dir.is_some() || options.demo,
    });
    let mail_dir = database.data_dir.join("mail");
    let mailer = Arc::new(Mailer::new(
        options.smtp_url.as_deref(),
        &mail_dir,
        &options.mail_from,
        &public_url,
    )?);
    let own_sms_dir = database.data_dir.join("sms");
    let texter = Texter::new(
        options.sms_dir.as_ref().unwrap_or(&own_sms_dir),
        &public_url,
    )?;
    // Before the first page and the first mail, and before anything else wants a connection.
    app.load_help_lines().await?;
    let demo = if options.demo && run.listener.is_some() {
        seed_demo(&app, &database.data_dir).await?
    } else {
        DemoView::default()
    };
    let (stop, stopped) = watch::channel(false);
    let _help_lines = actix_web::rt::spawn(help_lines::follow(Arc::clone(&app), stopped.clone()));
    let worker = actix_web::rt::spawn(jobs::work(
        Arc::clone(&app),
        Arc::clone(&mailer),
        texter,
        stopped.clone(),
    ));
    let sealer = actix_web::rt::spawn(checkpoints::keep(
        Arc::clone(&app),
        Checkpoints::of(&database.data_dir),
        stopped.clone(),
    ));
    // What fails in here ends the parts above as being told to stop does: they may be in the middle of a mail.
    let outcome = async {
        let Some(listener) = run.listener else {
            out("The worker runs. Ctrl-C stops it.");
            stop_asked.await;
            return Ok(());
        };
        // Answers come from a scan until the index is loaded.
        let following = matcher::follow(
            Arc::clone(&app.matcher),
            pool.clone(),
            clock,
            stopped,
            |done, total| err(&format!("punte: index {done} of {total} offers")),
        );
        let _follower = actix_web::rt::spawn(following);
        if let Some(metrics) = run.metrics {
            let _metrics = actix_web::rt::spawn(metrics::serve(Arc::clone(&app), metrics)?);
        }
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let edges = Edges {
            proxies: options.trusted_proxies.clone(),
            in_flight: usize::from(options.in_flight),
            ..Edges::default()
        };
        let (running, server) =
            server::serve(Arc::clone(&app), demo.clone(), edges, listener, threads)?;
        (run.ready)(
            &public_url,
            &demo,
            mailer.is_file().then(|| mail_dir.display().to_string()),
        );
        let server = actix_web::rt::spawn(server);
        stop_asked.await;
        running.stop().await;
        let _ended = server.await;
        Ok(())
    }
    .await;
    stop.send_replace(true);
    let _ended = worker.await;
    let _ended = sealer.await;
    pool.close().await;
    looking.close().await;
    outcome
}

/// Where to click, and how to sign in.
fn announce(url: &str, demo: &DemoView, mail_dir: Option<String>) {
    out(&format!("Punte listens on {url}"));
    out(&format!("  open this first    {url}/"));
    out(&format!("  verified offers    {url}/api/v1/public/offers"));
    out(&format!("  places             {url}/api/v1/places?q=Siret"));
    out(&format!("  the API            {url}/api/docs"));
    out(&format!("  health             {url}/readyz"));
    if let Some(directory) = mail_dir {
        out(&format!("  mails become files in {directory}"));
    }
    if demo.demo {
        out("Demo data is loaded. Sign-ins (random, of this data directory):");
        for sign_in in &demo.sign_ins {
            out(&format!(
                "  {:<10} {:<39} {}",
                sign_in.role, sign_in.email, sign_in.password
            ));
        }
        if let Some(key) = &demo.staff_key {
            out(
                "Moderators, other staff and the case worker are asked for a code, too: that page shows it here, since this is a demo.",
            );
            out(&format!(
                "  key for an authenticator app              {key}"
            ));
        }
        out("Households that ask for help (a code opens their request):");
        for household in &demo.households {
            out(&format!("  {}  {}", household.code, household.about));
        }
        let program = std::env::args()
            .next()
            .unwrap_or_else(|| "punte".to_owned());
        out(&format!(
            "Play the whole main job in another terminal: {program} journey --url {url}"
        ));
    }
    out("Ctrl-C stops it.");
}
