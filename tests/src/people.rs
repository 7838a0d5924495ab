//! Who calls.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use punte_api::{
    app::{App, Caller, accounts::SignUp},
    auth::Seed,
    storage::account_records,
};
use punte_core::{
    id::AccountId,
    locale::Locale,
    policy::{Actor, Roles},
    sensitive::Sensitive,
};
use serde_json::json;

use crate::{TestApp, client::TOKEN_MARGIN};

/// The seed of every second factor of the tests, as an authenticator app takes it.
pub const STAFF_KEY: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// The code that the authenticator app of the tests shows at an instant.
pub fn code_at(now: Timestamp) -> String {
    staff_seed().code_at(now).unwrap()
}

/// [`STAFF_KEY`], read.
pub(crate) fn staff_seed() -> Seed {
    Seed::from_text(STAFF_KEY).unwrap()
}

/// The password of every account of the tests.
pub const PASSWORD: &str = "correct horse battery staple 7";

enum Key {
    Email(String),
    Code(String),
}

/// Somebody who can sign in, and the token that they hold.
pub struct Who {
    key: Key,
    held: Mutex<Option<(String, Timestamp)>>,
    /// The account; nil for a household.
    pub account: AccountId,
}

impl Clone for Who {
    fn clone(&self) -> Self {
        Self {
            key: match &self.key {
                Key::Email(email) => Key::Email(email.clone()),
                Key::Code(code) => Key::Code(code.clone()),
            },
            held: Mutex::new(self.held.lock().unwrap().clone()),
            account: self.account,
        }
    }
}

impl Who {
    /// The holder of an account.
    pub fn account(email: &str, account: AccountId) -> Self {
        Self {
            key: Key::Email(email.to_owned()),
            held: Mutex::default(),
            account,
        }
    }

    /// The holder of a tracking code.
    pub fn household(code: &str) -> Self {
        Self {
            key: Key::Code(code.to_owned()),
            held: Mutex::default(),
            account: AccountId(uuid::Uuid::nil()),
        }
    }

    /// The holder of a key of a partner application. It holds until it is revoked, whatever the tests' clock says.
    pub fn key(secret: &str) -> Self {
        Self {
            key: Key::Email(String::new()),
            held: Mutex::new(Some((secret.to_owned(), Timestamp::MAX))),
            account: AccountId(uuid::Uuid::nil()),
        }
    }

    /// The address of an account; empty for a household.
    pub fn email(&self) -> &str {
        match &self.key {
            Key::Email(email) => email,
            Key::Code(_) => "",
        }
    }

    /// A token that holds at the present instant of the tests' clock.
    pub async fn token(&self, app: &TestApp) -> String {
        let now = app.now();
        if let Some((token, until)) = &*self.held.lock().unwrap()
            && now < *until
        {
            return token.clone();
        }
        self.fresh_token(app).await
    }

    /// Signs in again.
    pub async fn fresh_token(&self, app: &TestApp) -> String {
        let (path, body) = match &self.key {
            // Where no second factor is set, nobody looks at the code.
            Key::Email(email) => (
                "/sessions",
                json!({ "email": email, "password": PASSWORD, "code": code_at(app.now()) }),
            ),
            Key::Code(code) => ("/tracking-sessions", json!({ "code": code })),
        };
        let answer = app.post(path).json(&body).expect(201).await;
        let token = answer.text_at("/access_token");
        let ttl = SignedDuration::from_secs(answer.number("/expires_in_s"));
        *self.held.lock().unwrap() = Some((token.clone(), app.now() + ttl - TOKEN_MARGIN));
        token
    }

    /// Signs in without the password, which the use cases take as shown: argon2 is most of what a test does whose clock moves on all
    /// the time.
    pub async fn sign_in_by(&self, cases: &App) {
        let code = code_at(cases.now());
        let opened = cases.open_program_session(self.account, Some(&code)).await;
        let token = opened.unwrap();
        let until = cases.now() + SignedDuration::from_secs(token.expires_in_s) - TOKEN_MARGIN;
        *self.held.lock().unwrap() = Some((token.access_token, until));
    }
}

/// Accounts that the template holds, signed in at the beginning: argon2 is paid once.
#[derive(Clone)]
pub struct Cast {
    /// Moderators.
    pub moderators: Vec<Who>,
    /// People without a role; tests make them members of providers.
    pub people: Vec<Who>,
}

impl Cast {
    /// Makes them through the use cases. Their languages go round: uk, ro, en, ru.
    pub(crate) async fn make(app: &App) -> Self {
        let mut cast = Self {
            moderators: Vec::new(),
            people: Vec::new(),
        };
        for number in 0..3 {
            let email = format!("moderator{number}@example.org");
            let roles = Roles {
                moderator: true,
                ..Roles::default()
            };
            let moderator = Self::one(app, &email, number, Some(roles)).await;
            cast.moderators.push(moderator);
        }
        for number in 0..5 {
            let email = format!("person{number}@example.org");
            cast.people.push(Self::one(app, &email, number, None).await);
        }
        cast
    }

    async fn one(app: &App, email: &str, number: usize, roles: Option<Roles>) -> Who {
        let locale = Locale::ALL[number % 4];
        let caller = Caller {
            actor: Actor::Visitor,
            locale,
        };
        let new = SignUp {
            email: email.to_owned(),
            password: Sensitive::new(PASSWORD.to_owned()),
            locale,
        };
        let account = app.make_account(&caller, new).await.unwrap();
        if let Some(roles) = roles {
            let mut db = app.pool.acquire().await.unwrap();
            account_records::update_roles(&mut db, account.id, roles)
                .await
                .unwrap();
            drop(db);
            app.adopt_factor(account.id, &staff_seed()).await.unwrap();
        }
        let code = code_at(app.now());
        let token = app
            .sign_in(email, Sensitive::new(PASSWORD.to_owned()), Some(&code))
            .await
            .unwrap();
        let until = app.now() + SignedDuration::from_secs(token.expires_in_s) - TOKEN_MARGIN;
        let who = Who::account(email, account.id);
        *who.held.lock().unwrap() = Some((token.access_token, until));
        who
    }
}

/// A provider and one of its members.
#[derive(Clone)]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// A member.
    pub member: Who,
}

/// A household with its request.
#[derive(Clone)]
pub struct Household {
    /// Holds the code.
    pub who: Who,
    /// Its request.
    pub request: String,
    /// Its needs, in order.
    pub needs: Vec<String>,
    /// The code as it was shown.
    pub code: String,
}

impl TestApp {
    /// Makes a colleague one who administers the provider, too.
    pub async fn administers(&self, provider: &Provider, colleague: &Who) {
        let member = self.membership(colleague).await;
        self.put(format!("/members/{member}/role"))
            .by(&provider.member)
            .json(&json!({ "role": "administrator" }))
            .expect(200)
            .await;
    }
}
