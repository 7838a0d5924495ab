//! What the servers of this process log, at every level.

use std::{
    fmt::{Debug, Write as _},
    mem,
    sync::{
        Mutex, Once,
        atomic::{AtomicBool, Ordering},
    },
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::{self, Interest},
};

static LISTENING: AtomicBool = AtomicBool::new(false);
static HEARD: Mutex<String> = Mutex::new(String::new());

/// Listens to what all servers of this process log, those of other tests among them, until it is dropped. One at a time.
pub struct Logs(());

impl Logs {
    /// Begins to.
    pub fn listen() -> Self {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| subscriber::set_global_default(Ear).expect("nobody else listens"));
        HEARD.lock().unwrap().clear();
        LISTENING.store(true, Ordering::Relaxed);
        Self(())
    }

    /// What was logged since the last time.
    pub fn heard(&self) -> String {
        mem::take(&mut *HEARD.lock().unwrap())
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        LISTENING.store(false, Ordering::Relaxed);
    }
}

/// Hears events and what spans are about. The tests' own client is not meant.
struct Ear;

fn is_of_a_server(metadata: &Metadata<'_>) -> bool {
    let from = metadata.target();
    ["punte", "sqlx", "actix"]
        .iter()
        .any(|name| from.starts_with(name))
}

impl Subscriber for Ear {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if is_of_a_server(metadata) {
            Interest::sometimes()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        LISTENING.load(Ordering::Relaxed) && is_of_a_server(metadata)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut said = Said::default();
        span.record(&mut said);
        said.keep();
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut said = Said::default();
        values.record(&mut said);
        said.keep();
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut said = Said::default();
        event.record(&mut said);
        said.keep();
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The fields of one event.
#[derive(Default)]
struct Said(String);

impl Said {
    fn keep(mut self) {
        self.0.push('\n');
        HEARD.lock().unwrap().push_str(&self.0);
    }
}

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).expect("a text takes more");
    }
}
