//! Partner applications: keys with scopes, an end and a quota, and whom a key stands for.

use jiff::{SignedDuration, Timestamp, ToSpan};
use punte_core::{
    clock::day_begins,
    contact::plain_text,
    error::{FieldError, field_errors},
    id::{PartnerId, PartnerKeyId, ProviderId},
    policy::{Action, Actor, Scope, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    App, AppError, Caller, Once, Page, Result,
    limits::{Limit, Standing},
};
use crate::{
    auth::PartnerKey,
    ids,
    storage::{
        members,
        partners::{self, PartnerKeyRow, PartnerRow},
        providers,
    },
};

/// Seconds of use that are not written down one by one.
const USED_EVERY_S: i64 = 60;
/// So many partner applications that write for one provider are shown.
const OF_PROVIDER: i64 = 100;

/// A partner application as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct PartnerBody {
    /// The organisation whose application it is.
    #[validate(length(min = 2, max = 120), custom(function = "plain_text"))]
    #[schema(min_length = 2, max_length = 120, example = "Casa Bună")]
    pub name: String,
    /// The provider for whom it writes offers and lists, if for any.
    #[serde(default)]
    pub provider_id: Option<ProviderId>,
}

/// A key as it is asked for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerKeyBody {
    /// What it is good for.
    #[schema(min_items = 1, max_items = 6)]
    pub scopes: Vec<Scope>,
    /// Days until it ends.
    #[schema(minimum = 1, maximum = 365)]
    pub expires_in_days: u16,
    /// So many requests a day.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub daily_quota: u32,
}

/// A key, without its secret.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerKeyView {
    /// Its id.
    pub id: PartnerKeyId,
    /// How it begins.
    #[schema(pattern = "^punte_[0-9a-z]{12}$")]
    pub begins: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// So many requests a day.
    pub daily_quota: i32,
    /// How many there were today.
    pub used_today: i32,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
    /// Whether it holds.
    pub holds: bool,
}

/// A key that was made, with what is sent. Not `Debug`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPartnerKeyView {
    /// The key.
    pub key: PartnerKeyView,
    /// Send it as `Authorization: Bearer …`. It is shown once.
    #[schema(pattern = "^punte_[0-9a-z]{12}\\.[A-Za-z0-9_-]{43}$")]
    pub secret: String,
}

/// A partner application with its keys, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerView {
    /// Its id.
    pub id: PartnerId,
    /// Whose it is.
    pub name: String,
    /// For whom it writes.
    pub provider_id: Option<ProviderId>,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Its keys.
    pub keys: Vec<PartnerKeyView>,
}

impl App {
    /// Writes down a partner application.
    pub async fn create_partner(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: PartnerBody,
    ) -> Result<PartnerView> {
        Self::allow(caller, Action::TendPartners, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let errors = field_errors(body.validate());
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        self.write_once(once, async |db| {
            if let Some(provider) = body.provider_id
                && providers::find(db, provider).await?.is_none()
            {
                return Err(FieldError::new("/provider_id", "unknown-value").into());
            }
            let row = PartnerRow {
                id: PartnerId(ids::ordered()),
                name: body.name.clone(),
                provider: body.provider_id,
                created_at: self.now(),
            };
            partners::insert(db, &row, account).await?;
            let data = json!({ "provider": row.provider });
            self.audit(db, caller, "partner_created", "partner", row.id.0, data)
                .await?;
            self.partner_view(db, row).await
        })
        .await
    }

    /// The partner applications, the newest first.
    pub async fn list_partners(
        &self,
        caller: &Caller,
        before: Option<PartnerId>,
        limit: u32,
    ) -> Result<Page<PartnerView, PartnerId>> {
        Self::allow(caller, Action::TendPartners, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let rows = partners::list(db, None, before, i64::from(limit) + 1).await?;
        let page = Page::cut(rows, usize::try_from(limit).unwrap_or(0), |p| p.id);
        Ok(Page {
            items: self.partner_views(db, page.items).await?,
            next: page.next,
        })
    }

    /// A partner application.
    pub async fn read_partner(&self, caller: &Caller, id: PartnerId) -> Result<PartnerView> {
        Self::allow(caller, Action::TendPartners, Subject::Anything)?;
        let db = &mut *self.read().await?;
        let row = partners::find(db, id).await?.ok_or(AppError::NotFound)?;
        self.partner_view(db, row).await
    }

    /// The partner applications that write for a provider, the newest first.
    pub async fn list_provider_partners(
        &self,
        caller: &Caller,
        provider: ProviderId,
    ) -> Result<Vec<PartnerView>> {
        Self::allow(caller, Action::ReadPartnerKeys, Subject::Of(provider))?;
        let db = &mut *self.read().await?;
        let rows = partners::list(db, Some(provider), None, OF_PROVIDER).await?;
        self.partner_views(db, rows).await
    }

    /// Makes a key. There are two at a time at most.
    pub async fn issue_key(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        partner: PartnerId,
        body: PartnerKeyBody,
    ) -> Result<NewPartnerKeyView> {
        Self::allow(caller, Action::IssueKey, Subject::Anything)?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let mut errors = Vec::new();
        if body.scopes.is_empty() || body.scopes.len() > Scope::ALL.len() {
            errors.push(FieldError::new("/scopes", "length"));
        }
        if !(1..=365).contains(&body.expires_in_days) {
            errors.push(FieldError::range("/expires_in_days", 1, 365));
        }
        if !(1..=1_000_000).contains(&body.daily_quota) {
            errors.push(FieldError::range("/daily_quota", 1, 1_000_000));
        }
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        let now = self.now();
        self.write_once(once, async |db| {
            partners::find(db, partner)
                .await?
                .ok_or(AppError::NotFound)?;
            let key = PartnerKey::generate();
            let days = i64::from(body.expires_in_days);
            let row = PartnerKeyRow {
                id: PartnerKeyId(ids::ordered()),
                partner,
                prefix: key.prefix().to_owned(),
                scopes: Scope::ALL
                    .into_iter()
                    .filter(|scope| body.scopes.contains(scope))
                    .collect(),
                daily_quota: i32::try_from(body.daily_quota).unwrap_or(1),
                created_at: now,
                expires_at: now + SignedDuration::from_hours(24 * days),
                revoked_at: None,
                last_used_at: None,
            };
            partners::insert_key(db, &row, &key.hash(&self.auth.keys), account).await?;
            let data = json!({ "key": row.id, "scopes": row.scopes, "days": days });
            self.audit(db, caller, "key_issued", "partner", partner.0, data)
                .await?;
            Ok(NewPartnerKeyView {
                key: view(row, 0, now),
                secret: key.reveal(),
            })
        })
        .await
    }

    /// Revokes a key: it opens nothing from now on. For whoever administers the provider for which it writes, too.
    pub async fn revoke_key(&self, caller: &Caller, id: PartnerKeyId) -> Result<()> {
        self.write(async |db| {
            let writes_for = partners::find_provider_of_key(db, id).await?;
            let of = writes_for.map_or(Subject::Anything, Subject::Of);
            Self::allow(caller, Action::RevokeKey, of)?;
            let partner = partners::update_revoked(db, id, self.now()).await?;
            let partner = partner.ok_or(AppError::NotFound)?;
            let data = json!({ "key": id });
            self.audit(db, caller, "key_revoked", "partner", partner.0, data)
                .await
        })
        .await
    }

    /// Whom a key stands for; every time counts against its quota of the day.
    pub(super) async fn identify_partner(&self, token: &str) -> Result<Actor> {
        let key = PartnerKey::parse(token).ok_or(AppError::Unauthenticated)?;
        let (hash, now, today) = (key.hash(&self.auth.keys), self.now(), self.today());
        let db = &mut *self.read().await?;
        let (row, provider) = partners::find_live_key(db, key.prefix(), &hash, now)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        let used = partners::count_use(db, row.id, today, row.daily_quota).await?;
        if used.is_none() {
            let ends = today.checked_add(1.day()).ok().and_then(day_begins);
            let left = ends.map_or(0, |ends| ends.duration_since(now).as_secs());
            return Err(AppError::TooMany(Standing {
                limit: Limit::PartnerDay,
                quota: u32::try_from(row.daily_quota).unwrap_or(0),
                window_s: 86_400,
                left: 0,
                ends_in_s: u32::try_from(left).unwrap_or(86_400),
            }));
        }
        let rested = row
            .last_used_at
            .is_none_or(|at| now.duration_since(at).as_secs() >= USED_EVERY_S);
        if rested {
            partners::update_used(db, row.id, now).await?;
        }
        let author = match provider {
            Some(provider) => members::find_administrator(db, provider).await?,
            None => None,
        };
        Ok(Actor::Partner {
            id: row.partner,
            scopes: row.scopes,
            writes_for: provider.zip(author),
        })
    }

    async fn partner_views(
        &self,
        db: &mut PgConnection,
        rows: Vec<PartnerRow>,
    ) -> Result<Vec<PartnerView>> {
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.push(self.partner_view(db, row).await?);
        }
        Ok(views)
    }

    async fn partner_view(&self, db: &mut PgConnection, row: PartnerRow) -> Result<PartnerView> {
        let (now, today) = (self.now(), self.today());
        let mut keys = Vec::new();
        for key in partners::list_keys(db, row.id).await? {
            let used = partners::used_on(db, key.id, today).await?;
            keys.push(view(key, used, now));
        }
        Ok(PartnerView {
            id: row.id,
            name: row.name,
            provider_id: row.provider,
            created_at: row.created_at,
            keys,
        })
    }
}

fn view(row: PartnerKeyRow, used_today: i32, now: Timestamp) -> PartnerKeyView {
    PartnerKeyView {
        id: row.id,
        begins: format!("{}{}", crate::auth::PARTNER_MARK, row.prefix),
        scopes: row.scopes,
        daily_quota: row.daily_quota,
        used_today,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
        holds: row.revoked_at.is_none() && row.expires_at > now,
    }
}
