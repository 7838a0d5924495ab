//! A browser without JavaScript, as far as tests of pages need one: cookies, links, forms. Every page that it sees is held against
//! what any page of ours must be ([`Sight::check`]).

use std::collections::{BTreeMap, HashSet};

use reqwest::{Method, Response, header, header::HeaderMap};
use scraper::{ElementRef, Html, Selector};

use crate::{Household, TestApp};

/// A browser on somebody's phone.
pub struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
}

/// A page as it was seen.
pub struct Sight {
    /// Status of the last answer.
    pub status: u16,
    /// Its address: path and query.
    pub address: String,
    /// Its HTML.
    pub html: String,
}

/// An answer as it came: nothing was followed, and nothing held against what a page must be.
#[derive(Debug)]
pub struct Glance {
    /// Its status.
    pub status: u16,
    /// Where it leads, if anywhere.
    pub leads_to: Option<String>,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
}

/// A form that is being filled in.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Where it goes.
    pub action: String,
    get: bool,
    fields: Vec<(String, String)>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

impl<'a> Browser<'a> {
    /// A fresh one.
    pub fn new(app: &'a TestApp) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
        }
    }

    /// One with the request of a household open, in English.
    pub async fn at_home(app: &'a TestApp, household: &Household) -> Self {
        let mut browser = Self::new(app);
        let form = browser.open("/en/my").await.form("/en/my");
        browser.send(&form.with("code", &household.code)).await;
        browser
    }

    /// Opens a page, following where it leads.
    pub async fn open(&mut self, address: &str) -> Sight {
        self.go(Method::GET, address, None).await
    }

    /// Sends a form, following where it leads.
    pub async fn send(&mut self, form: &Filled) -> Sight {
        let body = pairs(&form.fields);
        if form.get {
            return self
                .go(Method::GET, &format!("{}?{body}", form.action), None)
                .await;
        }
        self.go(Method::POST, &form.action, Some(body)).await
    }

    /// Opens a page, or sends fields to one, and follows nothing.
    pub async fn glance(
        &mut self,
        method: Method,
        address: &str,
        fields: &[(String, String)],
    ) -> Glance {
        let body = (method == Method::POST).then(|| pairs(fields));
        let response = self.ask(method, address, body).await;
        let headers = response.headers().clone();
        let to = headers.get(header::LOCATION);
        Glance {
            status: response.status().as_u16(),
            leads_to: to.map(|to| to.to_str().unwrap().to_owned()),
            text: response.text().await.unwrap(),
            headers,
        }
    }

    /// Signs in an account by its e-mail, in English; with a code, if one is asked for.
    pub async fn sign_in(&mut self, email: &str) -> Sight {
        let page = self.open("/en/account/sign-in").await;
        let form = page
            .form("/en/account/sign-in")
            .with("email", email)
            .with("password", crate::PASSWORD);
        self.send_with_code(&form).await
    }

    /// Sends a form that signs in; with a code, if one is asked for.
    pub async fn send_with_code(&mut self, form: &Filled) -> Sight {
        let page = self.send(form).await;
        if !page.address.starts_with("/en/account/code") {
            return page;
        }
        let code = crate::code_at(self.app.now());
        let form = page.form("/en/account/code").with("code", &code);
        self.send(&form).await
    }

    /// The cookies that it holds.
    pub const fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Holds other cookies.
    pub fn set_cookies(&mut self, cookies: BTreeMap<String, String>) {
        self.cookies = cookies;
    }

    /// Asks with the cookies that it holds, and keeps those that come.
    async fn ask(&mut self, method: Method, address: &str, body: Option<String>) -> Response {
        let cookie = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        let mut request = self
            .app
            .page_client
            .request(method, format!("{}{address}", self.app.base_url))
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, cookie);
        if let Some(body) = body {
            request = request
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body);
        }
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        response
    }

    async fn go(&mut self, method: Method, address: &str, body: Option<String>) -> Sight {
        let (mut method, mut address, mut body) = (method, address.to_owned(), body);
        for _ in 0..5 {
            let response = self.ask(method.clone(), &address, body.clone()).await;
            let status = response.status().as_u16();
            if (300..400).contains(&status) {
                let to = response.headers()[header::LOCATION].to_str().unwrap();
                assert!(to.starts_with('/'), "leads to another host: {to}");
                address = to.to_owned();
                // What came goes on only where the server says so.
                if status != 307 {
                    (method, body) = (Method::GET, None);
                }
                continue;
            }
            let policy = response
                .headers()
                .get(header::CONTENT_SECURITY_POLICY)
                .map(|v| v.to_str().unwrap().to_owned());
            let kept = response
                .headers()
                .get(header::CACHE_CONTROL)
                .map(|v| v.to_str().unwrap().to_owned());
            let is_page = response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|v| v.to_str().unwrap().starts_with("text/html"));
            let sight = Sight {
                status,
                address,
                html: response.text().await.unwrap(),
            };
            if is_page {
                let policy = policy.expect("a page has a policy");
                assert!(policy.starts_with("default-src 'none'"), "{policy}");
                assert!(!policy.contains("unsafe"), "{policy}");
                assert_eq!(kept.as_deref(), Some("no-store"), "{}", sight.address);
                sight.check();
            }
            return sight;
        }
        panic!("{address} leads in circles");
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        assert!(name.starts_with("__Host-"), "{name}");
        for needed in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(attributes.contains(needed), "{cookie}");
        }
        self.cookies.insert(name.to_owned(), value.to_owned());
    }
}

/// The body of a form with these fields.
fn pairs(fields: &[(String, String)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// As a browser writes form fields.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            b' ' => "+".to_owned(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

impl Filled {
    /// Writes into a field, whatever was in it.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Ticks one more box of a name.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a field out.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(n, _)| n != name);
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }
}

impl Sight {
    /// The words that are seen of the first element of a selector.
    pub fn text(&self, selector: &str) -> Option<String> {
        Html::parse_document(&self.html)
            .select(&select(selector))
            .next()
            .map(words)
    }

    /// The words that are seen of every element of a selector.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        Html::parse_document(&self.html)
            .select(&select(selector))
            .map(words)
            .collect()
    }

    /// An attribute of every element of a selector that has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        Html::parse_document(&self.html)
            .select(&select(selector))
            .filter_map(|e| e.value().attr(name).map(str::to_owned))
            .collect()
    }

    /// Where the links of the main part lead.
    pub fn links(&self) -> Vec<String> {
        self.attributes("main a[href]", "href")
    }

    /// The first form with this action, as it is filled in.
    pub fn form(&self, action: &str) -> Filled {
        self.forms()
            .into_iter()
            .find(|form| form.action == action)
            .unwrap_or_else(|| panic!("no form to {action} on {}:\n{}", self.address, self.html))
    }

    /// The first form that does one thing (`do`), if there is one.
    pub fn way_to(&self, what: &str) -> Option<Filled> {
        let mut forms = self.forms().into_iter();
        forms.find(|form| form.value("do") == Some(what))
    }

    /// The first form that does one thing (`do`).
    pub fn to_do(&self, what: &str) -> Filled {
        self.way_to(what)
            .unwrap_or_else(|| panic!("no way to {what} on {}:\n{}", self.address, self.html))
    }

    /// The first form with a field of this name.
    pub fn asking(&self, name: &str) -> Filled {
        let mut forms = self.forms().into_iter();
        forms
            .find(|form| form.value(name).is_some())
            .unwrap_or_else(|| panic!("nothing asks {name} on {}:\n{}", self.address, self.html))
    }

    /// All forms, as they are filled in.
    pub fn forms(&self) -> Vec<Filled> {
        Html::parse_document(&self.html)
            .select(&select("form"))
            .map(|form| Filled {
                action: form
                    .value()
                    .attr("action")
                    .map_or_else(|| self.address.clone(), str::to_owned),
                get: !form
                    .value()
                    .attr("method")
                    .is_some_and(|m| m.eq_ignore_ascii_case("post")),
                fields: form
                    .select(&select("input[name], select[name], textarea[name]"))
                    .filter_map(field)
                    .collect(),
            })
            .collect()
    }

    /// What every page of ours must be, whatever it shows.
    fn check(&self) {
        let html = Html::parse_document(&self.html);
        let at = &self.address;
        let one = |selector: &str| {
            let found = html.select(&select(selector)).count();
            assert_eq!(found, 1, "{at} has {found} of {selector}");
        };
        one("html[lang]");
        one("h1");
        one("title");
        one("main");
        if html.select(&select(".help")).count() == 1 {
            one(".help a[href='tel:112']");
        } else {
            one("a[href='tel:112']");
        }
        // What the policy refuses must not be there.
        for forbidden in ["[style]", "style", "script:not([src])"] {
            assert!(
                html.select(&select(forbidden)).next().is_none(),
                "{at} has {forbidden}"
            );
        }
        let mut ids = HashSet::new();
        for element in html.select(&select("*")) {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{at}: {name}={value}");
                if name == "id" {
                    assert!(ids.insert(value.to_owned()), "{at}: two of id {value}");
                }
                if matches!(name, "src" | "action") {
                    assert!(
                        value.starts_with('/') && !value.starts_with("//"),
                        "{at}: {value}"
                    );
                }
            }
        }
        for (selector, attribute) in [
            ("label[for]", "for"),
            ("[aria-describedby]", "aria-describedby"),
            ("[aria-labelledby]", "aria-labelledby"),
        ] {
            for element in html.select(&select(selector)) {
                for id in element.value().attr(attribute).unwrap().split_whitespace() {
                    assert!(
                        ids.contains(id),
                        "{at}: {attribute} names {id}, which is not there"
                    );
                }
            }
        }
        for form in html.select(&select("form[method=post]")) {
            assert!(
                form.select(&select("input[name=guard]")).next().is_some(),
                "{at}: a form without a guard"
            );
        }
        assert!(
            !self.html.contains("Unknown localization"),
            "{at}: a text is missing"
        );
    }
}

fn words(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a field sends as it stands.
fn field(element: ElementRef<'_>) -> Option<(String, String)> {
    let value = element.value();
    let name = value.attr("name")?.to_owned();
    match value.name() {
        "textarea" => Some((name, element.text().collect())),
        "select" => {
            let chosen = element
                .select(&select("option[selected]"))
                .next()
                .or_else(|| element.select(&select("option")).next())?;
            let sent = chosen
                .value()
                .attr("value")
                .map_or_else(|| words(chosen), str::to_owned);
            Some((name, sent))
        }
        _ => match value.attr("type").unwrap_or("text") {
            "radio" | "checkbox" => value
                .attr("checked")
                .map(|_| (name, value.attr("value").unwrap_or("on").to_owned())),
            "submit" | "button" => None,
            _ => Some((name, value.attr("value").unwrap_or("").to_owned())),
        },
    }
}
