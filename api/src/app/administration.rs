//! What administrators do to accounts: found one at a time, by the whole address; nobody lists them. Of moderators, whom figures name by
//! their ids, they see the addresses.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    case_work::CaseEnd,
    contact::Email,
    error::FieldError,
    id::AccountId,
    policy::{Action, Roles, StaffRole, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    notices::{Notice, Recipient},
    system_caller,
};
use crate::{
    ids,
    storage::{account_records, accounts, household_cases::Ending},
};

/// An address to look for. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountSearchBody {
    /// The whole address.
    #[schema(max_length = 254, example = "person@example.org")]
    pub email: String,
}

/// An account, to administrators. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRecordView {
    /// Its id.
    pub id: AccountId,
    /// Its address.
    pub email: String,
    /// Its roles. They count in sign-ins that showed a second factor.
    pub roles: Vec<StaffRole>,
    /// Since when it is disabled.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub disabled_at: Option<Timestamp>,
    /// Since when there is one.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// How many of its sign-ins did not end.
    #[schema(minimum = 0)]
    pub sessions: i64,
    /// To how many providers it belongs.
    #[schema(minimum = 0)]
    pub providers: i64,
    /// Whether it is the caller's own: then somebody else has to change it.
    pub own: bool,
}

/// All roles that an account shall have.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesBody {
    /// The roles; none takes all away.
    #[schema(max_items = 4)]
    pub roles: Vec<StaffRole>,
}

/// Whether an account shall be disabled.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisabledBody {
    /// Whether it shall.
    pub disabled: bool,
}

impl App {
    /// The account of an address, disabled or not. The look is written down, and counted.
    pub async fn find_account(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: &AccountSearchBody,
    ) -> Result<AccountRecordView> {
        Self::allow(caller, Action::SeeAccounts, Subject::Anything)?;
        let email = Email::parse(&body.email).map_err(|e| e.under("/email"))?;
        self.write_once(once, async |db| {
            let id = accounts::find_by_email(db, &self.vault, &email).await?;
            self.look(db, caller, id.ok_or(AppError::NotFound)?).await
        })
        .await
    }

    /// An account. A look at somebody else's is written down.
    pub async fn read_account(&self, caller: &Caller, id: AccountId) -> Result<AccountRecordView> {
        Self::allow(caller, Action::SeeAccounts, Subject::Anything)?;
        if caller.actor.account() == Some(id) {
            return self
                .record(&mut *self.read_whole().await?, caller, id)
                .await;
        }
        self.write(async |db| self.look(db, caller, id).await).await
    }

    /// The addresses of accounts that somebody is told about by their ids. Each look at somebody else's is written down; who was erased has
    /// none.
    pub async fn addresses_of(
        &self,
        caller: &Caller,
        ids: &[AccountId],
    ) -> Result<BTreeMap<AccountId, String>> {
        Self::allow(caller, Action::SeeAccounts, Subject::Anything)?;
        self.write(async |db| {
            let mut found = BTreeMap::new();
            for id in account_records::list_present(db, ids).await? {
                let record = if caller.actor.account() == Some(id) {
                    self.record(db, caller, id).await?
                } else {
                    // Not counted as a look: a page may name them all, and one look at each is written down.
                    self.audit(db, caller, "account_opened", "account", id.0, json!({}))
                        .await?;
                    self.record(db, caller, id).await?
                };
                found.insert(id, record.email);
            }
            Ok(found)
        })
        .await
    }

    /// Gives an account its roles; those that are not named are taken away. Nobody changes their own.
    pub async fn set_roles(
        &self,
        caller: &Caller,
        id: AccountId,
        body: &RolesBody,
    ) -> Result<AccountRecordView> {
        Self::may_change(caller, id)?;
        if body.roles.len() > StaffRole::ALL.len() {
            return Err(FieldError::new("/roles", "length").into());
        }
        let roles: Roles = body.roles.iter().copied().collect();
        self.write(async |db| {
            if self.change_roles(db, caller, id, |_| roles).await? {
                self.record(db, caller, id).await
            } else {
                self.look(db, caller, id).await
            }
        })
        .await
    }

    /// Gives an account one more role, as whoever runs the installation says.
    pub async fn grant_role(&self, id: AccountId, role: StaffRole) -> Result<()> {
        let with = |before: Roles| -> Roles { before.list().into_iter().chain([role]).collect() };
        self.write(async |db| {
            self.change_roles(db, &system_caller(), id, with).await?;
            Ok(())
        })
        .await
    }

    /// Replaces the roles of an account by what becomes of them, and writes that down; whether anything changed.
    async fn change_roles(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
        change: impl FnOnce(Roles) -> Roles,
    ) -> Result<bool> {
        let locked = account_records::lock(db, id).await?;
        let (before, _) = locked.ok_or(AppError::NotFound)?;
        let roles = change(before);
        if before == roles {
            return Ok(false);
        }
        account_records::update_roles(db, id, roles).await?;
        let data = json!({ "from": before.list(), "roles": roles.list() });
        self.audit(db, caller, "roles_changed", "account", id.0, data)
            .await?;
        if roles.list().into_iter().any(|role| !before.has(role)) {
            self.tell_of_roles(db, caller, id).await?;
        }
        Ok(true)
    }

    /// Tells every other administrator that one gave somebody a role; not whom it was given to. What the installation's own commands give
    /// is said by whoever runs it.
    async fn tell_of_roles(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
    ) -> Result<()> {
        let Some(by) = caller.actor.account() else {
            return Ok(());
        };
        let event = ids::random().to_string();
        for administrator in accounts::list_staff(db, StaffRole::Administrator).await? {
            if administrator != by && administrator != id {
                let to = Recipient::Account(administrator);
                self.notify(db, Notice::RolesGiven, to, id.0, &event)
                    .await?;
            }
        }
        Ok(())
    }

    /// Disables an account, whose sign-ins end, or enables it again. Nobody disables their own.
    pub async fn set_disabled(
        &self,
        caller: &Caller,
        id: AccountId,
        body: DisabledBody,
    ) -> Result<AccountRecordView> {
        Self::may_change(caller, id)?;
        self.write(async |db| {
            let locked = account_records::lock(db, id).await?;
            let (_, since) = locked.ok_or(AppError::NotFound)?;
            if since.is_some() == body.disabled {
                self.look(db, caller, id).await
            } else {
                let since = body.disabled.then(|| self.now());
                account_records::update_disabled(db, id, since).await?;
                let action = if body.disabled {
                    self.end_sessions_of(db, id).await?;
                    self.end_household_cases(
                        db,
                        caller,
                        Ending::OfAccount(id),
                        CaseEnd::MemberLeft,
                    )
                    .await?;
                    "account_disabled"
                } else {
                    "account_enabled"
                };
                self.audit(db, caller, action, "account", id.0, json!({}))
                    .await?;
                self.record(db, caller, id).await
            }
        })
        .await
    }

    /// Ends every sign-in of an account.
    pub async fn end_account_sessions(&self, caller: &Caller, id: AccountId) -> Result<()> {
        Self::may_change(caller, id)?;
        self.write(async |db| {
            let locked = account_records::lock(db, id).await?;
            locked.ok_or(AppError::NotFound)?;
            self.end_sessions_of(db, id).await?;
            self.audit(db, caller, "sessions_ended", "account", id.0, json!({}))
                .await
        })
        .await
    }

    fn may_change(caller: &Caller, id: AccountId) -> Result<()> {
        Self::allow(caller, Action::ChangeAccount, Subject::Anything)?;
        if caller.actor.account() == Some(id) {
            return Err(Conflict::OwnAccount.into());
        }
        Ok(())
    }

    async fn look(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
    ) -> Result<AccountRecordView> {
        self.count_look_in(db, caller).await?;
        self.audit(db, caller, "account_opened", "account", id.0, json!({}))
            .await?;
        self.record(db, caller, id).await
    }

    async fn record(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
    ) -> Result<AccountRecordView> {
        let row =
            account_records::find(&mut self.open_for(db, caller).await?, id, self.now()).await?;
        let row = row.ok_or(AppError::NotFound)?;
        Ok(AccountRecordView {
            id,
            email: row.email,
            roles: row.roles.list(),
            disabled_at: row.disabled_at,
            created_at: row.created_at,
            second_factor: row.second_factor,
            sessions: row.sessions,
            providers: row.providers,
            own: caller.actor.account() == Some(id),
        })
    }
}
