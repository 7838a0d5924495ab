//! Who belongs to a provider, and who is invited to.

use jiff::Timestamp;
use punte_core::{
    id::{AccountId, InvitationId, MemberId, ProviderId},
    provider::MemberRole,
};
use sqlx::PgConnection;

use super::{Result, data_keys, from_time, opening::Opening, to_time};
use crate::vault::ACCOUNT_EMAIL;

/// A membership.
pub struct MemberRow {
    /// Its id.
    pub id: MemberId,
    /// In which provider.
    pub provider: ProviderId,
    /// Whose.
    pub account: AccountId,
    /// What they may do.
    pub role: MemberRole,
    /// Since when.
    pub joined_at: Timestamp,
}

/// An invitation that was neither accepted nor taken back, of somebody who administers the provider.
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// To which provider.
    pub provider: ProviderId,
    /// The membership of whoever invites.
    pub invited_by: MemberId,
    /// As what.
    pub role: MemberRole,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

/// Adds a member.
pub async fn insert(
    db: &mut PgConnection,
    provider: ProviderId,
    account: AccountId,
    role: MemberRole,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into provider_member (provider_id, account_id, role, joined_at) values ($1, $2, $3, $4)",
        provider.0,
        account.0,
        role.as_str(),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A membership.
pub async fn find(db: &mut PgConnection, id: MemberId) -> Result<Option<MemberRow>> {
    let row = sqlx::query!(
        "select id, provider_id, account_id, role, joined_at from provider_member where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        Some(MemberRow {
            id: MemberId(r.id),
            provider: ProviderId(r.provider_id),
            account: AccountId(r.account_id),
            role: MemberRole::from_name(&r.role)?,
            joined_at: from_time(r.joined_at),
        })
    }))
}

/// The members of a provider, who was there first first, with the addresses of their accounts for whom they are to be seen.
pub async fn list(
    opening: &mut Opening<'_>,
    provider: ProviderId,
) -> Result<Vec<(MemberRow, Option<String>)>> {
    let rows = sqlx::query!(
        r#"select m.id, m.account_id, m.role, m.joined_at, i.email, k.wrapped as "wrapped?", k.kek as "kek?", k.version as "version?"
           from provider_member m join identity.account i on i.account_id = m.account_id
               left join identity.data_key k on k.row_id = i.account_id
           where m.provider_id = $1 order by m.joined_at, m.id"#,
        provider.0
    )
    .fetch_all(&mut *opening.db)
    .await?;
    let mut members = Vec::with_capacity(rows.len());
    for r in rows {
        let Some(role) = MemberRole::from_name(&r.role) else {
            continue;
        };
        let email = match (r.email, r.wrapped, r.kek, r.version) {
            (Some(sealed), Some(wrapped), Some(kek), Some(version)) => Some(
                data_keys::open(opening, r.account_id, wrapped, kek, version)?
                    .open(ACCOUNT_EMAIL, &sealed)?,
            ),
            _ => None,
        };
        let row = MemberRow {
            id: MemberId(r.id),
            provider,
            account: AccountId(r.account_id),
            role,
            joined_at: from_time(r.joined_at),
        };
        members.push((row, email));
    }
    Ok(members)
}

/// The membership of an account that administers a provider.
pub async fn find_administration(
    db: &mut PgConnection,
    provider: ProviderId,
    account: AccountId,
) -> Result<Option<MemberId>> {
    Ok(sqlx::query_scalar!(
        "select id from provider_member where provider_id = $1 and account_id = $2 and role = 'administrator'",
        provider.0,
        account.0
    )
    .fetch_optional(db)
    .await?
    .map(MemberId))
}

/// The accounts of the members of a provider.
pub async fn list_accounts(db: &mut PgConnection, id: ProviderId) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select account_id from provider_member where provider_id = $1 order by account_id",
        id.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// The accounts of those who administer a provider and are not disabled.
pub async fn list_administrators(db: &mut PgConnection, id: ProviderId) -> Result<Vec<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select m.account_id from provider_member m join account a on a.id = m.account_id
         where m.provider_id = $1 and m.role = 'administrator' and a.disabled_at is null order by m.account_id",
        id.0
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(AccountId)
    .collect())
}

/// One of the administrators of a provider.
pub async fn find_administrator(
    db: &mut PgConnection,
    id: ProviderId,
) -> Result<Option<AccountId>> {
    Ok(sqlx::query_scalar!(
        "select m.account_id from provider_member m join account a on a.id = m.account_id
         where m.provider_id = $1 and m.role = 'administrator' and a.disabled_at is null order by m.account_id limit 1",
        id.0
    )
    .fetch_optional(db)
    .await?
    .map(AccountId))
}

/// How many belong to a provider or are invited to.
pub async fn count(db: &mut PgConnection, id: ProviderId, now: Timestamp) -> Result<i64> {
    sqlx::query_scalar!(
        r#"select (select count(*) from provider_member where provider_id = $1)
               + (select count(*) from provider_invitation where provider_id = $1 and ended_at is null and expires_at > $2) as "n!""#,
        id.0,
        to_time(now)
    )
    .fetch_one(db)
    .await
}

/// Gives a member a role.
pub async fn update_role(db: &mut PgConnection, id: MemberId, role: MemberRole) -> Result<()> {
    sqlx::query!(
        "update provider_member set role = $2 where id = $1",
        id.0,
        role.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a membership.
pub async fn delete(db: &mut PgConnection, id: MemberId) -> Result<()> {
    sqlx::query!("delete from provider_member where id = $1", id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Adds an invitation.
pub async fn insert_invitation(
    db: &mut PgConnection,
    row: &InvitationRow,
    code_hash: &[u8],
    by: AccountId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "insert into provider_invitation (id, provider_id, role, code_hash, invited_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        row.id.0,
        row.provider.0,
        row.role.as_str(),
        code_hash,
        by.0,
        to_time(now),
        to_time(row.expires_at)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An invitation that can still be accepted.
pub async fn find_invitation(
    db: &mut PgConnection,
    id: InvitationId,
    now: Timestamp,
) -> Result<Option<InvitationRow>> {
    let row = sqlx::query!(
        "select i.id, i.provider_id, i.role, i.expires_at, m.id as invited_by from provider_invitation i
             join provider_member m on m.provider_id = i.provider_id and m.account_id = i.invited_by and m.role = 'administrator'
             join account a on a.id = m.account_id and a.disabled_at is null
         where i.id = $1 and i.ended_at is null and i.expires_at > $2",
        id.0,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        Some(InvitationRow {
            id: InvitationId(r.id),
            provider: ProviderId(r.provider_id),
            invited_by: MemberId(r.invited_by),
            role: MemberRole::from_name(&r.role)?,
            expires_at: from_time(r.expires_at),
        })
    }))
}

/// The provider that a code invites to, or did.
pub async fn find_inviting(db: &mut PgConnection, code_hash: &[u8]) -> Result<Option<ProviderId>> {
    Ok(sqlx::query_scalar!(
        "select provider_id from provider_invitation where code_hash = $1",
        code_hash
    )
    .fetch_optional(db)
    .await?
    .map(ProviderId))
}

/// Locks the invitation of a code that can still be accepted: not of somebody who administers the provider no more.
pub async fn lock_invitation_of(
    db: &mut PgConnection,
    code_hash: &[u8],
    now: Timestamp,
) -> Result<Option<InvitationRow>> {
    let row = sqlx::query!(
        "select i.id, i.provider_id, i.role, i.expires_at, m.id as invited_by from provider_invitation i
             join provider_member m on m.provider_id = i.provider_id and m.account_id = i.invited_by and m.role = 'administrator'
             join account a on a.id = m.account_id and a.disabled_at is null
         where i.code_hash = $1 and i.ended_at is null and i.expires_at > $2 for update of i",
        code_hash,
        to_time(now)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| {
        Some(InvitationRow {
            id: InvitationId(r.id),
            provider: ProviderId(r.provider_id),
            invited_by: MemberId(r.invited_by),
            role: MemberRole::from_name(&r.role)?,
            expires_at: from_time(r.expires_at),
        })
    }))
}

/// The invitations of a provider that can still be accepted, the oldest first.
pub async fn list_invitations(
    db: &mut PgConnection,
    provider: ProviderId,
    now: Timestamp,
) -> Result<Vec<InvitationRow>> {
    let rows = sqlx::query!(
        "select i.id, i.role, i.expires_at, m.id as invited_by from provider_invitation i
             join provider_member m on m.provider_id = i.provider_id and m.account_id = i.invited_by and m.role = 'administrator'
             join account a on a.id = m.account_id and a.disabled_at is null
         where i.provider_id = $1 and i.ended_at is null and i.expires_at > $2 order by i.expires_at, i.id",
        provider.0,
        to_time(now)
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(InvitationRow {
                id: InvitationId(r.id),
                provider,
                invited_by: MemberId(r.invited_by),
                role: MemberRole::from_name(&r.role)?,
                expires_at: from_time(r.expires_at),
            })
        })
        .collect())
}

/// Ends an invitation: accepted by somebody, or taken back.
pub async fn update_invitation_ended(
    db: &mut PgConnection,
    id: InvitationId,
    by: Option<AccountId>,
    now: Timestamp,
) -> Result<()> {
    sqlx::query!(
        "update provider_invitation set accepted_by = $2, ended_at = $3 where id = $1",
        id.0,
        by.map(|b| b.0),
        to_time(now)
    )
    .execute(db)
    .await?;
    Ok(())
}
