//! Erasure: what is open ends as it would otherwise, who it was is deleted with its data keys, and a hash of the id is kept so that
//! a restored backup can be told.

use std::collections::BTreeSet;

use punte_core::{
    booking::{EndReason, MatchAction, MatchState, Side},
    case_work::CaseEnd,
    contact::Email,
    error::FieldError,
    id::{AccountId, ProviderId, RequestId},
    offer::ReviewAction,
    policy::{Action, Subject},
    provider::ProviderKind,
    request::NeedState,
    sensitive::Sensitive,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    app::{App, AppError, Caller, Conflict, Result, system_caller},
    storage::{
        account_records, accounts, aftercare,
        household_cases::Ending,
        mail_links,
        match_around::{self, AnsweredRow},
        matches::{self, MatchFilter, STOPPABLE},
        messages, offers, requests,
        rights::{self, Subjects},
    },
};

impl App {
    /// Erases a household, for itself: its choices end, the other side is told, and nobody can say any more who it was.
    pub async fn erase_request(&self, caller: &Caller, id: RequestId) -> Result<()> {
        Self::allow(caller, Action::ExerciseRights, Subject::Request(id))?;
        self.write_on(caller, id, async |db| {
            self.erase_request_in(db, caller, id).await
        })
        .await
    }

    pub(super) async fn erase_request_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
    ) -> Result<()> {
        let request = self.lock_living_request(db, id).await?;
        if request.state == "open" {
            self.end_request(db, caller, id, Side::Refugee, NeedState::Withdrawn)
                .await?;
        }
        aftercare::erase_comments(db, Some(id), None).await?;
        messages::erase(db, Some(id), None).await?;
        rights::erase_request(db, id, self.now()).await?;
        // Phones on which it lies open find that it is closed, not that something is missing.
        self.close_others(db, caller, id, caller.actor.household_session())
            .await?;
        rights::insert_erasure(db, &self.tombstone(id.0), self.now()).await?;
        self.audit(db, caller, "request_erased", "request", id.0, json!({}))
            .await
    }

    /// Ends a request whose row is locked: open matches end, what they held is given back.
    pub(in crate::app) async fn end_request(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: RequestId,
        side: Side,
        becomes: NeedState,
    ) -> Result<()> {
        let action = match side {
            Side::Refugee => MatchAction::Cancel,
            _ => MatchAction::Expire,
        };
        for need in requests::list_needs(db, id).await? {
            requests::lock_need(db, need.id).await?;
            for m in self.open_matches(db, need.id).await? {
                if m.state.after(action, side).is_ok() {
                    self.end_match(db, caller, &m, action, side, EndReason::RequestGone)
                        .await?;
                }
            }
            requests::update_need_state(db, need.id, becomes).await?;
        }
        self.end_household_cases(db, caller, Ending::OfRequest(id), CaseEnd::RequestEnded)
            .await?;
        let state = match side {
            Side::Refugee => "withdrawn",
            _ => "closed",
        };
        Ok(requests::update_state(db, id, state).await?)
    }

    /// Erases the caller's account, and the private person who offers help with it; the password says that it is they. An
    /// organisation whose last administrator it is must have another one first. [`Conflict::StillHelping`] while people are there: whom they
    /// stay with is known and can be reached until both said that it is over.
    pub async fn erase_account(&self, caller: &Caller, password: Sensitive<String>) -> Result<()> {
        let id = Self::own_account_id(caller)?;
        self.count_secret(id.0).await?;
        let stored = self
            .own_password(caller, id)
            .await?
            .ok_or(AppError::Unauthenticated)?;
        if !self
            .auth
            .passwords
            .verify(password, stored.password_hash)
            .await?
        {
            return Err(FieldError::new("/password", "wrong-password").into());
        }
        self.write(async |db| self.erase_account_in(db, caller, id).await)
            .await
    }

    pub(super) async fn erase_account_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: AccountId,
    ) -> Result<()> {
        if account_records::is_last_administrator(db, id).await? {
            return Err(Conflict::AdministratorNeeded.into());
        }
        let alone = rights::list_sole_administrations(db, id).await?;
        if alone
            .iter()
            .any(|(_, kind, others)| *others || kind.as_str() != ProviderKind::Volunteer.as_str())
        {
            return Err(Conflict::LastAdministrator.into());
        }
        for (provider, _, _) in alone {
            if rights::is_under_review(db, provider).await? {
                return Err(Conflict::UnderReview.into());
            }
            if rights::is_helping(db, provider).await? {
                return Err(Conflict::StillHelping.into());
            }
            self.erase_provider_in(db, caller, provider).await?;
        }
        self.end_household_cases(db, caller, Ending::OfAccount(id), CaseEnd::MemberLeft)
            .await?;
        let mailbox = accounts::find_mailbox(&mut self.open_for_program(db).await?, id).await?;
        if let Some(address) = mailbox.and_then(|(address, _)| Email::parse(&address).ok()) {
            mail_links::delete_of_address(db, &self.link_address_hash(address.reveal())).await?;
        }
        mail_links::delete_of_account(db, id).await?;
        rights::erase_account(db, id, self.now()).await?;
        rights::insert_erasure(db, &self.tombstone(id.0), self.now()).await?;
        self.audit(db, caller, "account_erased", "account", id.0, json!({}))
            .await
    }

    async fn erase_provider_in(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        id: ProviderId,
    ) -> Result<()> {
        for AnsweredRow { m, .. } in Self::lock_open_of(db, id).await? {
            let action = match m.state {
                MatchState::Proposed => MatchAction::Decline,
                _ => MatchAction::Cancel,
            };
            if m.state.after(action, Side::Provider).is_ok() {
                self.end_match(db, caller, &m, action, Side::Provider, EndReason::OfferGone)
                    .await?;
                self.refresh_need(db, m.need).await?;
            }
        }
        for offer in offers::list_by_provider(db, id, None, i64::MAX).await? {
            if let Ok(gone) = offer.review.after(ReviewAction::Withdraw) {
                offers::lock(db, offer.id).await?;
                offers::update_state(db, offer.id, gone, offer.paused).await?;
                self.withdraw_item(db, caller, offer.id).await?;
                self.end_proposals_later(db, offer.id).await?;
            }
        }
        aftercare::erase_comments(db, None, Some(id)).await?;
        messages::erase(db, None, Some(id)).await?;
        rights::erase_provider(db, id).await?;
        rights::insert_erasure(db, &self.tombstone(id.0), self.now()).await?;
        self.audit(db, caller, "provider_erased", "provider", id.0, json!({}))
            .await
    }

    /// Locks what is not over of a provider, help that takes place included. Households before their needs and matches, and all in one
    /// order, as everybody locks them: two who wait for each other wait for ever.
    async fn lock_open_of(db: &mut PgConnection, id: ProviderId) -> Result<Vec<AnsweredRow>> {
        let filter = MatchFilter {
            provider: Some(id),
            states: STOPPABLE,
            ..MatchFilter::default()
        };
        let mut open = matches::list(db, &filter).await?;
        open.sort_by_key(|m| m.request);
        for m in &open {
            requests::lock(db, m.request).await?;
        }
        let mut locked = Vec::with_capacity(open.len());
        for m in open {
            locked.extend(match_around::lock(db, m.id).await?);
        }
        Ok(locked)
    }

    /// Ends the help of a provider that was erased, as it had ended before that.
    async fn end_help_of(
        &self,
        db: &mut PgConnection,
        system: &Caller,
        id: ProviderId,
    ) -> Result<()> {
        for AnsweredRow { m, need, .. } in Self::lock_open_of(db, id).await? {
            if m.state == MatchState::Started {
                self.complete(db, system, (&m, &need), Side::System, None)
                    .await?;
            }
        }
        Ok(())
    }

    /// After a backup was restored: erases again whoever is on the list of hashes, here or in `more`; answers how many.
    pub async fn reapply_erasures(&self, more: &[Vec<u8>]) -> Result<usize> {
        let system = system_caller();
        let db = &mut *self.read().await?;
        let mut hashes: BTreeSet<Vec<u8>> = rights::list_erasures(db).await?.into_iter().collect();
        hashes.extend(more.iter().cloned());
        let subjects: Subjects = rights::list_subjects(db).await?;
        let is_erased = |id| hashes.contains(&self.tombstone(id));
        let mut done = 0;
        for id in subjects.requests.into_iter().filter(|id| is_erased(id.0)) {
            self.write(async |db| self.erase_request_in(db, &system, id).await)
                .await?;
            done += 1;
        }
        for id in subjects.providers.into_iter().filter(|id| is_erased(id.0)) {
            self.write(async |db| {
                self.end_help_of(db, &system, id).await?;
                self.erase_provider_in(db, &system, id).await
            })
            .await?;
            done += 1;
        }
        for id in subjects.accounts.into_iter().filter(|id| is_erased(id.0)) {
            self.write(async |db| {
                rights::erase_account(db, id, self.now()).await?;
                Ok(rights::insert_erasure(db, &self.tombstone(id.0), self.now()).await?)
            })
            .await?;
            done += 1;
        }
        Ok(done)
    }

    /// The hashes of all that were erased, to be kept outside of the database.
    pub async fn list_erasures(&self) -> Result<Vec<Vec<u8>>> {
        Ok(rights::list_erasures(&mut *self.read().await?).await?)
    }
}
