//! The callers with their browsers, what they ask about, and asking.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use punte_tests::{Browser, Glance};
use reqwest::Method;

use super::{CALLERS, Fields, MISSING, NOT, Row, SIGN_IN, World, looks};

/// One request.
#[derive(PartialEq)]
pub(super) struct Call {
    method: Method,
    address: String,
    fields: Vec<(String, String)>,
}

impl Call {
    /// Of a page, with what stands for its variables and is sent; `of` gives the objects by their names.
    pub(super) fn of(
        before: &str,
        page: &str,
        values: &str,
        fields: Fields,
        of: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let (method, mut pattern) = page.split_once(' ').unwrap();
        let mut values = values.split_whitespace();
        let mut address = before.to_owned();
        while let Some((plain, rest)) = pattern.split_once('{') {
            let value = values.next().unwrap_or_else(|| panic!("{page}: a value"));
            address.push_str(plain);
            address.push_str(&of(value).unwrap_or_else(|| value.to_owned()));
            pattern = rest.split_once('}').unwrap().1;
        }
        address.push_str(pattern);
        assert_eq!(values.next(), None, "{page}");
        let sent = |value: &str| {
            let name = value.strip_prefix('{').and_then(|v| v.strip_suffix('}'));
            name.map_or_else(|| value.to_owned(), |name| of(name).unwrap())
        };
        Self {
            method: Method::from_bytes(method.as_bytes()).unwrap(),
            address,
            fields: fields
                .iter()
                .map(|&(name, value)| (name.to_owned(), sent(value)))
                .collect(),
        }
    }
}

/// Somebody with a browser, as they are when they ask: what an answer changes in the browser is forgotten.
pub(super) struct Caller<'a> {
    browser: Browser<'a>,
    cookies: BTreeMap<String, String>,
    guard: String,
    /// The numbers of the caller and of what they asked last: a form is sent once.
    number: u128,
    sent: u128,
}

impl<'a> Caller<'a> {
    pub(super) async fn new(mut browser: Browser<'a>, number: u128) -> Self {
        // Any page with a form says what forms of this browser carry.
        let page = browser.open(SIGN_IN).await;
        let guard = page.form(SIGN_IN).value("guard").unwrap().to_owned();
        Self {
            cookies: browser.cookies().clone(),
            browser,
            guard,
            number,
            sent: 0,
        }
    }

    /// One of [`CALLERS`], with everything open that is theirs.
    async fn enter(world: &'a World, name: &str, number: u128) -> Self {
        let mut browser = Browser::new(&world.app);
        let email = match name {
            "visitor" => return Self::new(browser, number).await,
            "household" | "other household" => {
                let code = if name == "household" {
                    "code"
                } else {
                    "second_code"
                };
                let page = browser.open("/en/my").await;
                let form = page.form("/en/my").with("code", &world.objects[code]);
                let page = browser.send(&form).await;
                assert_eq!(page.address, "/en/my/request", "{name}");
                return Self::new(browser, number).await;
            }
            "ended session" => "person3@example.org",
            "outsider" => "person2@example.org",
            "other member" => "person1@example.org",
            "member" => "person0@example.org",
            "plain member" => "colleague@example.org",
            "case worker" | "helper" => "worker@example.org",
            "child protection" => "child_protection@example.org",
            "administrator" => "administrator@example.org",
            "auditor" => "auditor@example.org",
            "staff without a second factor" => "bare@example.org",
            "moderator" => "moderator0@example.org",
            "second moderator" => "moderator1@example.org",
            other => panic!("{other}"),
        };
        browser.sign_in(email).await;
        let page = browser.open("/en/account").await;
        assert_eq!(page.address, "/en/account", "{name} is signed in");
        if name == "helper" {
            let case = format!("/en/helping/{}", world.objects["case"]);
            let page = browser.open(&case).await;
            let page = browser.send(&page.to_do("open")).await;
            assert_eq!(page.address, "/en/my/request", "{name}");
        }
        let entered = Self::new(browser, number).await;
        if name == "ended session" {
            let who = world.app.cast.people.iter().find(|p| p.email() == email);
            let token = who.unwrap().fresh_token(&world.app).await;
            let others = world.app.delete("/accounts/me/sessions");
            others.token(&token).expect(204).await;
        }
        entered
    }

    pub(super) async fn ask(&mut self, call: &Call) -> Glance {
        self.sent += 1;
        let once = uuid::Uuid::from_u128((self.number << 64) + self.sent);
        let mut fields = call.fields.clone();
        fields.push(("guard".to_owned(), self.guard.clone()));
        fields.push(("once".to_owned(), once.to_string()));
        self.browser.set_cookies(self.cookies.clone());
        let (method, address) = (call.method.clone(), call.address.as_str());
        self.browser.glance(method, address, &fields).await
    }
}

/// The callers and what they ask about.
pub(super) struct Site<'a> {
    objects: BTreeMap<&'static str, String>,
    /// As [`CALLERS`] names them.
    pub(super) callers: Vec<Caller<'a>>,
}

impl<'a> Site<'a> {
    /// With everybody there.
    pub(super) async fn enter(world: &'a World) -> Self {
        let app = &world.app;
        let mut objects = world.objects.clone();
        let mut visitor = Browser::new(app);
        let page = visitor.open("/en/guides/pets").await;
        let form = page.form("/en/guides/pets/feedback").with("clear", "no");
        visitor.send(&form).await;
        for (name, statement) in [
            ("remark", "select id from inbox_item"),
            ("line", "select id from help_line order by position limit 1"),
        ] {
            let id: uuid::Uuid = sqlx::query_scalar(statement)
                .fetch_one(&mut app.superuser().await)
                .await
                .unwrap();
            objects.insert(name, id.to_string());
        }
        objects.insert("nobody's", MISSING.to_owned());
        let mut callers = Vec::new();
        for (number, name) in (0..).zip(CALLERS) {
            callers.push(Caller::enter(world, name, number).await);
        }
        Self { objects, callers }
    }

    /// The request of a row; and the same about what nobody has.
    pub(super) fn calls(&self, before: &str, row: &Row) -> (Call, Call) {
        let there = |name: &str| self.objects.get(name).cloned();
        let missing = |name: &str| self.objects.get(name).map(|_| MISSING.to_owned());
        let Row(page, values, fields, _) = *row;
        (
            Call::of(before, page, values, fields, there),
            Call::of(before, page, values, fields, missing),
        )
    }

    /// What the callers get, those who are not asked left out.
    pub(super) async fn ask(&mut self, row: &Row, call: &Call) -> Vec<(usize, Glance)> {
        let callers = self.callers.iter_mut().enumerate();
        let callers = callers.filter(|(number, _)| row.3[*number] != NOT);
        if looks(row.0) {
            // None of them changes what another one sees.
            let all =
                callers.map(|(number, caller)| async move { (number, caller.ask(call).await) });
            return join_all(all).await;
        }
        let mut answers = Vec::new();
        for (number, caller) in callers {
            answers.push((number, caller.ask(call).await));
        }
        answers
    }
}
