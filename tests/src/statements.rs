//! What a piece of work asks of the database.

use std::{
    fmt::Debug,
    mem,
    sync::{Arc, Mutex},
};

use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber,
};

/// Does some work, and gives the statements that it sent, in order: those of this thread, which is all of them in a test.
pub async fn statements_of<T>(work: impl Future<Output = T>) -> (T, Vec<String>) {
    let seen = Seen::default();
    let listening = subscriber::set_default(seen.clone());
    let done = work.await;
    drop(listening);
    let statements = mem::take(&mut *seen.0.lock().unwrap());
    (done, statements)
}

/// Hears what the database's client says of each statement.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Subscriber for Seen {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut said = Said::default();
        event.record(&mut said);
        self.0.lock().unwrap().push(said.text());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A statement: its first words, and all of it where those are not all.
#[derive(Default)]
struct Said {
    summary: String,
    whole: String,
}

impl Said {
    fn text(self) -> String {
        if self.whole.is_empty() {
            self.summary
        } else {
            self.whole
        }
    }
}

impl Visit for Said {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
