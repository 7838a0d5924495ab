//! Who belongs to a provider: by invitation of those who administer it, of whom there is always one.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    case_work::CaseEnd,
    error::FieldError,
    id::{InvitationId, MemberId, ProviderId},
    policy::{Action, Subject},
    provider::{INVITED_FOR_DAYS, MEMBERS_AT_MOST, MemberRole},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, AppError, Caller, Conflict, Once, Result, known, limits::Origin};
use crate::{
    auth::TrackingCode,
    ids,
    storage::{
        household_cases::Ending,
        members::{self, InvitationRow, MemberRow},
        providers,
    },
};

/// The purpose under which the codes of invitations are hashed.
const PURPOSE: &str = "provider-invitation";

/// A member, to those who belong to the same provider. Not `Debug`: it may name somebody.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberView {
    /// The id of the membership.
    pub id: MemberId,
    /// What they may do.
    pub role: MemberRole,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub joined_at: Timestamp,
    /// Whether it is the one who asks.
    pub you: bool,
    /// The e-mail address of the account, to administrators of the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// An invitation that can be accepted, to the administrators of the provider.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationView {
    /// Its id.
    pub id: InvitationId,
    /// The membership of the administrator who invites. With that it ends, too.
    pub invited_by: MemberId,
    /// As what.
    pub role: MemberRole,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

/// An invitation with its code, which is shown once. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitationView {
    /// The invitation.
    pub invitation: InvitationView,
    /// Give it to whom you invite; it works once.
    #[schema(pattern = "^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$")]
    pub code: String,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberRoleBody {
    /// The role.
    pub role: MemberRole,
}

/// The code of an invitation. Not `Debug`.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinBody {
    /// 28 characters; case, spaces, hyphens and Cyrillic look-alikes do not matter.
    #[schema(max_length = 80, example = "1A2B-3C4D-5E6F-7G8H-9JKM-NPQR-STVW")]
    pub code: String,
}

/// To what somebody belongs now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MembershipView {
    /// The provider.
    pub provider_id: ProviderId,
    /// As what.
    pub role: MemberRole,
}

fn view(row: &InvitationRow) -> InvitationView {
    InvitationView {
        id: row.id,
        invited_by: row.invited_by,
        role: row.role,
        expires_at: row.expires_at,
    }
}

impl App {
    /// The members of a provider, to each of them. Addresses are for those who administer it.
    pub async fn list_members(
        &self,
        caller: &Caller,
        provider: ProviderId,
    ) -> Result<Vec<MemberView>> {
        Self::allow(caller, Action::ReadMembers, Subject::Of(provider))?;
        let manages = Self::allow(caller, Action::ManageMembers, Subject::Of(provider)).is_ok();
        let rows = members::list(
            &mut self
                .open_for(&mut *self.read_whole().await?, caller)
                .await?,
            provider,
        )
        .await?;
        Ok(rows
            .into_iter()
            .map(|(row, email)| {
                let you = caller.actor.account() == Some(row.account);
                MemberView {
                    id: row.id,
                    role: row.role,
                    joined_at: row.joined_at,
                    you,
                    email: email.filter(|_| manages),
                }
            })
            .collect())
    }

    /// Invites somebody. Whoever has the code can accept, once, for seven days.
    pub async fn invite(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        provider: ProviderId,
        body: MemberRoleBody,
    ) -> Result<NewInvitationView> {
        Self::allow(caller, Action::ManageMembers, Subject::Of(provider))?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        self.write_once(once, async |db| {
            providers::lock(db, provider).await?;
            if members::count(db, provider, now).await? >= MEMBERS_AT_MOST {
                return Err(Conflict::TooManyMembers.into());
            }
            let own = members::find_administration(db, provider, account).await?;
            let code = TrackingCode::generate();
            let row = InvitationRow {
                id: InvitationId(ids::random()),
                provider,
                invited_by: own.ok_or(AppError::NotFound)?,
                role: body.role,
                expires_at: now + SignedDuration::from_hours(24 * INVITED_FOR_DAYS),
            };
            let hash = code.hash_as(PURPOSE, &self.auth.keys);
            members::insert_invitation(db, &row, &hash, account, now).await?;
            self.audit(
                db,
                caller,
                "member_invited",
                "provider",
                provider.0,
                json!({ "invitation": row.id, "role": row.role }),
            )
            .await?;
            Ok(NewInvitationView {
                invitation: view(&row),
                code: code.reveal(),
            })
        })
        .await
    }

    /// The invitations of a provider that can be accepted.
    pub async fn list_invitations(
        &self,
        caller: &Caller,
        provider: ProviderId,
    ) -> Result<Vec<InvitationView>> {
        Self::allow(caller, Action::ManageMembers, Subject::Of(provider))?;
        let now = self.now();
        let rows = members::list_invitations(&mut *self.read().await?, provider, now).await?;
        Ok(rows.iter().map(view).collect())
    }

    /// Takes an invitation back.
    pub async fn withdraw_invitation(&self, caller: &Caller, id: InvitationId) -> Result<()> {
        let now = self.now();
        self.write(async |db| {
            let found = members::find_invitation(db, id, now).await?;
            let provider = known(caller, found)?.provider;
            Self::allow(caller, Action::ManageMembers, Subject::Of(provider))?;
            members::update_invitation_ended(db, id, None, now).await?;
            self.audit(
                db,
                caller,
                "invitation_withdrawn",
                "provider",
                provider.0,
                json!({ "invitation": id }),
            )
            .await
        })
        .await
    }

    /// Makes the caller a member of the provider that a code invites to. One answer for every code that does not work.
    pub async fn join(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        code: &str,
    ) -> Result<MembershipView> {
        Self::allow(caller, Action::JoinProvider, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let wrong = || AppError::Invalid(vec![FieldError::new("/code", "invitation-code")]);
        let hash = TrackingCode::parse(code)
            .map_err(|_e| wrong())?
            .hash_as(PURPOSE, &self.auth.keys);
        let counted = self.count_code(origin).await?;
        let now = self.now();
        let joined = self
            .write_once(once, async |db| {
                // The provider before the invitation, as whoever loses the right to invite does.
                let provider = members::find_inviting(db, &hash).await?;
                let provider = provider.ok_or_else(wrong)?;
                providers::lock(db, provider).await?;
                let invited = members::lock_invitation_of(db, &hash, now).await?;
                let invited = invited.ok_or_else(wrong)?;
                if members::list_accounts(db, provider)
                    .await?
                    .contains(&account)
                {
                    return Err(Conflict::AlreadyMember.into());
                }
                members::update_invitation_ended(db, invited.id, Some(account), now).await?;
                members::insert(db, provider, account, invited.role, now).await?;
                self.audit(
                    db,
                    caller,
                    "member_joined",
                    "provider",
                    provider.0,
                    json!({ "invitation": invited.id, "role": invited.role }),
                )
                .await?;
                Ok(MembershipView {
                    provider_id: provider,
                    role: invited.role,
                })
            })
            .await;
        // Who had a code that works, or works for somebody else, guesses none.
        if !matches!(joined, Err(AppError::Invalid(_))) {
            self.uncount(counted).await;
        }
        joined
    }

    /// Gives a member a role. The last administrator keeps theirs. With the role of one end the invitations that they made, as they do where
    /// one leaves or is disabled: the database sees to it.
    pub async fn set_member_role(
        &self,
        caller: &Caller,
        id: MemberId,
        body: MemberRoleBody,
    ) -> Result<MemberView> {
        self.write(async |db| {
            let member = self.lock_member(db, caller, id).await?;
            Self::allow(caller, Action::ManageMembers, Subject::Of(member.provider))?;
            if member.role != body.role {
                members::update_role(db, id, body.role).await?;
                self.audit_member(db, caller, "member_role_set", &member, Some(body.role))
                    .await?;
            }
            Ok(MemberView {
                id,
                role: body.role,
                joined_at: member.joined_at,
                you: caller.actor.account() == Some(member.account),
                email: None,
            })
        })
        .await
    }

    /// Ends a membership: one's own, or somebody's as an administrator. They are out at once. The last administrator stays.
    pub async fn remove_member(&self, caller: &Caller, id: MemberId) -> Result<()> {
        self.write(async |db| {
            let member = self.lock_member(db, caller, id).await?;
            let action = if caller.actor.account() == Some(member.account) {
                Action::ReadMembers
            } else {
                Action::ManageMembers
            };
            Self::allow(caller, action, Subject::Of(member.provider))?;
            let ending = Ending::OfMember(member.account, member.provider);
            self.end_household_cases(db, caller, ending, CaseEnd::MemberLeft)
                .await?;
            members::delete(db, id).await?;
            self.audit_member(db, caller, "member_removed", &member, None)
                .await
        })
        .await
    }

    /// A member whose provider is locked, so that changes of its members follow one another.
    async fn lock_member(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: MemberId,
    ) -> Result<MemberRow> {
        let provider = known(caller, members::find(db, id).await?)?.provider;
        providers::lock(db, provider).await?;
        known(caller, members::find(db, id).await?)
    }

    async fn audit_member(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        action: &str,
        member: &MemberRow,
        role: Option<MemberRole>,
    ) -> Result<()> {
        self.audit(
            db,
            caller,
            action,
            "provider",
            member.provider.0,
            json!({ "account": member.account, "role": role }),
        )
        .await
    }
}
