//! One visit to one page: who looks, in which language, and how the answer goes back.

use std::{future::Future, pin::Pin, rc::Rc};

use actix_web::{
    Error, FromRequest, HttpRequest, HttpResponse,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
    web::Data,
};
use askama::Template;
use punte_core::{
    id::{CaseId, DraftId, RequestId, SessionId},
    locale::Locale,
    policy::Actor,
    sensitive::Sensitive,
    sign_in::{Factor, SessionKind},
};

use super::{
    frame::{Frame, Person, Unread},
    session::{COOKIE, Session},
};
use crate::{
    app::{
        App, AppError, Caller,
        households::OpenedRequest,
        limits::{Counted, Limit, Origin},
        sessions::Known,
    },
    auth::Holder,
    demo::DemoView,
    middleware::{current, origin_of},
    problem::Fault,
};

/// What a page may load and do: its own style, icons, pictures and script. Nothing inline, nothing from elsewhere.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A visit.
pub struct Visit {
    /// The use cases.
    pub app: Data<App>,
    /// Who looks: the account if one is signed in, else the household whose request is open, else a visitor.
    pub caller: Caller,
    /// What the page shows around its own.
    pub frame: Rc<Frame>,
    /// What this browser is told.
    pub session: Session,
    /// Where it comes from.
    pub origin: Origin,
    /// The request that is open on this phone.
    opened: Option<OpenedRequest>,
}

impl Visit {
    /// Of a request, as far as it has come.
    pub async fn of(request: &HttpRequest) -> Result<Self, Fault> {
        let app = request
            .app_data::<Data<App>>()
            .cloned()
            .ok_or_else(|| Fault::App(AppError::Internal("no application data".into())))?;
        let demo = request
            .app_data::<Data<DemoView>>()
            .is_some_and(|demo| demo.demo);
        let context = current();
        let now = app.now();
        let mut session = request
            .cookie(COOKIE)
            .and_then(|cookie| Session::read(&app.auth.keys, cookie.value(), now))
            .unwrap_or_else(|| Session::new(now));
        let (mut actor, mut opened) = (Actor::Visitor, None::<OpenedRequest>);
        if let Some((_, household)) = session.household {
            let app = app.clone();
            // As below.
            let found = actix_web::rt::spawn(async move { app.household_of(household).await })
                .await
                .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
            match found {
                Ok(found) => {
                    actor = found.actor(household);
                    opened = Some(found);
                }
                Err(AppError::Unauthenticated) => {
                    (session.household, session.draft) = (None, None);
                    session.become_new();
                }
                Err(error) => return Err(error.into()),
            }
        }
        if let Some(account) = session.account {
            let app = app.clone();
            // A task of its own, so that a request that ends in the middle does not end the query with it.
            let found =
                actix_web::rt::spawn(async move { app.actor_of(Holder::Session(account)).await })
                    .await
                    .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
            match found {
                Ok(found) => actor = found,
                Err(AppError::Unauthenticated) => {
                    session.account = None;
                    session.become_new();
                }
                Err(error) => return Err(error.into()),
            }
        }
        let mut unread = Unread::default();
        if let Some((household, (_, id))) = opened.zip(session.household)
            && household.case_worker.is_none()
        {
            unread.request = Some(unread_of(&app, household.actor(id), context.locale).await?);
        }
        if matches!(actor, Actor::Account { .. }) {
            unread.own = Some(unread_of(&app, actor.clone(), context.locale).await?);
        }
        let path = request
            .path()
            .get(3..)
            .filter(|_| is_page(request.path()))
            .unwrap_or("")
            .to_owned();
        let frame = Frame {
            locale: context.locale,
            path,
            query: context.query,
            person: Person {
                household: session.household.is_some() || session.draft.is_some(),
                acts_for_others: opened.is_some_and(|o: OpenedRequest| o.case_worker.is_some()),
                ..Person::of(&actor, session.request())
            },
            help_lines: app.help_lines.all(),
            demo,
            today: app.today(),
            unread,
            said: session.take_said(),
            guard: session.guard(&app.auth.keys),
        };
        Ok(Self {
            caller: Caller {
                actor,
                locale: context.locale,
            },
            app,
            frame: Rc::new(frame),
            session,
            origin: origin_of(request),
            opened,
        })
    }

    /// Signs an account in on this browser. Whoever was signed in before is signed out. Where a second factor is set and no code
    /// came ([`AppError::CodeNeeded`]), [`Visit::sign_in_with`] goes on without the password.
    pub async fn sign_in(
        &mut self,
        email: &str,
        password: Sensitive<String>,
        code: Option<&str>,
    ) -> Result<SessionId, AppError> {
        // Here, because forms that take long have a sign-in in them too.
        self.app
            .count(Limit::SignInAddress, Counted::Origin(self.origin))
            .await?;
        let known = self.app.check_password(email, password).await?;
        let entered = self.enter(known.clone(), code).await;
        if matches!(entered, Err(AppError::CodeNeeded)) {
            self.session.come_halfway(known, self.app.now());
        }
        entered
    }

    /// The second half: the code of the account whose password was right a moment ago.
    pub async fn sign_in_with(&mut self, code: &str) -> Result<SessionId, AppError> {
        let known = self.session.halfway(self.app.now()).cloned();
        self.enter(known.ok_or(AppError::Unauthenticated)?, Some(code))
            .await
    }

    /// Signs in an account whose holder is known to be here.
    pub async fn enter(
        &mut self,
        known: impl Into<Known>,
        code: Option<&str>,
    ) -> Result<SessionId, AppError> {
        let session = self
            .app
            .open_session(known, SessionKind::Browser, code)
            .await?;
        self.sign_out().await?;
        self.session.account = Some(session);
        self.session.become_new();
        Ok(session)
    }

    /// Ends the session of the account that is signed in, if one is.
    pub async fn sign_out(&mut self) -> Result<(), AppError> {
        let Some(session) = self.session.account.take() else {
            return Ok(());
        };
        match self.app.close_session(session).await {
            // Ended already: the same.
            Ok(()) | Err(AppError::Unauthenticated) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Opens a request on this phone, with its draft while that still knows the code. One that was open before is closed.
    pub async fn open_request(
        &mut self,
        request: RequestId,
        draft: Option<DraftId>,
    ) -> Result<(), AppError> {
        let household = self.app.open_household(request).await?;
        self.close_request().await?;
        (self.session.household, self.session.draft) = (Some((request, household)), draft);
        // Whether it has one is looked up with the next page.
        self.opened = Some(OpenedRequest {
            request,
            pin: Factor::Missing,
            case_worker: None,
        });
        Ok(())
    }

    /// Opens the request of a case that the caller follows, to act for its household. One that was open before is closed.
    pub async fn open_followed(&mut self, case: CaseId) -> Result<(), AppError> {
        let opened = self.app.open_followed_request(&self.caller, case).await?;
        self.close_request().await?;
        self.session.household = Some(opened);
        self.session.become_new();
        Ok(())
    }

    /// Opens a request that the account keeps, as its household. One that was open before is closed.
    pub async fn open_kept(&mut self, request: RequestId) -> Result<(), AppError> {
        let caller = self.anybody();
        let household = self.app.open_kept_request(&caller, request).await?;
        self.close_request().await?;
        self.session.household = Some((request, household));
        self.session.become_new();
        Ok(())
    }

    /// Closes the request that is open on this phone, and what is being written.
    pub async fn close_request(&mut self) -> Result<(), AppError> {
        self.session.draft = None;
        match self.session.household.take() {
            Some((_, household)) => self.app.close_household(household).await,
            None => Ok(()),
        }
    }

    /// The caller as the household whose request is open on this phone, whoever else is signed in.
    pub fn household(&self) -> Result<Caller, Fault> {
        Ok(self.own_request()?.0)
    }

    /// As [`Visit::household`], with the request that is open.
    pub fn own_request(&self) -> Result<(Caller, RequestId), Fault> {
        let opened = self.opened.zip(self.session.household);
        let (opened, (request, session)) = opened.ok_or(Fault::App(AppError::Unauthenticated))?;
        let household = Caller {
            actor: opened.actor(session),
            locale: self.caller.locale,
        };
        Ok((household, request))
    }

    /// The caller for what anybody may do: the account if one is signed in, else a visitor, whichever request is open beside.
    pub fn anybody(&self) -> Caller {
        let actor = match &self.caller.actor {
            Actor::Tracking { .. } => Actor::Visitor,
            actor => actor.clone(),
        };
        Caller {
            actor,
            locale: self.caller.locale,
        }
    }

    /// Answers with a page.
    pub fn show(&mut self, page: &impl Template) -> Result<HttpResponse, Fault> {
        self.show_as(StatusCode::OK, page)
    }

    /// Answers with a page under another status.
    pub fn show_as(
        &mut self,
        status: StatusCode,
        page: &impl Template,
    ) -> Result<HttpResponse, Fault> {
        let html = page
            .render()
            .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
        // A form on the page is bound to this browser, which must know.
        if html.contains(self.frame.guard.as_str()) {
            self.session.keep();
        }
        let mut response = HttpResponse::build(status);
        response
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, POLICY));
        if let Some(cookie) = self.session.cookie(&self.app.auth.keys) {
            response.cookie(cookie);
        }
        Ok(response.body(html))
    }

    /// After something was done: go to a page, below the language.
    pub fn go(&self, path: &str) -> HttpResponse {
        self.lead(StatusCode::SEE_OTHER, path)
    }

    /// The form that came goes on to a page below the language, field for field (RFC 9110, 15.4.8).
    pub fn send_on(&self, path: &str) -> HttpResponse {
        self.lead(StatusCode::TEMPORARY_REDIRECT, path)
    }

    fn lead(&self, status: StatusCode, path: &str) -> HttpResponse {
        let mut response = HttpResponse::build(status);
        response.insert_header((header::LOCATION, self.frame.to(path)));
        // What this page would have said is said by the next, unless there is something newer.
        let mut session = self.session.clone();
        if let Some(said) = &self.frame.said {
            session.say_still(said);
        }
        if let Some(cookie) = session.cookie(&self.app.auth.keys) {
            response.cookie(cookie);
        }
        response.finish()
    }
}

/// How much somebody was told and has not read. In a task of its own, as who they are is looked up.
async fn unread_of(app: &Data<App>, actor: Actor, locale: Locale) -> Result<i64, Fault> {
    let (app, caller) = (app.clone(), Caller { actor, locale });
    let counted = actix_web::rt::spawn(async move { app.count_unread(&caller).await })
        .await
        .map_err(|e| Fault::App(AppError::Internal(Box::new(e))))?;
    Ok(counted?)
}

impl FromRequest for Visit {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::of(&request).await })
    }
}

/// Whether a path begins with a language.
pub fn is_page(path: &str) -> bool {
    crate::middleware::path_locale(path).is_some()
}

/// Refuses what another site makes a browser send (Fetch Metadata, `Sec-Fetch-Site`); the guard in the form is what old browsers
/// are held by.
pub async fn refuse_foreign<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let foreign = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|value| value.to_str().ok())
        .is_some_and(|site| !matches!(site, "same-origin" | "none"));
    if foreign && !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Fault::App(AppError::Forbidden).into());
    }
    next.call(request).await
}
