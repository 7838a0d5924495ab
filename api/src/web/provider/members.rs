//! Who belongs to a provider: members, invitations, and accepting one.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    id::{InvitationId, MemberId, ProviderId},
    provider::MemberRole,
};
use serde::Deserialize;

use super::home_of;
use crate::{
    app::{
        AppError, Conflict,
        members::{InvitationView, MemberRoleBody, MemberView, NewInvitationView},
    },
    extract::PathId,
    problem::Fault,
    web::{
        form::{Choice, Form},
        frame::{Errors, Frame},
        visit::Visit,
    },
};

#[derive(Template)]
#[template(path = "provider/members.html")]
struct MembersPage {
    f: Rc<Frame>,
    errors: Errors,
    provider: ProviderId,
    name: String,
    members: Vec<MemberView>,
    /// To those who administer it.
    invitations: Option<Vec<InvitationView>>,
    roles: Vec<Choice>,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "provider/invited.html")]
struct InvitedPage {
    f: Rc<Frame>,
    provider: ProviderId,
    new: NewInvitationView,
    /// Opens the page on which it is accepted, with the code behind the #.
    link: String,
}

#[derive(Template)]
#[template(path = "provider/join.html")]
struct JoinPage {
    f: Rc<Frame>,
    errors: Errors,
    problem: Option<String>,
}

/// What is done to the members of a provider.
#[derive(Deserialize)]
pub(super) struct Step {
    #[serde(rename = "do")]
    what: String,
    member: Option<MemberId>,
    invitation: Option<InvitationId>,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize)]
pub(super) struct Joining {
    code: String,
}

async fn page(
    visit: &mut Visit,
    id: ProviderId,
    status: StatusCode,
    problem: Option<Conflict>,
) -> Result<HttpResponse, Fault> {
    let (app, caller, f) = (&visit.app, &visit.caller, visit.frame.clone());
    let members = app.list_members(caller, id).await?;
    let provider = app.read_provider(caller, id).await?;
    let manages = members
        .iter()
        .any(|m| m.you && m.role == MemberRole::Administrator);
    let invitations = if manages {
        Some(app.list_invitations(caller, id).await?)
    } else {
        None
    };
    let roles = MemberRole::ALL
        .map(|role| {
            let words = f.word("member-role", &role);
            Choice::new(role.as_str(), words, role == MemberRole::Member)
        })
        .into();
    let page = MembersPage {
        errors: Errors::default(),
        provider: id,
        name: provider.profile.name,
        members,
        invitations,
        roles,
        problem: problem.map(|conflict| f.tt("problem", conflict.code())),
        f,
    };
    visit.show_as(status, &page)
}

#[get("/provider/of/{id}/members")]
pub(super) async fn show(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
) -> Result<HttpResponse, Fault> {
    page(&mut visit, id, StatusCode::OK, None).await
}

#[post("/provider/of/{id}/members")]
pub(super) async fn answer(
    mut visit: Visit,
    PathId(id): PathId<ProviderId>,
    form: Form<Step>,
) -> Result<HttpResponse, Fault> {
    let (app, caller) = (visit.app.clone(), visit.caller.clone());
    let step = &form.value;
    let role = MemberRole::from_name(&step.role);
    let done = match (step.what.as_str(), step.member, step.invitation, role) {
        ("invite", None, None, Some(role)) => {
            let once = form.once(&caller, "invite");
            let body = MemberRoleBody { role };
            match app.invite(&caller, Some(&once), id, body).await {
                Ok(new) => {
                    let f = visit.frame.clone();
                    let page = f.to("/provider/join");
                    let link = format!("{}{page}#{}", app.public_url, new.code);
                    let page = InvitedPage {
                        f,
                        provider: id,
                        new,
                        link,
                    };
                    return visit.show(&page);
                }
                Err(error) => Err(error),
            }
        }
        ("role", Some(member), None, Some(role)) => {
            let body = MemberRoleBody { role };
            let set = app.set_member_role(&caller, member, body).await;
            set.map(|_| "member-role")
        }
        ("remove", Some(member), None, None) => {
            let removed = app.remove_member(&caller, member).await;
            removed.map(|()| "member-removed")
        }
        ("leave", Some(member), None, None) => {
            app.remove_member(&caller, member).await.map(|()| "left")
        }
        ("withdraw", None, Some(invitation), None) => {
            let withdrawn = app.withdraw_invitation(&caller, invitation).await;
            withdrawn.map(|()| "invitation-withdrawn")
        }
        _ => Err(AppError::NotFound),
    };
    match done {
        Ok("left") => {
            visit.session.say("member-left");
            Ok(visit.go("/account"))
        }
        Ok(said) => {
            visit.session.say(said);
            Ok(visit.go(&format!("{}/members", home_of(id))))
        }
        Err(AppError::Conflict(conflict)) => {
            page(&mut visit, id, StatusCode::CONFLICT, Some(conflict)).await
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/provider/join")]
pub(super) async fn ask(mut visit: Visit) -> Result<HttpResponse, Fault> {
    if !visit.frame.person.account {
        return Err(AppError::Unauthenticated.into());
    }
    let page = JoinPage {
        f: visit.frame.clone(),
        errors: Errors::default(),
        problem: None,
    };
    visit.show(&page)
}

#[post("/provider/join")]
pub(super) async fn join(mut visit: Visit, form: Form<Joining>) -> Result<HttpResponse, Fault> {
    let once = form.once(&visit.caller, "join_provider");
    let code = &form.value.code;
    let joined = visit
        .app
        .join(&visit.caller, Some(&once), visit.origin, code)
        .await;
    let (status, errors, problem) = match joined {
        Ok(membership) => {
            visit.session.say("member-joined");
            return Ok(visit.go(&home_of(membership.provider_id)));
        }
        Err(AppError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(AppError::Conflict(conflict)) => (StatusCode::CONFLICT, Vec::new(), Some(conflict)),
        Err(error) => return Err(error.into()),
    };
    let f = visit.frame.clone();
    let page = JoinPage {
        errors: Errors(errors),
        problem: problem.map(|conflict| f.tt("problem", conflict.code())),
        f,
    };
    visit.show_as(status, &page)
}
