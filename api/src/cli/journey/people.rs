//! Who takes part: the demo's moderators, new providers, households without an account.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde_json::{Value, json};

use super::{
    client::{Answer, Client, Step, list, text},
    offers::Fixture,
    report,
};
use crate::{
    demo::{DemoSignIn, DemoView},
    ids,
};

/// Asks the server whether it is there and in demo mode. One clear line if not.
pub(super) async fn demo_server(client: &Client) -> Step<DemoView> {
    let answer = client.get("/demo").send().await.map_err(|stop| {
        format!("no server to play on ({stop}). Start one with: punte serve --demo")
    })?;
    let view: DemoView = serde_json::from_value(answer.body)
        .map_err(|_e| "what answers there is not a Punte server".to_owned())?;
    if view.demo {
        Ok(view)
    } else {
        Err("this server is not in demo mode: the journey writes made-up people and offers, and plays on a demo server only"
            .to_owned()
            .into())
    }
}

/// Signs in; the access token.
async fn sign_in(client: &Client, email: &str, password: &str) -> Step<String> {
    let answer = client
        .post("/sessions")
        .json(&json!({ "email": email, "password": password }))
        .send()
        .await?
        .expect(201)?;
    Ok(answer.text("/access_token").to_owned())
}

/// Signs in staff of the demo, whose app shows a code. One that was used a moment ago is refused: the next step's is taken as well.
async fn sign_in_staff(
    client: &Client,
    demo: &DemoView,
    who: &DemoSignIn,
    now: Timestamp,
) -> Step<String> {
    let attempt = async |ahead: SignedDuration| {
        let code = demo.staff_code(now + ahead);
        client
            .post("/sessions")
            .json(&json!({ "email": who.email, "password": who.password, "code": code }))
            .send()
            .await
    };
    let mut answer = attempt(SignedDuration::ZERO).await?;
    if answer.status != 201 {
        answer = attempt(SignedDuration::from_secs(30)).await?;
    }
    Ok(answer.expect(201)?.text("/access_token").to_owned())
}

/// The two moderators, by their tokens.
pub(super) struct Moderators {
    /// Looks first.
    pub first: String,
    /// Looks second, where two must.
    pub second: String,
}

impl Moderators {
    /// Signs in as the demo's two, by the server's clock.
    pub async fn sign_in(client: &Client, demo: &DemoView, now: Timestamp) -> Step<Self> {
        let mut tokens = Vec::new();
        for who in demo
            .sign_ins
            .iter()
            .filter(|s| s.role == "moderator")
            .take(2)
        {
            tokens.push(sign_in_staff(client, demo, who, now).await?);
            report::step(&format!("A moderator signs in: {}", who.email));
        }
        match <[String; 2]>::try_from(tokens) {
            Ok([first, second]) => Ok(Self { first, second }),
            Err(_) => Err("the demo has no two moderators".to_owned().into()),
        }
    }
}

/// A provider of this journey.
pub(super) struct Provider {
    /// The token of its member.
    pub token: String,
    /// The password of its member, whose address is the provider's.
    password: String,
    /// Its id.
    pub id: String,
}

impl Provider {
    /// A new account signs up, confirms its address by the code in a mail, and registers a provider; a moderator records what was seen of it.
    pub async fn arrive(client: &Client, moderator: &str, fixture: &Fixture) -> Step<Self> {
        Self::register(client, moderator, &fixture.provider, fixture.evidence).await
    }

    /// Its member signs in again; the token.
    pub async fn sign_in(&self, client: &Client, fixture: &Fixture) -> Step<String> {
        sign_in(client, text(&fixture.provider, "/email"), &self.password).await
    }

    /// As [`Provider::arrive`], with a profile and evidence of its own.
    pub async fn register(
        client: &Client,
        moderator: &str,
        profile: &Value,
        evidence: &[&str],
    ) -> Step<Self> {
        let (email, password) = (text(profile, "/email"), ids::random().to_string());
        client
            .post("/accounts")
            .json(&json!({ "email": email, "locale": "en" }))
            .send()
            .await?
            .expect(202)?;
        let code = client.mailed_code(email).await?;
        client
            .post("/accounts/confirmations")
            .json(&json!({ "code": code, "password": password }))
            .send()
            .await?
            .expect(201)?;
        let token = sign_in(client, email, &password).await?;
        let created = client
            .post("/providers")
            .with(&token)
            .json(profile)
            .send()
            .await?
            .expect(201)?;
        let id = created.text("/id").to_owned();
        for kind in evidence {
            client
                .post(&format!("/providers/{id}/evidence"))
                .with(moderator)
                .json(&json!({ "kind": kind }))
                .send()
                .await?
                .expect(201)?;
        }
        Ok(Self {
            token,
            password,
            id,
        })
    }
}

/// What a household files.
pub(super) struct Draft {
    /// How the story calls them.
    pub who: &'static str,
    /// The body of the request.
    pub body: Value,
}

/// A household with its request.
pub(super) struct Household {
    /// How the story calls them.
    pub who: &'static str,
    /// Its tracking code.
    code: String,
    /// The token got for it.
    pub token: String,
    /// Its request.
    pub request: String,
    /// The request as the server answered it.
    pub view: Value,
    /// How it wants to be reached, as it was sent.
    pub contact: Value,
}

impl Household {
    /// Files a request without an account, and opens it again with the tracking code.
    pub async fn file(client: &Client, draft: Draft) -> Step<Self> {
        let filed = client
            .post("/requests")
            .json(&draft.body)
            .send()
            .await?
            .expect(201)?;
        let code = filed.text("/tracking_code").to_owned();
        let opened = open(client, &code).await?;
        let view = filed.body.pointer("/request").cloned().unwrap_or_default();
        let needs = match list(&view, "/needs").len() {
            1 => "one need".to_owned(),
            several => format!("{several} needs"),
        };
        report::step(&format!(
            "{} files a request: {needs}, no account. Its code opens it again.",
            draft.who
        ));
        Ok(Self {
            who: draft.who,
            code,
            token: opened.text("/access_token").to_owned(),
            request: opened.text("/request_id").to_owned(),
            contact: draft.body.pointer("/contact").cloned().unwrap_or_default(),
            view,
        })
    }

    /// Opens its request again by the code: what it held lasts half an hour.
    pub async fn open_again(&mut self, client: &Client) -> Step<()> {
        let opened = open(client, &self.code).await?;
        opened.text("/access_token").clone_into(&mut self.token);
        Ok(())
    }

    /// The first and the last day of its need of a category.
    pub fn dates(&self, category: &str) -> Step<(Date, Date)> {
        let day = |end: &str| {
            list(&self.view, "/needs")
                .iter()
                .find(|need| text(need, "/category") == category)
                .and_then(|need| {
                    text(need, &format!("/need/dates/{end}"))
                        .parse::<Date>()
                        .ok()
                })
                .ok_or_else(|| format!("{} has no days for {category}", self.who))
        };
        Ok((day("from")?, day("to")?))
    }

    /// The id of its need of a category.
    pub fn need(&self, category: &str) -> Step<&str> {
        list(&self.view, "/needs")
            .iter()
            .find(|need| text(need, "/category") == category)
            .map(|need| text(need, "/id"))
            .ok_or_else(|| format!("{} has no need of {category}", self.who).into())
    }

    /// How many units it asks for in a category.
    pub fn quantity(&self, category: &str) -> i64 {
        list(&self.view, "/needs")
            .iter()
            .find(|need| text(need, "/category") == category)
            .map_or(0, |need| super::client::number(need, "/quantity"))
    }
}

/// Opens a request by its tracking code.
async fn open(client: &Client, code: &str) -> Step<Answer> {
    client
        .post("/tracking-sessions")
        .json(&json!({ "code": code }))
        .send()
        .await?
        .expect(201)
}
