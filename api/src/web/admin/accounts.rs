//! Accounts: found by their whole address, one at a time; their roles, and whether they may come in.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{error::FieldError, id::AccountId, policy::StaffRole};
use serde::Deserialize;

use crate::{
    app::{
        AppError, Conflict,
        administration::{AccountRecordView, AccountSearchBody, DisabledBody, RolesBody},
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form, Written},
        frame::Frame,
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    f: Rc<Frame>,
    errors: Errors,
    email: String,
    /// The account that looks.
    own: AccountId,
}

#[derive(Template)]
#[template(path = "admin/account.html")]
struct AccountPage {
    f: Rc<Frame>,
    account: AccountRecordView,
    roles: Vec<Choice>,
    problem: Option<String>,
}

/// Whether an account shall really get roles that it does not have.
#[derive(Template)]
#[template(path = "admin/roles.html")]
struct RolesPage {
    f: Rc<Frame>,
    account: AccountRecordView,
    /// All that it shall have.
    roles: Vec<StaffRole>,
}

impl RolesPage {
    /// What it has, and what it would have, in words.
    fn change_in_words(&self) -> String {
        let names = |roles: &[StaffRole]| {
            let names = StaffRole::ALL.iter().filter(|role| roles.contains(role));
            let names: Vec<String> = names.map(|role| self.f.word("staff-role", role)).collect();
            if names.is_empty() {
                self.f.t("accounts-no-roles")
            } else {
                names.join(", ")
            }
        };
        let (from, to) = (names(&self.account.roles), names(&self.roles));
        self.f.w2("accounts-from-to", ("from", &from), ("to", &to))
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    email: String,
}

fn address(id: AccountId) -> String {
    format!("/admin/accounts/{id}")
}

async fn search(
    visit: &mut Visit,
    status: StatusCode,
    email: String,
    errors: Vec<FieldError>,
) -> Result<HttpResponse, Fault> {
    let own = visit
        .caller
        .actor
        .account()
        .ok_or(AppError::Unauthenticated)?;
    // Says whether the caller may be here at all.
    visit.app.read_account(&visit.caller, own).await?;
    let page = AccountsPage {
        f: visit.frame.clone(),
        errors: Errors(errors),
        email,
        own,
    };
    visit.show_as(status, &page)
}

#[get("/admin/accounts")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    search(&mut visit, StatusCode::OK, String::new(), Vec::new()).await
}

#[post("/admin/accounts")]
pub(super) async fn find(mut visit: Visit, form: Form<Asked>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "find_account");
    let body = AccountSearchBody {
        email: form.value.email.trim().to_owned(),
    };
    let found = visit
        .app
        .find_account(&visit.caller, Some(&once), &body)
        .await;
    let (status, errors) = match found {
        Ok(account) => return Ok(visit.go(&address(account.id))),
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
        Err(AppError::NotFound) => {
            let nobody = FieldError::new("/email", "unknown-account");
            (StatusCode::NOT_FOUND, vec![nobody])
        }
        Err(error) => return Err(error.into()),
    };
    search(&mut visit, status, body.email, errors).await
}

async fn page(
    visit: &mut Visit,
    id: AccountId,
    status: StatusCode,
    problem: Option<Conflict>,
) -> Result<HttpResponse, Fault> {
    let account = visit.app.read_account(&visit.caller, id).await?;
    let f = visit.frame.clone();
    let roles = StaffRole::ALL
        .map(|role| {
            let words = f.word("staff-role", &role);
            Choice::new(role.as_str(), words, account.roles.contains(&role))
        })
        .into();
    let page = AccountPage {
        account,
        roles,
        problem: problem.map(|conflict| f.tt("problem", conflict.code())),
        f,
    };
    visit.show_as(status, &page)
}

#[get("/admin/accounts/{id}")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<AccountId>,
) -> Result<HttpResponse, Fault> {
    page(&mut visit, id, StatusCode::OK, None).await
}

#[post("/admin/accounts/{id}")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<AccountId>,
    form: Form<Written>,
) -> Result<HttpResponse, Fault> {
    let (app, caller, written) = (visit.app.clone(), visit.caller.clone(), form.value);
    let disabled = |disabled| DisabledBody { disabled };
    let done = match written.one("do").as_str() {
        "roles" => {
            let named = written.all("roles").iter();
            let roles = named.map(|name| StaffRole::from_name(name)).collect();
            let roles: Option<Vec<StaffRole>> = roles;
            let roles = roles.ok_or(AppError::NotFound)?;
            if written.one("sure") != "yes" {
                let account = app.read_account(&caller, id).await?;
                let adds = roles.iter().any(|role| !account.roles.contains(role));
                // Of one's own account it is said below that one does not change it.
                if adds && !account.own {
                    let f = visit.frame.clone();
                    return visit.show(&RolesPage { f, account, roles });
                }
            }
            let body = RolesBody { roles };
            app.set_roles(&caller, id, &body).await.map(|_| "roles-set")
        }
        "disable" => {
            let done = app.set_disabled(&caller, id, disabled(true)).await;
            done.map(|_| "account-disabled")
        }
        "enable" => {
            let done = app.set_disabled(&caller, id, disabled(false)).await;
            done.map(|_| "account-enabled")
        }
        "sessions" => {
            let done = app.end_account_sessions(&caller, id).await;
            done.map(|()| "account-out")
        }
        _ => Err(AppError::NotFound),
    };
    match done {
        Ok(said) => {
            visit.session.say(said);
            Ok(visit.go(&address(id)))
        }
        Err(AppError::Conflict(conflict)) => {
            page(&mut visit, id, StatusCode::CONFLICT, Some(conflict)).await
        }
        Err(error) => Err(error.into()),
    }
}
