//! What the server said yes to, and what that owes: kept by the test, outside of everything that is killed.

#![cfg(test)]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::{ToSpan as _, civil::Date};

use super::client::Ask;

/// A write that was answered with yes.
pub struct Write {
    /// As it was sent, however often: with its idempotency key.
    pub ask: Ask,
    /// What it did.
    pub done: Done,
}

/// What a write did.
pub enum Done {
    /// A request was filed.
    Filed { request: String, address: String },
    /// An offer was chosen; for these nights, if it is one of beds.
    Proposed {
        id: String,
        offer: String,
        nights: Option<(Date, Date)>,
    },
    /// Its provider said yes.
    Accepted { id: String, request: String },
    /// Its household called it off.
    Cancelled { id: String },
    /// A request was taken back, with the match that it still had.
    Withdrawn { request: String, of: Option<String> },
}

/// What was said, by everybody who writes.
#[derive(Default)]
pub struct Ledger {
    writes: Mutex<Vec<Write>>,
    keys: AtomicUsize,
    repeated: AtomicUsize,
    refused: AtomicUsize,
    broken: Mutex<Vec<String>>,
    surprises: Mutex<Vec<String>>,
}

/// The ledger, closed.
pub struct Closed {
    /// What was said yes to.
    pub writes: Vec<Write>,
    /// How often something was sent again, because no answer came or it was to come later.
    pub repeated: usize,
    /// How many were refused because there was no room: an answer, which nothing has to be kept of.
    pub refused: usize,
    /// Answers that say that the server is broken (500).
    pub broken: Vec<String>,
    /// Answers that nobody expects.
    pub surprises: Vec<String>,
}

impl Ledger {
    /// A key that nobody else gets.
    pub fn key(&self) -> String {
        let number = self.keys.fetch_add(1, Ordering::Relaxed);
        format!("0b0e6f1e-7a0d-4b83-9f0f-{number:012x}")
    }

    /// Writes a yes down.
    pub fn note(&self, done: Done, ask: Ask) {
        self.writes.lock().unwrap().push(Write { ask, done });
    }

    /// How many there are.
    pub fn acknowledged(&self) -> usize {
        self.writes.lock().unwrap().len()
    }

    /// Something is sent again.
    pub fn repeat(&self) {
        self.repeated.fetch_add(1, Ordering::Relaxed);
    }

    /// There was no room.
    pub fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// The server said that it is broken.
    pub fn break_down(&self, what: String) {
        self.broken.lock().unwrap().push(what);
    }

    /// The server said what nobody expects.
    pub fn wonder(&self, what: String) {
        self.surprises.lock().unwrap().push(what);
    }

    /// All of it, when nobody writes any more.
    pub fn close(&self) -> Closed {
        let taken = |texts: &Mutex<Vec<String>>| std::mem::take(&mut *texts.lock().unwrap());
        Closed {
            writes: std::mem::take(&mut *self.writes.lock().unwrap()),
            repeated: self.repeated.load(Ordering::Relaxed),
            refused: self.refused.load(Ordering::Relaxed),
            broken: taken(&self.broken),
            surprises: taken(&self.surprises),
        }
    }
}

/// What has to be there: exactly this, for nobody but the writers of the ledger moves any of it.
#[derive(Default)]
pub struct Owed {
    /// Requests and their states.
    pub requests: BTreeMap<String, &'static str>,
    /// Matches and their states.
    pub matches: BTreeMap<String, &'static str>,
    /// Units held of each offer, and of a night (`2027-03-01`) if it is one of beds.
    pub held: BTreeMap<(String, String), i64>,
    /// Lines of the audit log, by what was done.
    pub lines: BTreeMap<&'static str, i64>,
    /// Mails, by their deduplication ids, and to which address.
    pub mails: BTreeMap<String, String>,
    /// Proposals that were taken back before an answer.
    taken_back: BTreeSet<String>,
}

/// Who gets the mails to the provider: the account, and its address.
pub struct Member {
    /// Its id.
    pub account: String,
    /// Its address.
    pub address: String,
}

impl Owed {
    /// What the writes of a ledger owe. Typed by hand, from what each write is for; the server's own list of mails is compared with it
    /// elsewhere. All writes about a household are by one writer, one after the other, so that they stand in their order here.
    pub fn of(writes: &[Write], member: &Member) -> Self {
        let mut owed = Self::default();
        let mut addresses: BTreeMap<&str, &str> = BTreeMap::new();
        let mut places: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
        for write in writes {
            match &write.done {
                Done::Filed { request, address } => {
                    owed.requests.insert(request.clone(), "open");
                    owed.line("request_filed");
                    owed.mail(format!("request-received.{request}.{request}"), address);
                    addresses.insert(request, address);
                }
                Done::Proposed { id, offer, nights } => {
                    owed.matches.insert(id.clone(), "proposed");
                    owed.line("match_proposed");
                    let mail = format!("proposal-received.{id}.{}", member.account);
                    owed.mail(mail, &member.address);
                    let held = units(offer, *nights);
                    places.insert(id, held);
                }
                Done::Accepted { id, request } => {
                    owed.matches.insert(id.clone(), "accepted");
                    owed.line("match_accepted");
                    let mail = format!("proposal-accepted.{id}.accepted.{request}");
                    owed.mail(mail, addresses[request.as_str()]);
                    for place in &places[id.as_str()] {
                        *owed.held.entry(place.clone()).or_default() += 1;
                    }
                }
                Done::Cancelled { id } => owed.end(id, &places[id.as_str()], member),
                Done::Withdrawn { request, of } => {
                    owed.requests.insert(request.clone(), "withdrawn");
                    owed.line("request_withdrawn");
                    if let Some(id) = of {
                        owed.end(id, &places[id.as_str()], member);
                    }
                }
            }
        }
        owed.held.retain(|_, units| *units != 0);
        owed
    }

    /// The server told a household that nothing is left of what it waits for: that is all it owes whom it did not say yes to. Whoever took
    /// the request back meanwhile ended nothing more with it.
    pub fn crowd_out(&mut self, id: &str) {
        let waits = self.matches.get(id) == Some(&"proposed");
        let taken_back = self.taken_back.contains(id);
        if waits || taken_back {
            self.matches.insert(id.to_owned(), "declined");
        }
        if waits {
            self.line("match_ended");
        }
    }

    fn line(&mut self, action: &'static str) {
        *self.lines.entry(action).or_default() += 1;
    }

    fn mail(&mut self, dedup_id: String, to: &str) {
        self.mails.insert(dedup_id, to.to_owned());
    }

    /// A match was called off. What it held is given back, and its provider told; a proposal held nothing, and troubles nobody.
    fn end(&mut self, id: &str, places: &[(String, String)], member: &Member) {
        let before = self.matches.insert(id.to_owned(), "cancelled");
        self.line("match_ended");
        if before == Some("accepted") {
            let mail = format!("match-cancelled.{id}.cancelled.{}", member.account);
            self.mail(mail, &member.address);
            for place in places {
                *self.held.entry(place.clone()).or_default() -= 1;
            }
        } else {
            self.taken_back.insert(id.to_owned());
        }
    }
}

/// What one person holds of an offer.
fn units(offer: &str, nights: Option<(Date, Date)>) -> Vec<(String, String)> {
    let Some((from, to)) = nights else {
        return vec![(offer.to_owned(), String::new())];
    };
    from.series(1.day())
        .take_while(|day| *day < to)
        .map(|day| (offer.to_owned(), day.to_string()))
        .collect()
}
