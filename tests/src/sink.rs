//! A real SMTP server that keeps what it is sent.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use punte_api::mail::Mailer;
use tempfile::TempDir;

/// An SMTP server (aiosmtpd) on a port of its own. It ends with this value.
pub struct MailSink {
    // First: it ends before its directory goes.
    running: Running,
    refused: Vec<String>,
    directory: TempDir,
}

/// Its process.
struct Running {
    child: Child,
    commands: ChildStdin,
    said: BufReader<ChildStdout>,
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

/// A message that arrived, as far as it tells which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// To whom it was delivered.
    pub to: String,
    /// Its Message-ID.
    pub message_id: String,
}

impl MailSink {
    /// Starts one.
    pub fn start() -> Self {
        Self::start_on(0)
    }

    /// Starts one on a port.
    pub fn start_on(port: u16) -> Self {
        let directory = TempDir::new().unwrap();
        let running = Running::start(directory.path(), port, &[]);
        Self {
            running,
            refused: Vec::new(),
            directory,
        }
    }

    /// Where it listens, as `PUNTE_SMTP_URL` takes it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.running.port)
    }

    /// A mailer that sends to it.
    pub fn mailer(&self) -> Mailer {
        Mailer::new(
            Some(&self.url()),
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

    /// What arrived, in order, without reading more than the heads: of thousands.
    pub fn deliveries(&self) -> Vec<Delivery> {
        let files = message_files(self.directory.path());
        files.iter().map(|file| Delivery::read(file)).collect()
    }

    /// Kills it with kill -9. What arrived stays.
    pub fn kill(&mut self) {
        self.running.child.kill().unwrap();
        self.running.child.wait().unwrap();
    }

    /// Starts it again, on the same port, with what arrived before. It refuses whom it refused, and takes everything else.
    pub fn start_again(&mut self) {
        let port = self.running.port;
        self.running = Running::start(self.directory.path(), port, &self.refused);
    }

    /// From now on takes no message, and says that one may come again later (451).
    pub fn put_off(&mut self) {
        self.running.tell("later");
    }

    /// Takes messages again.
    pub fn take(&mut self) {
        self.running.tell("now");
    }

    /// From now on takes nothing for an address, and says that there is no such mailbox (550).
    pub fn refuse(&mut self, address: &str) {
        self.refused.push(address.to_owned());
        self.running.tell(&format!("refuse {address}"));
    }

    /// Takes messages for every address again.
    pub fn refuse_nobody(&mut self) {
        self.refused.clear();
        self.running.tell("accept");
    }
}

impl Running {
    fn start(directory: &Path, port: u16, refused: &[String]) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new(tools().join("bin/python"))
            .arg(here.join("tools/smtp_sink.py"))
            .arg(directory)
            .arg(port.to_string())
            .args(refused)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the mail sink starts: script/setup --tests installs it");
        let commands = child.stdin.take().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut port = String::new();
        said.read_line(&mut port).unwrap();
        Self {
            child,
            commands,
            said,
            port: port.trim().parse().expect("the mail sink says its port"),
        }
    }

    /// Says a command, and waits until it holds.
    fn tell(&mut self, command: &str) {
        writeln!(self.commands, "{command}").unwrap();
        let mut said = String::new();
        self.said.read_line(&mut said).unwrap();
        assert_eq!(said.trim(), "ok", "{command}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Delivery {
    fn read(file: &Path) -> Self {
        let raw = fs::read(file).unwrap();
        let raw = String::from_utf8_lossy(&raw);
        let (head, _) = raw.split_once("\r\n\r\n").unwrap_or((&raw, ""));
        // A long header goes on in lines that begin with white space.
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let header = |name: &str| {
            let found = head.lines().find_map(|line| line.strip_prefix(name));
            let value = found.unwrap_or_else(|| panic!("{} has no {name}", file.display()));
            value.trim().to_owned()
        };
        Self {
            to: header("X-Rcpt-To:"),
            message_id: header("Message-ID:"),
        }
    }
}

/// The files of the messages in a directory, in order of their names.
fn message_files(directory: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
        .collect();
    files.sort();
    files
}

/// The messages in the files of a directory, in order of their names.
pub(crate) fn read_messages(directory: &Path) -> Vec<Message> {
    let files = message_files(directory);
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
