//! What somebody was told, to be read in the product: whoever has an account, and a household with its request open. It stands there
//! whether a mail of it was wanted, sent and delivered or not.

use jiff::Timestamp;
use punte_core::{
    id::NoticeId,
    locale::Locale,
    offer::Category,
    period::Period,
    policy::{Action, Actor, Subject},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{MailJob, Notice, Recipient};
use crate::{
    app::{App, AppError, Caller, Once, Page, Result},
    storage::notifications::{self, NotificationRow},
    texts::text,
};

/// Unread ones are counted up to here.
const MOST_UNREAD: i64 = 100;

/// Something that somebody was told.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeView {
    /// Its id.
    pub id: NoticeId,
    /// What it says, as a code: `proposal-accepted`.
    #[schema(pattern = "^[a-z][a-z-]*$")]
    pub notice: String,
    /// The same in the reader's language.
    pub text: String,
    /// What it is about.
    pub about: Uuid,
    /// Of what was said about a match: of which category it is.
    pub category: Option<Category>,
    /// Which days that match holds: the nights of a stay; of medical help the week in which it has a place, from a Monday to the next. No
    /// mail names them.
    pub during: Option<Period>,
    /// The page that it leads to, below the language.
    #[schema(pattern = "^/")]
    pub page: String,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether it was marked as read.
    pub read: bool,
}

/// Up to where everything is read.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadBody {
    /// This one, and all that were said before it; none for all.
    #[serde(default)]
    pub up_to: Option<NoticeId>,
}

/// What is left.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadView {
    /// How many are not read; a hundred stands for more, too.
    #[schema(minimum = 0, maximum = 100)]
    pub unread: i64,
}

/// Where a page begins: after this one.
pub type NoticeKey = (Timestamp, NoticeId);

/// Whose inbox a caller has.
fn own(caller: &Caller) -> Result<Recipient> {
    match &caller.actor {
        Actor::Account { id, .. } => Ok(Recipient::Account(*id)),
        Actor::Tracking { request, .. } => Ok(Recipient::Request(*request)),
        Actor::Visitor | Actor::System | Actor::Partner { .. } => Err(AppError::Forbidden),
    }
}

const fn id_of(to: Recipient) -> Uuid {
    match to {
        Recipient::Account(id) => id.0,
        Recipient::Request(id) => id.0,
        Recipient::Link(id) => id,
    }
}

impl Notice {
    /// Where it leads whoever has opened what is theirs, below the language: to no page that takes the code of a mail.
    fn page_inside(self, to: Recipient, about: Uuid) -> String {
        match self {
            Self::OfferLapsesSoon | Self::OfferLapsed => format!("/provider/offers/{about}"),
            Self::NeedStillNeeded => "/my/request".to_owned(),
            notice => MailJob {
                notice,
                to,
                about,
                waited: false,
            }
            .page(),
        }
    }
}

/// A line in a language; none of what this version does not know.
fn view(row: NotificationRow, to: Recipient, locale: Locale) -> Option<NoticeView> {
    let notice = Notice::of_key(&row.notice)?;
    Some(NoticeView {
        id: row.id,
        text: text(locale, &format!("mail-{}-subject", notice.key())),
        page: notice.page_inside(to, row.about),
        notice: row.notice,
        about: row.about,
        category: row.category,
        during: row.during,
        at: row.at,
        read: row.read,
    })
}

impl App {
    /// What the caller was told, the newest first.
    pub async fn list_notices(
        &self,
        caller: &Caller,
        before: Option<NoticeKey>,
        limit: u32,
    ) -> Result<Page<NoticeView, NoticeKey>> {
        Self::allow(caller, Action::ReadNotices, Subject::Anything)?;
        let (to, most) = (own(caller)?, i64::from(limit) + 1);
        let db = &mut *self.read().await?;
        let rows = notifications::list(db, id_of(to), self.now(), before, most).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let Page { items, next } = Page::cut(rows, size, |row| (row.at, row.id));
        let items = items
            .into_iter()
            .filter_map(|row| view(row, to, caller.locale));
        Ok(Page {
            items: items.collect(),
            next,
        })
    }

    /// All that somebody was told, for whoever takes along what is held about them.
    pub(in crate::app) async fn all_notices(
        db: &mut PgConnection,
        caller: &Caller,
        to: Recipient,
        now: Timestamp,
    ) -> Result<Vec<NoticeView>> {
        let rows = notifications::list(db, id_of(to), now, None, i64::MAX).await?;
        let views = rows
            .into_iter()
            .filter_map(|row| view(row, to, caller.locale));
        Ok(views.collect())
    }

    /// Marks as read what the caller was told, up to one or all of it.
    pub async fn mark_notices_read(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: &ReadBody,
    ) -> Result<UnreadView> {
        Self::allow(caller, Action::MarkNotices, Subject::Anything)?;
        let whose = id_of(own(caller)?);
        self.write_once(once, async |db| {
            let now = self.now();
            if !notifications::update_read(db, whose, body.up_to, now).await? {
                return Err(AppError::NotFound);
            }
            let unread = notifications::count_unread(db, whose, now, MOST_UNREAD).await?;
            Ok(UnreadView { unread })
        })
        .await
    }

    /// How much the caller was told and has not read, up to a hundred.
    pub async fn count_unread(&self, caller: &Caller) -> Result<i64> {
        Self::allow(caller, Action::ReadNotices, Subject::Anything)?;
        let whose = id_of(own(caller)?);
        let db = &mut *self.read().await?;
        Ok(notifications::count_unread(db, whose, self.now(), MOST_UNREAD).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_is_found_by_its_key_and_leads_to_no_page_that_takes_a_code() {
        let about = Uuid::from_u128(7);
        for notice in Notice::ALL {
            assert_eq!(Notice::of_key(notice.key()), Some(notice));
            let tidy = notice
                .key()
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(tidy && notice.key().len() <= 40, "{}", notice.key());
            for to in [
                Recipient::Account(about.into()),
                Recipient::Request(about.into()),
            ] {
                let page = notice.page_inside(to, about);
                assert!(page.starts_with('/'), "{}", notice.key());
                assert!(!page.starts_with("/still"), "{}", notice.key());
            }
        }
        assert_eq!(Notice::of_key("none"), None);
    }
}
