//! Who belongs to a provider: members, invitations, and accepting one.

use std::rc::Rc;

use actix_web::{HttpResponse, get, http::StatusCode, post};
use askama::Template;
use punte_core::{
    id::{CaseId, InvitationId, MemberId, PartnerKeyId, ProviderId},
    provider::MemberRole,
};
use serde::Deserialize;

use super::home_of;
use crate::{
    app::{
        AppError,
        case_work::{CaseHolderBody, OrganisationCaseView},
        members::{InvitationView, MemberRoleBody, MemberView, NewInvitationView},
        partners::PartnerView,
    },
    extract::PathId,
    problem::Fault,
    web::{
        errors::Errors,
        form::{Choice, Form},
        frame::Frame,
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
    /// Whether it is a private person, who may still have somebody beside.
    alone: bool,
    members: Vec<MemberView>,
    /// To those who administer it.
    invitations: Option<Vec<InvitationView>>,
    /// To them: what writes in its name, with the keys that hold.
    programs: Vec<PartnerView>,
    roles: Vec<Choice>,
    /// What the organisation follows, to case workers who administer it.
    cases: Vec<OrganisationCaseView>,
    problem: Option<String>,
}

impl MembersPage {
    /// The address of whoever made an invitation.
    fn inviter(&self, invitation: &InvitationView) -> Option<&str> {
        let mut members = self.members.iter();
        let inviter = members.find(|member| member.id == invitation.invited_by);
        inviter.and_then(|member| member.email.as_deref())
    }

    /// The colleagues to whom a case can be given.
    fn others(&self, case: &OrganisationCaseView) -> Vec<&MemberView> {
        let others = self.members.iter();
        others.filter(|m| m.id != case.member_id).collect()
    }

    /// Who follows a case.
    fn holder(&self, case: &OrganisationCaseView) -> &str {
        let holder = self.members.iter().find(|m| m.id == case.member_id);
        holder.and_then(|m| m.email.as_deref()).unwrap_or_default()
    }
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
    case: Option<CaseId>,
    key: Option<PartnerKeyId>,
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
    problem: Option<String>,
) -> Result<HttpResponse, Fault> {
    let (app, caller, f) = (&visit.app, &visit.caller, visit.frame.clone());
    let members = app.list_members(caller, id).await?;
    let provider = app.read_provider(caller, id).await?;
    let manages = members
        .iter()
        .any(|m| m.you && m.role == MemberRole::Administrator);
    let (invitations, mut programs) = if manages {
        let invitations = app.list_invitations(caller, id).await?;
        let programs = app.list_provider_partners(caller, id).await?;
        (Some(invitations), programs)
    } else {
        (None, Vec::new())
    };
    let cases = if manages && f.person.case_worker {
        app.list_organisation_cases(caller, id).await?
    } else {
        Vec::new()
    };
    for program in &mut programs {
        program.keys.retain(|key| key.holds);
    }
    programs.retain(|program| !program.keys.is_empty());
    let roles = MemberRole::ALL
        .map(|role| {
            let words = f.word("member-role", &role);
            Choice::new(role.as_str(), words, role == MemberRole::Member)
        })
        .into();
    let page = MembersPage {
        errors: Errors::default(),
        provider: id,
        alone: !provider.profile.kind.is_organisation(),
        name: provider.profile.name,
        members,
        invitations,
        programs,
        roles,
        cases,
        problem,
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
    if let ("reassign", Some(case), Some(member_id)) = (step.what.as_str(), step.case, step.member)
    {
        let once = form.once(&caller, "reassign_case");
        let body = CaseHolderBody { member_id };
        let given = app.reassign_case(&caller, Some(&once), case, body).await;
        return end(&mut visit, id, given.map(|()| "case-reassigned")).await;
    }
    let done = match (step.what.as_str(), step.member, step.invitation, role) {
        ("revoke", None, None, None) => match step.key {
            Some(key) => app.revoke_key(&caller, key).await.map(|()| "key-revoked"),
            None => Err(AppError::NotFound),
        },
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
    end(&mut visit, id, done).await
}

/// Says what was done to the members of a provider, or what is in the way.
async fn end(
    visit: &mut Visit,
    id: ProviderId,
    done: Result<&'static str, AppError>,
) -> Result<HttpResponse, Fault> {
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
            let problem = visit.frame.tt("problem", conflict.code());
            page(visit, id, StatusCode::CONFLICT, Some(problem)).await
        }
        Err(AppError::Invalid(errors)) => {
            let problem = errors.first().map(|error| visit.frame.error(error));
            page(visit, id, StatusCode::UNPROCESSABLE_ENTITY, problem).await
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
