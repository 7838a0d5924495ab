//! What is asked for in between: a second factor or a PIN that was shown lately. A form that was sent without it stands in the page that
//! asks, field for field, and goes on from there as soon as it is shown. So nothing that was typed is lost, and nothing of it is in an
//! address or kept on the server.

use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web::Bytes};
use serde::Deserialize;

use super::{account::own_path, visit::Visit};

/// The body of a form, as it came: `form` leaves it with the request.
pub struct Sent(pub Bytes);

/// What comes once it was shown.
#[derive(Default)]
pub struct After {
    /// Where to go, below the language.
    pub next: String,
    /// What is sent there; nothing, if it is a page to be looked at. Without what every form carries: the page has its own.
    pub form: Option<Vec<(String, String)>>,
}

impl After {
    /// To a page, if it is one of ours.
    pub fn page(next: &str) -> Self {
        Self {
            next: own_path(next).to_owned(),
            form: None,
        }
    }

    /// The form that came with a request to a path below the language, if one did.
    pub fn sent(request: &HttpRequest, path: &str) -> Option<Self> {
        let sent = request.extensions().get::<Sent>()?.0.clone();
        let mut fields: Vec<(String, String)> = serde_html_form::from_bytes(&sent).ok()?;
        fields.retain(|(name, _)| !CARRIED.contains(&name.as_str()));
        Some(Self {
            next: path.to_owned(),
            form: Some(fields),
        })
    }

    /// Goes on.
    pub fn go(&self, visit: &Visit) -> HttpResponse {
        if self.form.is_some() {
            visit.send_on(&self.next)
        } else {
            visit.go(&self.next)
        }
    }
}

/// What every form carries ([`super::frame::Frame::guarded`]).
pub const CARRIED: [&str; 2] = ["guard", "once"];

/// What the page that asks sends. Its own fields have names that no other form uses (`parts/proof.html`), so that those of the form that
/// waits keep theirs.
#[derive(Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct Proof {
    /// The code or the PIN, as it was typed.
    pub typed: String,
    /// What comes then.
    pub after: After,
}

impl From<Vec<(String, String)>> for Proof {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut proof = Self::default();
        let (mut fields, mut waits) = (Vec::new(), false);
        for (name, value) in pairs {
            match name.as_str() {
                "proof" => proof.typed = value,
                "proof-next" => proof.after = After::page(&value),
                "proof-form" => waits = true,
                own if CARRIED.contains(&own) => {}
                _ => fields.push((name, value)),
            }
        }
        proof.after.form = waits.then_some(fields);
        proof
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_waits_keeps_its_fields_and_a_page_has_none() {
        let body = "guard=g&once=o&proof-next=%2Fdesk&proof-form=yes&pin=1&roles=a&roles=b&proof=2";
        let proof: Proof = serde_html_form::from_str(body).unwrap();
        assert_eq!(
            (proof.typed.as_str(), proof.after.next.as_str()),
            ("2", "/desk")
        );
        let pairs = [("pin", "1"), ("roles", "a"), ("roles", "b")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(proof.after.form.as_deref(), Some(&pairs[..]));
        let proof: Proof = serde_html_form::from_str("proof=2&proof-next=%2F%2Fevil&x=y").unwrap();
        assert!(proof.after.next.is_empty() && proof.after.form.is_none());
    }
}
