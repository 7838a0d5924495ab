//! Which mails a household gets, and when.

use punte_core::{id::RequestId, locale::Locale, mail_kind::MailKind, quiet::QuietHours};
use sqlx::PgConnection;

use super::{Result, accounts::quiet_hours};

/// Chooses the language of a household, the kinds of mails that it does without, and when it gets none that can wait.
pub async fn update(
    db: &mut PgConnection,
    id: RequestId,
    locale: Locale,
    muted: &[MailKind],
    quiet: Option<QuietHours>,
) -> Result<()> {
    let muted: Vec<String> = muted.iter().map(|kind| kind.as_str().to_owned()).collect();
    sqlx::query!(
        "update request set locale = $2, muted_mails = $3, quiet_from = $4, quiet_to = $5, version = version + 1 where id = $1",
        id.0,
        locale.as_str(),
        &muted,
        quiet.map(|quiet| i16::from(quiet.from)),
        quiet.map(|quiet| i16::from(quiet.to))
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Does without a kind of mails, or does not any more; false if that was so already.
pub async fn update_muted(
    db: &mut PgConnection,
    id: RequestId,
    kind: MailKind,
    muted: bool,
) -> Result<bool> {
    let done = sqlx::query!(
        "update request set version = version + 1,
             muted_mails = case when $3::boolean then array_append(muted_mails, $2::text) else array_remove(muted_mails, $2::text) end
         where id = $1 and ($2::text = any (muted_mails)) <> $3::boolean",
        id.0,
        kind.as_str(),
        muted
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// When a household gets no mail that can wait; `None` if it gets mails at any hour.
pub async fn find_quiet(db: &mut PgConnection, id: RequestId) -> Result<Option<QuietHours>> {
    let row = sqlx::query!(
        "select quiet_from, quiet_to from request where id = $1",
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|r| quiet_hours(r.quiet_from, r.quiet_to)))
}
