use std::{net::IpAddr, str::FromStr as _};

use reqwest::Url;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::Finding;
use crate::{
    config::{DatabaseOptions, ServeOptions},
    vault::KekSource,
};

/// Passwords that are guessed first.
const GUESSED: [&str; 8] = [
    "postgres", "password", "punte", "app_rw", "secret", "changeme", "admin", "example",
];

/// What can be told from the settings alone.
pub(crate) fn settings(options: &ServeOptions) -> Vec<Finding> {
    let mut findings = vec![
        demo(options),
        public_url(options),
        mail_server(options),
        mail_sender(options),
        metrics(options),
        proxies(options),
        kek(&options.database),
    ];
    if std::env::var_os("PUNTE_HOTLINE").is_some() {
        findings.push(Finding::warning(
            "hotline",
            "PUNTE_HOTLINE is not read any more: an administrator adds the number under Settings, then unset it",
        ));
    }
    for (name, url) in [
        ("database-url", &options.database.database_url),
        (
            "database-migrate-url",
            &options.database.database_migrate_url,
        ),
    ] {
        if let Some(url) = url {
            findings.push(database_url(name, url));
        }
    }
    findings
}

fn is_here(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.starts_with('/')
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn demo(options: &ServeOptions) -> Finding {
    let ip = options.listen.ip();
    if options.demo && !ip.is_loopback() {
        Finding::failed(
            "demo",
            format!("--demo is for this machine only: listen on a loopback address, not on {ip}"),
        )
    } else if options.demo {
        Finding::ok("demo", "demo data and sign-ins, on this machine only")
    } else {
        Finding::ok("demo", "none")
    }
}

fn public_url(options: &ServeOptions) -> Finding {
    let name = "public-url";
    let text = options
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", options.listen));
    let Some(url) = Url::parse(&text).ok().filter(Url::has_host) else {
        return Finding::failed(
            name,
            "PUNTE_PUBLIC_URL is no address: write https://punte.example.org",
        );
    };
    let more = !matches!(url.path(), "" | "/")
        || url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    match url.scheme() {
        _ if more => Finding::failed(
            name,
            "PUNTE_PUBLIC_URL is a scheme and a host and nothing else",
        ),
        "https" => Finding::ok(name, text),
        "http" if url.host_str().is_some_and(is_here) => {
            Finding::ok(name, format!("{text}, for this machine only"))
        }
        _ => Finding::failed(
            name,
            format!(
                "{text} is not https: browsers keep no session there, and everybody on the way reads along. Set PUNTE_PUBLIC_URL to the address that the proxy with TLS answers"
            ),
        ),
    }
}

fn mail_server(options: &ServeOptions) -> Finding {
    let name = "mail-tls";
    let Some(text) = &options.smtp_url else {
        return Finding::warning(
            name,
            "PUNTE_SMTP_URL is not set: mails become files, and nobody gets them",
        );
    };
    let Some(url) = Url::parse(text).ok().filter(Url::has_host) else {
        return Finding::failed(
            name,
            "PUNTE_SMTP_URL is no address: write smtps://user:password@host",
        );
    };
    let required = url
        .query_pairs()
        .any(|(key, value)| key == "tls" && value == "required");
    match url.scheme() {
        "smtps" => Finding::ok(name, "encrypted"),
        "smtp" if required => Finding::ok(name, "encrypted from the first command on"),
        "smtp" if url.host_str().is_some_and(is_here) => Finding::ok(name, "on this machine"),
        "smtp" => Finding::failed(
            name,
            "mails would cross the network unencrypted: write smtps://, or smtp://host?tls=required",
        ),
        _ => Finding::failed(name, "PUNTE_SMTP_URL begins with smtps:// or smtp://"),
    }
}

fn mail_sender(options: &ServeOptions) -> Finding {
    let name = "mail-sender";
    match options.mail_from.parse::<lettre::message::Mailbox>() {
        Err(_) => Finding::failed(
            name,
            "PUNTE_MAIL_FROM is no sender: write Punte <help@punte.example.org>",
        ),
        Ok(sender) if sender.email.domain() == "localhost" => Finding::warning(
            name,
            "PUNTE_MAIL_FROM is not set: mail servers refuse a sender at localhost",
        ),
        Ok(sender) => Finding::ok(name, sender.email.to_string()),
    }
}

fn metrics(options: &ServeOptions) -> Finding {
    let name = "metrics";
    match options.metrics_listen {
        None => Finding::ok(name, "not served"),
        Some(address) if address.ip().is_unspecified() => Finding::failed(
            name,
            format!("{address} is every network there is: name the address of the operator's own"),
        ),
        Some(address) => Finding::ok(name, address.to_string()),
    }
}

fn proxies(options: &ServeOptions) -> Finding {
    let name = "trusted-proxies";
    let behind = options
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https"));
    if behind && options.trusted_proxies.is_empty() {
        Finding::warning(
            name,
            "PUNTE_TRUSTED_PROXIES is not set: behind the proxy everybody is one address to the limits",
        )
    } else {
        Finding::ok(name, if behind { "set" } else { "no proxy" })
    }
}

/// Where the keys of personal data are; never what they are.
fn kek(options: &DatabaseOptions) -> Finding {
    let name = "kek";
    let source = match options.kek() {
        Ok(source) => source,
        Err(error) => return Finding::failed(name, error.to_string()),
    };
    if let Err(error) = source.check() {
        return Finding::failed(name, error.to_string());
    }
    let file = options.kek_file();
    match source {
        KekSource::Given(_) if file.exists() => Finding::warning(
            name,
            format!(
                "in PUNTE_KEK; the file {} is not read: keep it away from this machine, or remove it",
                file.display()
            ),
        ),
        KekSource::Given(_) => Finding::ok(name, "in PUNTE_KEK; nothing of them is written"),
        KekSource::File(path) => Finding::ok(name, format!("in the file {}", path.display())),
    }
}

fn database_url(name: &'static str, text: &str) -> Finding {
    let (Ok(options), Ok(url)) = (PgConnectOptions::from_str(text), Url::parse(text)) else {
        return Finding::failed(
            name,
            "it is no address: write postgres://app_rw:password@host/punte?sslmode=verify-full",
        );
    };
    if options.get_socket().is_some() || is_here(options.get_host()) {
        return Finding::ok(name, "on this machine");
    }
    let guessed = url.password().is_some_and(|password| {
        GUESSED.contains(&password) || password == options.get_username() || password.len() < 12
    });
    if guessed {
        return Finding::failed(
            name,
            "its password is one that is guessed: take a long random one",
        );
    }
    match options.get_ssl_mode() {
        PgSslMode::VerifyFull => Finding::ok(name, "encrypted, to a server that was checked"),
        PgSslMode::VerifyCa | PgSslMode::Require => Finding::warning(
            name,
            "encrypted, to whoever answers: sslmode=verify-full checks that it is the server",
        ),
        PgSslMode::Disable | PgSslMode::Allow | PgSslMode::Prefer => Finding::failed(
            name,
            "it may cross the network unencrypted: add ?sslmode=verify-full",
        ),
    }
}
