//! A real SMTP server that keeps what it is sent.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
};

use punte_api::mail::Mailer;
use tempfile::TempDir;

/// An SMTP server (aiosmtpd) on a port of its own. It ends with this value.
pub struct MailSink {
    directory: TempDir,
    child: Child,
    _alive: ChildStdin,
    port: u16,
}

/// A message that arrived.
#[derive(Debug, Clone)]
pub struct Message {
    /// To whom it was delivered.
    pub to: String,
    /// As it was sent, headers and body.
    pub raw: String,
    /// Its subject, decoded.
    pub subject: String,
    /// Its body, decoded.
    pub body: String,
    /// Its Message-ID.
    pub message_id: String,
}

impl MailSink {
    /// Starts one.
    pub fn start() -> Self {
        let directory = TempDir::new().unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new(tools().join("bin/python"))
            .arg(here.join("tools/smtp_sink.py"))
            .arg(directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the mail sink starts: script/setup --tests installs it");
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut port)
            .unwrap();
        Self {
            directory,
            _alive: child.stdin.take().unwrap(),
            child,
            port: port.trim().parse().expect("the mail sink says its port"),
        }
    }

    /// A mailer that sends to it.
    pub fn mailer(&self) -> Mailer {
        Mailer::new(
            Some(&format!("smtp://127.0.0.1:{}", self.port)),
            self.directory.path(),
            "Punte <punte@example.org>",
            "https://punte.example.org/",
        )
        .unwrap()
    }

    /// What arrived, in order.
    pub fn messages(&self) -> Vec<Message> {
        read_messages(self.directory.path())
    }
}

impl Drop for MailSink {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// The messages in the files of a directory, in order of their names.
pub(crate) fn read_messages(directory: &Path) -> Vec<Message> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
        .collect();
    files.sort();
    files.iter().map(|file| Message::read(file)).collect()
}

impl Message {
    /// Reads a message from a file, decoded by Python's own e-mail library.
    pub fn read(file: &Path) -> Self {
        const DECODE: &str = "import email, email.policy, json, sys\n\
            m = email.message_from_file(open(sys.argv[1], newline=''), policy=email.policy.default)\n\
            print(json.dumps([m['X-Rcpt-To'] or m['To'], m['Subject'], m.get_content(), m['Message-ID']]))";
        let output = Command::new(tools().join("bin/python"))
            .args(["-c", DECODE])
            .arg(file)
            .output()
            .unwrap();
        let decoded: [String; 4] = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)));
        let [to, subject, body, message_id] = decoded;
        Self {
            to,
            raw: fs::read_to_string(file).unwrap(),
            subject,
            body,
            message_id,
        }
    }
}

/// Where `script/setup --tests` puts the Python tools.
fn tools() -> PathBuf {
    env::var_os("PUNTE_TOOLS_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools"),
        PathBuf::from,
    )
}
