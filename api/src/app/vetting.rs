//! Vetting: writing down what was seen about a provider, taking it back, and the standing that follows from what is left.

use jiff::{SignedDuration, Timestamp};
use punte_core::{
    error::FieldError,
    id::{EvidenceId, ProviderId},
    policy::{Action, Subject},
    provider::{ProviderStatus, VettingLevel, vetting_lapses_at},
    vetting::{EvidenceResult, TakeBackReason, supported},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Once, Result,
    notices::Notice,
    providers::{EvidenceBody, StandingView, check_views},
};
use crate::{
    ids,
    storage::{
        providers::{self, ProviderRow},
        vetting::{self, EvidenceRow},
    },
};

/// Why evidence is taken back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBackBody {
    /// The reason, which is written down. Moderators read it.
    pub reason: TakeBackReason,
}

/// What the evidence about a provider supports now.
pub(super) struct Stands {
    /// The level, and until when it counts; none where nothing does.
    standing: Option<(VettingLevel, Timestamp)>,
    /// The level that it had and lost, where something lower counts on.
    pub(super) lost: Option<VettingLevel>,
}

impl Stands {
    /// Until when what was checked counts; none where nothing does.
    pub(super) fn until(&self) -> Option<Timestamp> {
        self.standing.map(|(_, until)| until)
    }
}

impl App {
    /// Writes down what a moderator saw when they looked at evidence. Standing and level follow from all that counts; what failed changes
    /// neither.
    pub async fn record_evidence(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ProviderId,
        body: EvidenceBody,
    ) -> Result<StandingView> {
        Self::allow(caller, Action::VetProvider, Subject::Of(id))?;
        let account = caller.actor.account().ok_or(AppError::Forbidden)?;
        let now = self.now();
        let seen_at = body.seen_at.unwrap_or(now);
        if seen_at > now || seen_at < now - SignedDuration::from_hours(24 * 365) {
            return Err(FieldError::new("/seen_at", "not-within-a-year").into());
        }
        if body
            .document_last4
            .as_deref()
            .is_some_and(|d| d.len() != 4 || !d.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            return Err(FieldError::new("/document_last4", "invalid").into());
        }
        self.write_once(once, async |db| {
            providers::lock(db, id).await?;
            let provider = providers::find(db, id).await?.ok_or(AppError::NotFound)?;
            // What was seen is of who they were before their correction.
            if providers::is_unseen(db, id, account, seen_at).await? {
                return Err(AppError::Stale);
            }
            let evidence = EvidenceRow {
                id: EvidenceId(ids::ordered()),
                kind: body.kind,
                result: body.result,
                seen_at,
                lapses_at: vetting_lapses_at(seen_at),
            };
            let last4 = body.document_last4.as_deref();
            vetting::insert(db, id, &evidence, last4, account).await?;
            let (until, lost) = if body.result == EvidenceResult::Passed {
                let stands = Self::stand_anew(db, &provider, now).await?;
                let counted = provider
                    .vetting_level
                    .filter(|_| provider.status == ProviderStatus::Vetted)
                    .filter(|_| provider.vetted_until.is_some_and(|until| until > now));
                if stands.standing.map(|(level, _)| level) > counted {
                    self.shown_again_later(db, id).await?;
                }
                (stands.until(), stands.lost)
            } else {
                (provider.vetted_until, provider.level_lost)
            };
            let data = json!({
                "evidence": evidence.id, "kind": body.kind, "result": body.result, "seen_at": seen_at, "vetted_until": until,
                "level_lost": lost,
            });
            self.audit(db, caller, "evidence_recorded", "provider", id.0, data)
                .await?;
            Self::standing_view(db, id).await
        })
        .await
    }

    /// Takes back evidence that was wrong. The level falls with this transaction to what is left, and what needs more is gone from every
    /// list; what waits for an answer there ends, and what both sides agreed stays. The provider is told, and moderators find it among
    /// those to check again; of what failed, nobody is told anything. A second tap finds it done.
    pub async fn take_evidence_back(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: EvidenceId,
        body: TakeBackBody,
    ) -> Result<StandingView> {
        self.write_once(once, async |db| {
            let provider = vetting::find_provider(db, id).await?;
            let provider = provider.ok_or(AppError::NotFound)?;
            Self::allow(caller, Action::VetProvider, Subject::Of(provider))?;
            let account = caller.actor.account().ok_or(AppError::Forbidden)?;
            providers::lock(db, provider).await?;
            let was = providers::find(db, provider).await?;
            let was = was.ok_or(AppError::NotFound)?;
            let counts = vetting::list(db, provider).await?;
            let Some(evidence) = counts.into_iter().find(|e| e.id == id) else {
                return Self::standing_view(db, provider).await;
            };
            let now = self.now();
            // Whatever put it aside in this moment was first.
            if !vetting::update_taken_back(db, id, body.reason, account, now).await? {
                return Self::standing_view(db, provider).await;
            }
            let counted = evidence.result == EvidenceResult::Passed;
            let (until, lost) = if counted {
                let stands = Self::stand_anew(db, &was, now).await?;
                self.end_not_carried(db, provider, now).await?;
                (stands.until(), stands.lost)
            } else {
                (was.vetted_until, was.level_lost)
            };
            let data = json!({
                "evidence": id, "kind": evidence.kind, "result": evidence.result, "reason": body.reason, "vetted_until": until,
                "level_lost": lost,
            });
            self.audit(
                db,
                caller,
                "evidence_taken_back",
                "provider",
                provider.0,
                data,
            )
            .await?;
            if counted {
                let (notice, event) = (Notice::EvidenceTakenBack, id.to_string());
                self.notify_provider(db, notice, provider, provider.0, &event)
                    .await?;
            }
            Self::standing_view(db, provider).await
        })
        .await
    }

    /// Sets the standing that the evidence supports which counts: whoever was stopped stays so.
    pub(super) async fn stand_anew(
        db: &mut PgConnection,
        was: &ProviderRow,
        now: Timestamp,
    ) -> Result<Stands> {
        let seen = vetting::list(db, was.id).await?;
        let seen = seen.iter().filter(|e| e.result == EvidenceResult::Passed);
        let seen: Vec<_> = seen.map(|e| (e.kind, e.lapses_at)).collect();
        let standing = supported(was.kind, &seen, now);
        let status = match was.status {
            stopped @ (ProviderStatus::Suspended | ProviderStatus::Blocked) => stopped,
            _ if standing.is_some() => ProviderStatus::Vetted,
            _ => ProviderStatus::Unvetted,
        };
        let lost = standing.and_then(|(level, _)| {
            let had = was.level_lost.max(was.vetting_level);
            had.filter(|had| *had > level)
        });
        vetting::update_standing(db, was.id, status, standing, lost).await?;
        Ok(Stands { standing, lost })
    }

    /// Ends the proposals of offers that what was checked about a provider does not carry any more: nobody can say yes there now, and
    /// whoever waits for an answer looks further.
    pub(super) async fn end_not_carried(
        &self,
        db: &mut PgConnection,
        id: ProviderId,
        now: Timestamp,
    ) -> Result<()> {
        for offer in vetting::list_not_carried(db, id, now).await? {
            self.end_proposals_later(db, offer).await?;
        }
        Ok(())
    }

    /// Where a provider stands.
    pub(super) async fn standing_view(
        db: &mut PgConnection,
        id: ProviderId,
    ) -> Result<StandingView> {
        let row = providers::find(db, id).await?.ok_or(AppError::NotFound)?;
        Ok(StandingView {
            id,
            kind: row.kind,
            status: row.status,
            vetting_level: row.vetting_level,
            vetted_until: row.vetted_until,
            checks: check_views(vetting::list(db, id).await?, EvidenceResult::Passed),
            version: row.version,
        })
    }
}
