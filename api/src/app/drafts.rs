//! Requests that are being written: kept on the server, sealed, and opened with the code under which they will be filed.
//!
//! A draft holds personal data before anybody asked for anything, so it lives for seven days after it was last saved and no longer.
//! The code stands in it, sealed with the rest, because it is shown at every step; of a filed draft only the code is left, for a day,
//! so that whoever sent it twice or lost the answer is given the same one.

use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use punte_core::{
    error::FieldError,
    id::{DraftId, RequestId},
    policy::{Action, Subject},
    request::{AskStep, NewRequest, UnfinishedRequest},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    App, AppError, Caller, Conflict, Once, Result,
    limits::{Counted, Limit, Origin},
};
use crate::{
    auth::TrackingCode,
    ids,
    storage::{
        drafts::{self, DraftRow},
        requests,
    },
};

/// Days that a draft is kept after it was last saved.
pub const KEPT_FOR_DAYS: i64 = 7;

/// Hours that the code of a filed draft is kept.
pub const CODE_KEPT_FOR_HOURS: i64 = 24;

/// What lies sealed in the database. Not `Debug`.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The id under which it will be filed.
    request: RequestId,
    code: String,
    written: UnfinishedRequest,
    /// Once it is filed: whether a child asked who is alone.
    #[serde(default)]
    child: bool,
}

/// A draft, to whoever writes it. Not `Debug`.
#[derive(Serialize, Deserialize)]
pub struct DraftView {
    /// Its id.
    pub id: DraftId,
    /// Opens it, and later the request, on any phone.
    pub code: String,
    /// What is written so far; nothing once it is filed.
    pub written: UnfinishedRequest,
    /// Once it is filed: whether a child asked who is alone, to whom a person gets in touch.
    pub child: bool,
    /// The request that it became.
    pub filed: Option<RequestId>,
}

/// What a code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// A request that is still being written.
    Draft(DraftId),
    /// A request that was filed; with its draft, while that still knows the code.
    Request(RequestId, Option<DraftId>),
}

impl App {
    /// Begins a request with the answers of a step, and makes the code with which it will be filed. Anybody can, so many an hour from one
    /// network: each is kept for a week.
    pub async fn start_draft(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        step: AskStep,
        change: impl Fn(&mut UnfinishedRequest),
    ) -> Result<DraftView> {
        Self::allow(caller, Action::CreateRequest, Subject::Anything)?;
        let mut written = UnfinishedRequest {
            locale: caller.locale,
            ..UnfinishedRequest::default()
        };
        self.answer_step(&mut written, step, &change)?;
        self.count(Limit::Drafts, Counted::Origin(origin)).await?;
        let mut tries = 0;
        loop {
            let begun = self
                .write_once(once, async |db| {
                    self.check_written_places(db, &written).await?;
                    let code = TrackingCode::generate();
                    let (id, hash) = (DraftId(ids::random()), code.hash(&self.auth.keys));
                    let kept = Kept {
                        request: RequestId(ids::random()),
                        code: code.reveal(),
                        written: written.clone(),
                        child: false,
                    };
                    let row = self.sealed(id, &kept, None)?;
                    drafts::insert(db, &row, &hash, self.now(), self.draft_expires()).await?;
                    Ok(view(id, kept, None))
                })
                .await;
            match begun {
                // The first tap is still at work: the second waits for its answer.
                Err(AppError::KeyInFlight) if tries < 30 => {
                    tries += 1;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                begun => return begun,
            }
        }
    }

    /// Saves the answers of a step. Saving the same twice changes nothing.
    pub async fn save_step(
        &self,
        id: DraftId,
        step: AskStep,
        change: impl Fn(&mut UnfinishedRequest),
    ) -> Result<DraftView> {
        self.write(async |db| {
            let row = drafts::lock(db, id, self.now())
                .await?
                .ok_or(AppError::NotFound)?;
            if row.filed.is_some() {
                return Err(Conflict::IllegalState.into());
            }
            let mut kept = self.unsealed(&row)?;
            self.answer_step(&mut kept.written, step, &change)?;
            self.check_written_places(db, &kept.written).await?;
            let row = self.sealed(id, &kept, None)?;
            drafts::update(db, &row, self.now(), self.draft_expires()).await?;
            Ok(view(id, kept, None))
        })
        .await
    }

    /// A draft, to whoever opened it.
    pub async fn read_draft(&self, id: DraftId) -> Result<DraftView> {
        let row = drafts::find(&mut *self.read().await?, id, self.now())
            .await?
            .ok_or(AppError::NotFound)?;
        Ok(view(id, self.unsealed(&row)?, row.filed))
    }

    /// What a code opens: a draft before it was filed, the request after. One answer for every code that opens nothing, counted as in
    /// [`App::find_request_by_code`]; of what is no code its characters tell what is wrong ([`TrackingCode::slip`]).
    pub async fn open_by_code(&self, code: &str, origin: Origin) -> Result<Opened> {
        let wrong = || AppError::Invalid(vec![FieldError::new("/code", "tracking-code")]);
        let hash = TrackingCode::parse(code)
            .map_err(|_e| AppError::Invalid(vec![TrackingCode::slip(code)]))?
            .hash(&self.auth.keys);
        let counted = self.count_code(origin).await?;
        let mut db = self.read().await?;
        let draft = drafts::find_by_tracking_hash(&mut db, &hash, self.now()).await?;
        let request = requests::find_by_tracking_hash(&mut db, &hash).await?;
        drop(db);
        if let Some(request) = request {
            self.note_visit(request).await?;
        }
        let opened = match (draft, request) {
            (Some((draft, Some(request))), _) => Opened::Request(request, Some(draft)),
            (Some((draft, None)), _) => Opened::Draft(draft),
            (None, Some(request)) => Opened::Request(request, None),
            (None, None) => return Err(wrong()),
        };
        self.uncount(counted).await;
        Ok(opened)
    }

    /// Files a draft, as every request is filed. The second time, and two at the same time, give the same request.
    /// `illegal-state` if a step is not answered yet. `keep`: whether the caller's account keeps it.
    pub async fn file_draft(
        &self,
        caller: &Caller,
        id: DraftId,
        keep: bool,
    ) -> Result<(RequestId, DraftView)> {
        Self::allow(caller, Action::CreateRequest, Subject::Anything)?;
        self.write(async |db| {
            let row = drafts::lock(db, id, self.now())
                .await?
                .ok_or(AppError::NotFound)?;
            let mut kept = self.unsealed(&row)?;
            if let Some(request) = row.filed {
                return Ok((request, view(id, kept, Some(request))));
            }
            let mut draft = kept
                .written
                .finish(self.today())
                .map_err(|_step| Conflict::IllegalState)?;
            draft.keep_in_account = keep;
            let new = NewRequest::parse(draft, self.today())?;
            let code = TrackingCode::parse(&kept.code)?;
            let request = kept.request;
            self.file_parsed(db, caller, &new, request, &code).await?;
            kept.written = UnfinishedRequest::default();
            kept.child = new.household.is_unaccompanied_minor(self.today());
            let row = self.sealed(id, &kept, Some(request))?;
            let until = self
                .now()
                .checked_add(CODE_KEPT_FOR_HOURS.hours())
                .unwrap_or(Timestamp::MAX);
            drafts::update(db, &row, self.now(), until).await?;
            Ok((request, view(id, kept, Some(request))))
        })
        .await
    }

    /// Throws a draft away. A request that it became stays.
    pub async fn discard_draft(&self, id: DraftId) -> Result<()> {
        self.write(async |db| Ok(drafts::delete(db, id).await?))
            .await
    }

    /// Throws away drafts that nobody saved for so long; returns how many.
    pub async fn forget_old_drafts(&self) -> Result<u64> {
        Ok(drafts::delete_expired(&mut *self.read().await?, self.now()).await?)
    }

    fn answer_step(
        &self,
        written: &mut UnfinishedRequest,
        step: AskStep,
        change: &impl Fn(&mut UnfinishedRequest),
    ) -> Result<()> {
        let alone = written.is_unaccompanied_minor(self.today());
        change(written);
        let errors = written.check(step, self.today());
        if !errors.is_empty() {
            return Err(errors.into());
        }
        if !written.done.contains(&step) {
            written.done.push(step);
        }
        // What another answer has made wrong or incomplete is asked again: a ride needs a day, a doctor a field.
        // And how to reach them is said anew to others than it was said to: to child protection, or to whom they choose.
        let today = self.today();
        let same_readers = alone == written.is_unaccompanied_minor(today);
        let holds: Vec<AskStep> = written
            .done
            .iter()
            .copied()
            .filter(|done| written.check(*done, today).is_empty())
            .filter(|done| same_readers || *done != AskStep::Reach)
            .collect();
        written.done = holds;
        Ok(())
    }

    async fn check_written_places(
        &self,
        db: &mut PgConnection,
        written: &UnfinishedRequest,
    ) -> Result<()> {
        for (place, pointer) in [(written.place_id, "/place"), (written.to_place_id, "/to")] {
            if let Some(place) = place {
                self.place_at(db, place, pointer).await?;
            }
        }
        Ok(())
    }

    /// The last day on which a draft that is saved now can be opened.
    pub fn draft_kept_until(&self) -> jiff::civil::Date {
        punte_core::clock::local_day(self.draft_expires())
    }

    fn draft_expires(&self) -> Timestamp {
        self.now()
            .checked_add((KEPT_FOR_DAYS * 24).hours())
            .unwrap_or(Timestamp::MAX)
    }

    fn sealed(&self, id: DraftId, kept: &Kept, filed: Option<RequestId>) -> Result<DraftRow> {
        let plain = serde_json::to_vec(kept).map_err(|e| AppError::Internal(Box::new(e)))?;
        let content = self
            .auth
            .keys
            .seal(&purpose(id), plain)
            .ok_or_else(|| AppError::Internal("a draft cannot be sealed".into()))?;
        Ok(DraftRow { id, content, filed })
    }

    fn unsealed(&self, row: &DraftRow) -> Result<Kept> {
        let plain = self
            .auth
            .keys
            .unseal(&purpose(row.id), &row.content)
            .ok_or_else(|| AppError::Internal("a draft does not open".into()))?;
        serde_json::from_slice(&plain).map_err(|e| AppError::Internal(Box::new(e)))
    }
}

/// Bound to its row: content that is put into another one does not open.
fn purpose(id: DraftId) -> String {
    format!("request-draft\n{id}")
}

fn view(id: DraftId, kept: Kept, filed: Option<RequestId>) -> DraftView {
    DraftView {
        id,
        code: kept.code,
        written: kept.written,
        child: kept.child,
        filed,
    }
}
