//! Who looks at pages, from one page to the next: a sealed cookie, nothing else is kept on the phone.
//!
//! The cookie holds no personal data and cannot be read or made by whoever holds it (ChaCha20-Poly1305, [`Keys::seal`]). What it
//! stands for is looked up at every page: a session that ended in the database ends here. Its name begins with `__Host-`, so
//! that no other host and no plain HTTP can set it (RFC 6265bis, 4.1.3.2).

use actix_web::cookie::{Cookie, SameSite};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use punte_core::{
    id::{DraftId, HouseholdSessionId, RequestId, SessionId},
    sign_in::IDLE,
};
use serde::{Deserialize, Serialize};

use crate::{
    app::sessions::Known,
    auth::{Keys, keys::hex},
    ids,
};

/// The name of the cookie.
pub const COOKIE: &str = "__Host-punte";

/// Hours after which the cookie says nothing at all. Until then a form that was filled in slowly can still be sent.
const FORGOTTEN_AFTER_H: i64 = 24;

/// Seconds after which an answer renews it.
const RENEWED_AFTER_S: i64 = 60;

/// Minutes that a right password is remembered for, until the code comes.
const HALFWAY_MIN: i64 = 5;

const PURPOSE: &str = "web-session";

/// What the cookie says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Names this browser until it signs in or out; forms are bound to it.
    browser: [u8; 16],
    /// When it was last seen.
    seen: Timestamp,
    /// A signed-in account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<SessionId>,
    /// An account whose password was right, and since when its code is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    halfway: Option<(Known, Timestamp)>,
    /// A request that was opened with its code, and the session with which it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<(RequestId, HouseholdSessionId)>,
    /// A request that is being written, or was filed a moment ago.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftId>,
    /// The key of a text to show once, on the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    /// Whether the browser has to be told.
    #[serde(skip)]
    changed: bool,
}

impl Session {
    /// That of a browser seen for the first time. It is told only if a page needs it.
    pub fn new(now: Timestamp) -> Self {
        Self {
            browser: ids::random_bytes(),
            seen: now,
            account: None,
            halfway: None,
            household: None,
            draft: None,
            said: None,
            changed: false,
        }
    }

    /// What a cookie says, if it is ours and not too old.
    pub fn read(keys: &Keys, cookie: &str, now: Timestamp) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let mut session: Self = serde_json::from_slice(&keys.unseal(PURPOSE, &sealed)?).ok()?;
        let idle = now.duration_since(session.seen);
        if idle >= SignedDuration::from_hours(FORGOTTEN_AFTER_H) {
            return None;
        }
        if idle >= IDLE {
            if session.draft.is_some() && session.household.is_none() {
                session.said = Some("ask-closed".to_owned());
            }
            (session.account, session.household, session.draft) = (None, None, None);
        }
        session.changed = idle >= SignedDuration::from_secs(RENEWED_AFTER_S);
        session.seen = now;
        Some(session)
    }

    /// The cookie to send, if the browser has to be told something.
    pub fn cookie(&self, keys: &Keys) -> Option<Cookie<'static>> {
        if !self.changed {
            return None;
        }
        let sealed = keys.seal(PURPOSE, serde_json::to_vec(self).ok()?)?;
        Some(
            Cookie::build(COOKIE, URL_SAFE_NO_PAD.encode(sealed))
                .path("/")
                .secure(true)
                .http_only(true)
                .same_site(SameSite::Lax)
                .finish(),
        )
    }

    /// Notes that the password of an account was right, and its code is waited for.
    pub fn come_halfway(&mut self, known: Known, now: Timestamp) {
        self.halfway = Some((known, now));
        self.changed = true;
    }

    /// The account whose password was right a moment ago.
    pub fn halfway(&self, now: Timestamp) -> Option<&Known> {
        self.halfway
            .as_ref()
            .filter(|(_, since)| {
                now.duration_since(*since) < SignedDuration::from_mins(HALFWAY_MIN)
            })
            .map(|(known, _)| known)
    }

    /// The request that is open on this phone.
    pub fn request(&self) -> Option<RequestId> {
        self.household.map(|(request, _)| request)
    }

    /// Notes that a page holds a form: the browser must keep what its guard is bound to.
    pub const fn keep(&mut self) {
        self.changed = true;
    }

    /// Whoever signs in or opens a request gets a new name: a cookie planted before is worth nothing after.
    pub fn become_new(&mut self) {
        self.browser = ids::random_bytes();
        self.halfway = None;
        self.changed = true;
    }

    /// Says something on the next page.
    pub fn say(&mut self, key: &str) {
        self.said = Some(key.to_owned());
        self.changed = true;
    }

    /// Says something that could not be shown yet, unless there is something newer to say.
    pub fn say_still(&mut self, key: &str) {
        if self.said.is_none() {
            self.say(key);
        }
    }

    /// What was to be said, once.
    pub fn take_said(&mut self) -> Option<String> {
        let said = self.said.take();
        self.changed |= said.is_some();
        said
    }

    /// The token that forms of this browser carry: it cannot be made for another browser.
    pub fn guard(&self, keys: &Keys) -> String {
        hex(&keys.hmac("form", &self.browser))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(folder: &tempfile::TempDir) -> Keys {
        Keys::load_or_create(folder.path()).unwrap()
    }

    #[test]
    fn a_cookie_says_what_it_said_until_it_is_old_or_touched() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(&folder);
        let now: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
        let mut session = Session::new(now);
        session.household = Some((RequestId(ids::random()), HouseholdSessionId(ids::random())));
        assert!(session.cookie(&keys).is_none(), "nothing to tell");
        session.keep();
        let cookie = session.cookie(&keys).unwrap();
        assert!(cookie.secure() == Some(true) && cookie.http_only() == Some(true));
        let later = now + SignedDuration::from_mins(29);
        let read = Session::read(&keys, cookie.value(), later).unwrap();
        assert_eq!(read.household, session.household);
        assert_eq!(read.guard(&keys), session.guard(&keys));
        let idle = now + IDLE;
        let read = Session::read(&keys, cookie.value(), idle).unwrap();
        assert_eq!(read.household, None, "nobody is signed in");
        assert_eq!(read.guard(&keys), session.guard(&keys), "a slow form");
        let too_late = now + SignedDuration::from_hours(FORGOTTEN_AFTER_H);
        assert!(Session::read(&keys, cookie.value(), too_late).is_none());
        for position in 0..cookie.value().len() {
            let mut touched = cookie.value().as_bytes().to_vec();
            touched[position] = if touched[position] == b'A' {
                b'B'
            } else {
                b'A'
            };
            let touched = String::from_utf8(touched).unwrap();
            // The last letter of base64 may carry bits that mean nothing.
            if let Some(read) = Session::read(&keys, &touched, later) {
                assert_eq!(read.household, session.household, "{position}");
            }
        }
    }

    #[test]
    fn the_guard_changes_with_who_is_signed_in() {
        let folder = tempfile::tempdir().unwrap();
        let keys = keys(&folder);
        let mut session = Session::new(Timestamp::UNIX_EPOCH);
        let before = session.guard(&keys);
        session.become_new();
        assert_ne!(before, session.guard(&keys));
    }
}
