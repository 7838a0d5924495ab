//! `punte doctor`: whether a deployment is sound. It changes no data.

use clap::Args;
use punte_core::clock::Clock as _;
use serde_json::json;

use super::{
    Outcome, out,
    startup::{self, Database},
    tables,
};
use crate::{
    app::App,
    auth::{Auth, Keys},
    checkpoints::Checkpoints,
    checks::{self, Finding, Verdict},
    config::ServeOptions,
    mail::Mailer,
    seed,
    storage::{pool, standing},
};

#[derive(Args)]
pub(super) struct DoctorOptions {
    /// Say it in JSON.
    #[arg(long)]
    json: bool,
    /// As the server is started.
    #[command(flatten)]
    serve: ServeOptions,
}

pub(super) fn run(options: &DoctorOptions) -> Outcome {
    let mut findings = checks::settings(&options.serve);
    let data_dir = options.serve.database.data_dir();
    findings.push(checks::data_dir(&data_dir));
    findings.push(checks::room(&data_dir));
    findings.extend(checks::keys(&data_dir));
    findings.push(checks::token_key(&data_dir, startup::clock().now()));
    match startup::open(&options.serve.database) {
        Err(error) => findings.push(Finding::failed("database", error.to_string())),
        Ok(database) => {
            findings.extend(startup::runtime()?.block_on(examine(&options.serve, &database)));
        }
    }
    let worst = findings.iter().map(|f| f.verdict).fold(Verdict::Ok, worse);
    if options.json {
        out(&serde_json::to_string(
            &json!({ "verdict": worst, "findings": findings }),
        )?);
    } else {
        let mut table = tables::new(["", "what", "how it is"]);
        for finding in &findings {
            let verdict = match finding.verdict {
                Verdict::Ok => "ok",
                Verdict::Warning => "warning",
                Verdict::Failed => "failed",
            };
            table.add_row([verdict, finding.name, &finding.says]);
        }
        out(&table.to_string());
    }
    if worst == Verdict::Failed {
        Err("this deployment is not sound: see what failed".into())
    } else {
        Ok(())
    }
}

const fn worse(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        (Verdict::Failed, _) | (_, Verdict::Failed) => Verdict::Failed,
        (Verdict::Warning, _) | (_, Verdict::Warning) => Verdict::Warning,
        (Verdict::Ok, Verdict::Ok) => Verdict::Ok,
    }
}

/// What the database knows.
async fn examine(options: &ServeOptions, database: &Database) -> Vec<Finding> {
    let mut findings = Vec::new();
    let app = match startup::look(database).await {
        Ok(app) => app,
        Err(error) => {
            findings.push(Finding::failed("database", error.to_string()));
            return findings;
        }
    };
    findings.push(Finding::ok(
        "database",
        "answers, with the schema of this version",
    ));
    match read(options, &app).await {
        Ok(more) => findings.extend(more),
        Err(error) => findings.push(Finding::failed("database", error.to_string())),
    }
    findings.push(checkpoints(database, &app).await);
    if options.smtp_url.is_some() {
        findings.push(mail(options, database).await);
    }
    app.pool.close().await;
    findings
}

async fn read(
    options: &ServeOptions,
    app: &App,
) -> Result<Vec<Finding>, Box<dyn std::error::Error>> {
    let demo = options.demo || seed::holds_demo(&app.pool).await?;
    let own = options.database.database_url.is_none();
    Ok(app.examine(own, demo).await?)
}

/// Whether the seals that were written down last are still there. `punte audit verify` looks at all of them.
async fn checkpoints(database: &Database, app: &App) -> Finding {
    let name = "audit-checkpoints";
    let known = match Checkpoints::of(&database.data_dir).read(&app.auth.keys) {
        Ok(known) => known,
        Err(error) => return Finding::failed(name, error.to_string()),
    };
    let Some(last) = known.last() else {
        return Finding::warning(name, "none yet");
    };
    match app.holds_seal(last).await {
        Ok(true) => Finding::ok(
            name,
            format!("{}; copy them to another machine", known.len()),
        ),
        Ok(false) => Finding::failed(
            name,
            "the audit log was cut or rewritten: run `punte audit verify`",
        ),
        Err(error) => Finding::failed(name, error.to_string()),
    }
}

async fn mail(options: &ServeOptions, database: &Database) -> Finding {
    let name = "mail-server";
    let mailer = Mailer::new(
        options.smtp_url.as_deref(),
        &database.data_dir.join("mail"),
        &options.mail_from,
        "",
    );
    match mailer {
        Err(error) => Finding::failed(name, error.to_string()),
        Ok(mailer) if mailer.answers().await => Finding::ok(name, "answers, and takes our sign-in"),
        Ok(_) => Finding::failed(name, "does not answer, or does not take our sign-in"),
    }
}

/// Refuses to serve what must not be served.
pub(super) async fn before_serving(
    options: &ServeOptions,
    database: &Database,
) -> Result<Auth, Box<dyn std::error::Error>> {
    let mut db = pool::sign_in(&database.serve_url).await?;
    let facts = standing::facts(&mut db).await?;
    let own = options.database.database_url.is_none();
    checks::refuse(&checks::database(
        &facts,
        own,
        options.demo,
        startup::clock().now(),
    ))?;
    let known = standing::find_keys_check(&mut db).await?;
    if known.is_some() {
        // Keys that are gone are not made anew: nothing that these data hold would open with them.
        checks::refuse(&checks::keys(&database.data_dir))?;
    }
    let auth = Auth::new(Keys::load_or_create(&database.data_dir.join("keys"))?)?;
    let ours = auth.keys.check();
    checks::refuse(&[checks::keys_belong(known.as_deref(), &ours)])?;
    standing::insert_keys_check(&mut db, &ours).await?;
    // Another process may have bound these data to other keys in this moment.
    let known = standing::find_keys_check(&mut db).await?;
    checks::refuse(&[checks::keys_belong(known.as_deref(), &ours)])?;
    sqlx::Connection::close(db).await?;
    Ok(auth)
}
