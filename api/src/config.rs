//! What an operator can set: flags and environment variables, one list.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use punte_core::{rights::Retention, sensitive::Sensitive};

use crate::{
    app::limits::Limits,
    middleware::Proxies,
    vault::{KekSource, VaultError},
};

/// Where the data lives.
#[derive(Clone, Args)]
pub struct DatabaseOptions {
    /// PostgreSQL to use instead of the private one, as `app_rw` or as the owner.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// PostgreSQL as the owner, for migrating only. Default: the database URL.
    #[arg(long, env = "DATABASE_MIGRATE_URL", hide_env_values = true)]
    pub database_migrate_url: Option<String>,
    /// Keys, mail in development, and the private PostgreSQL.
    #[arg(long, env = "PUNTE_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// File with the key-encryption keys of personal data. Default: `keys/kek` in the data directory. Not with PUNTE_KEK, which holds
    /// what that file would.
    #[arg(long, env = "PUNTE_KEK_FILE")]
    pub kek_file: Option<PathBuf>,
    /// The keys themselves. No flag: what a process was started with is seen by others.
    #[arg(skip = kek_of_environment())]
    pub kek: Option<Sensitive<String>>,
}

/// What `PUNTE_KEK` holds. What is no text is no key, and refused as such.
fn kek_of_environment() -> Option<Sensitive<String>> {
    let text = std::env::var_os("PUNTE_KEK")?;
    Some(Sensitive::new(text.to_string_lossy().into_owned()))
}

/// How the server runs.
#[derive(Clone, Args)]
pub struct ServeOptions {
    /// Where the data lives.
    #[command(flatten)]
    pub database: DatabaseOptions,
    /// Address and port to listen on.
    #[arg(long, env = "PUNTE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Address and port for `GET /metrics` (Prometheus), where only the operator gets. Default: none.
    #[arg(long, env = "PUNTE_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Load demo data and accounts. Loopback only.
    #[arg(long)]
    pub demo: bool,
    /// How mails are sent: `smtp://user:password@host:587`. Default: they become files under the data directory.
    #[arg(long, env = "PUNTE_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The sender of mails.
    #[arg(
        long,
        env = "PUNTE_MAIL_FROM",
        default_value = "Punte <punte@localhost>"
    )]
    pub mail_from: String,
    /// Where text messages become files for a gateway that sends them. Default: nobody is offered any; a demo writes them into its data
    /// directory.
    #[arg(long, env = "PUNTE_SMS_DIR")]
    pub sms_dir: Option<PathBuf>,
    /// What links in mails begin with. Default: the address listened on.
    #[arg(long, env = "PUNTE_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Proxies in front, by address or network, whose X-Forwarded-For is believed: `10.0.0.0/8,::1`. Default: none.
    #[arg(
        long,
        env = "PUNTE_TRUSTED_PROXIES",
        default_value = "",
        hide_default_value = true
    )]
    pub trusted_proxies: Proxies,
    /// Requests that are answered at the same time; above, the answer is 503.
    #[arg(long, env = "PUNTE_IN_FLIGHT", default_value = "256", value_parser = clap::value_parser!(u16).range(1..))]
    pub in_flight: u16,
    /// Limits that differ from the table in docs/deploying.md: `search=120/60,remarks=off`.
    #[arg(long, env = "PUNTE_LIMITS")]
    pub limits: Option<Limits>,
    /// How long what is kept.
    #[command(flatten)]
    pub retention: RetentionOptions,
}

/// How long what is kept, days.
#[derive(Debug, Clone, Args)]
pub struct RetentionOptions {
    /// An open request that its household does not open is closed after so many days.
    #[arg(long, env = "PUNTE_IDLE_REQUEST_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub idle_request_days: u16,
    /// A household is erased so many days after its request ended.
    #[arg(long, env = "PUNTE_ENDED_REQUEST_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..))]
    pub ended_request_days: u16,
    /// The exact place of an offer is erased so many days after it was rejected or withdrawn.
    #[arg(long, env = "PUNTE_ENDED_OFFER_DAYS", default_value_t = 180, value_parser = clap::value_parser!(u16).range(1..))]
    pub ended_offer_days: u16,
    /// What was written about a danger is erased so many days after its report was closed.
    #[arg(long, env = "PUNTE_CLOSED_REPORT_DAYS", default_value_t = 180, value_parser = clap::value_parser!(u16).range(1..))]
    pub closed_report_days: u16,
    /// A sign-in, with its tokens, is forgotten so many days after it ended or lapsed: until then whoever's it was can look whether
    /// somebody else signed in.
    #[arg(long, env = "PUNTE_ENDED_SESSION_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..))]
    pub ended_session_days: u16,
    /// An account that nobody counts on is erased so many days after its last sign-in; its holder is told thirty days before.
    #[arg(long, env = "PUNTE_DORMANT_ACCOUNT_DAYS", default_value_t = 730, value_parser = clap::value_parser!(u16).range(60..))]
    pub dormant_account_days: u16,
    /// A mail, or other work in the background, is forgotten so many days after it was done or set aside: as long as one looks for
    /// what went wrong.
    #[arg(long, env = "PUNTE_DONE_JOB_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub done_job_days: u16,
    /// What somebody was told is forgotten so many days after it was said, read or not.
    #[arg(long, env = "PUNTE_NOTICE_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..))]
    pub notice_days: u16,
    /// The audit log.
    #[command(flatten)]
    pub audit: AuditDays,
}

/// How long the audit log is kept.
#[derive(Debug, Clone, Copy, Args)]
pub struct AuditDays {
    /// A line of the audit log is let go so many days after it was written, as far as a checkpoint says that it is so old. At least as many as
    /// the figures of the queue look back, which are counted again from it.
    #[arg(long, env = "PUNTE_AUDIT_DAYS", default_value_t = 730, value_parser = clap::value_parser!(u16).range(366..))]
    pub audit_days: u16,
}

impl From<&RetentionOptions> for Retention {
    fn from(options: &RetentionOptions) -> Self {
        Self {
            idle_request_days: options.idle_request_days,
            ended_request_days: options.ended_request_days,
            ended_offer_days: options.ended_offer_days,
            closed_report_days: options.closed_report_days,
            ended_session_days: options.ended_session_days,
            dormant_account_days: options.dormant_account_days,
            done_job_days: options.done_job_days,
            notice_days: options.notice_days,
            audit_days: options.audit.audit_days,
        }
    }
}

impl DatabaseOptions {
    /// The data directory.
    pub fn data_dir(&self) -> PathBuf {
        self.data_dir
            .clone()
            .unwrap_or_else(crate::postgres::default_data_dir)
    }

    /// The file with the key-encryption keys.
    pub fn kek_file(&self) -> PathBuf {
        self.kek_file
            .clone()
            .unwrap_or_else(|| self.data_dir().join("keys").join("kek"))
    }

    /// Where the key-encryption keys are. Not in two places: nobody could tell which of them count.
    pub fn kek(&self) -> Result<KekSource, VaultError> {
        match (&self.kek, &self.kek_file) {
            (Some(_), Some(_)) => Err(VaultError::Both),
            (Some(text), None) => Ok(KekSource::Given(text.clone())),
            (None, _) => Ok(KekSource::File(self.kek_file())),
        }
    }
}
