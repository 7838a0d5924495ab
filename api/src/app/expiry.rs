//! Deadlines: an offer lapses unless its provider says that it stands, is reminded before, and answers by one tap. What was checked about
//! a provider lapses, too, and all of its offers with it: whoever administers it is told before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    error::FieldError,
    id::{OfferId, ProviderId},
    locale::Locale,
    offer::{Category, LINK_HOLDS_FOR, Reminder, Still},
    policy::{Action, Subject},
    provider::{ProviderKind, VettingLevel},
    sensitive::Sensitive,
    verification::RECHECK_AHEAD,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{
    App, AppError, Caller, Once, Page, Result,
    limits::Origin,
    notices::{Notice, Recipient},
    offers::LifecycleStep,
    reviews::lapsing_around,
    system_caller,
};
use crate::{
    auth::TrackingCode,
    storage::{
        dormant,
        expiry::{self, CheckDeadline, Deadline, ExpiringOffer, LapsingProvider},
        members,
        offers::{self, OfferRow},
        providers, vetting,
    },
};

/// So many offers of one provider that are due together get a mail each.
const EACH: usize = 5;
/// Deadlines found by one look.
const BATCH: i64 = 200;

/// What was done with the link of a mail.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillView {
    /// Its reference.
    pub reference: String,
    /// What was answered.
    pub still: Still,
    /// When it lapses now.
    pub expires_at: Timestamp,
}

/// An approved offer that lapses soon, or did a short while ago, because nobody confirms it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnconfirmedOffer {
    /// Which.
    pub offer_id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Whose.
    pub provider_id: ProviderId,
    /// Its category.
    pub category: Category,
    /// The title that people see.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// When it lapses, or did.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
}

impl From<ExpiringOffer> for UnconfirmedOffer {
    fn from(row: ExpiringOffer) -> Self {
        Self {
            offer_id: row.id,
            reference: row.reference,
            provider_id: row.provider,
            category: row.category,
            title: row.title,
            language: row.language,
            expires_at: row.expires_at,
        }
    }
}

/// A provider with approved offers who has to be checked again, or had to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderToCheck {
    /// Who.
    pub provider_id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Until when what was checked counts; none where it counts no more, because its name or register entry was corrected, or because it
    /// was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub vetted_until: Option<Timestamp>,
    /// The level that it had and lost, where something lower counts on.
    pub level_lost: Option<VettingLevel>,
    /// How many of its offers vanish, or did: those that need what is over.
    pub offers: u32,
}

impl From<LapsingProvider> for ProviderToCheck {
    fn from(row: LapsingProvider) -> Self {
        Self {
            provider_id: row.id,
            kind: row.kind,
            vetted_until: row.vetted_until,
            level_lost: row.level_lost,
            offers: u32::try_from(row.offers).unwrap_or(u32::MAX),
        }
    }
}

/// Behind which offer a page of those begins that nobody confirms: when it lapses, which.
pub type UnconfirmedKey = (Timestamp, OfferId);

/// Behind which provider a page of those begins who have to be checked again: until when what was checked counts, nothing where a part of it
/// counts no more, and who.
pub type ToCheckKey = (Option<Timestamp>, ProviderId);

/// What lapses soon, or did, and is no item of the queue; the first in front.
#[derive(Debug)]
pub struct Expiring {
    /// Offers that nobody confirmed.
    pub offers: Page<UnconfirmedOffer, UnconfirmedKey>,
    /// Providers who have to be checked again. Not those all of whose offers have lapsed: nobody sees anything of them whatever is checked.
    pub providers: Page<ProviderToCheck, ToCheckKey>,
}

impl App {
    /// Writes the mails that are due about deadlines: each once for each deadline, a lapse into the audit log as well.
    pub async fn remind_of_deadlines(&self) -> Result<usize> {
        let mut said = 0;
        for reminder in Reminder::ALL {
            loop {
                let now = self.now();
                let window = reminder.deadlines(now);
                let due = expiry::lock_due(&mut *self.read().await?, reminder, window, None, BATCH)
                    .await?;
                let mut of = BTreeMap::<ProviderId, usize>::new();
                for deadline in &due {
                    *of.entry(deadline.provider).or_default() += 1;
                }
                let offers: Vec<OfferId> = due.iter().map(|deadline| deadline.offer).collect();
                let swept = self
                    .sweep("deadlines", &offers, async |db, id| {
                        let found = expiry::lock_due(db, reminder, window, Some(id), 1).await?;
                        let Some(deadline) = found.first() else {
                            return Ok(false);
                        };
                        expiry::insert_reminder(db, deadline, reminder.as_str(), now).await?;
                        let many = of.get(&deadline.provider).is_some_and(|n| *n > EACH);
                        self.say_deadline(db, deadline, reminder, many).await?;
                        Ok(true)
                    })
                    .await;
                said += swept.done;
                if !swept.may_go_on(BATCH) {
                    break;
                }
            }
        }
        Ok(said)
    }

    /// Writes the mail about one deadline; of many together, one a day that leads to all of them. Of an offer that has lapsed, what waits for
    /// an answer ends.
    async fn say_deadline(
        &self,
        db: &mut PgConnection,
        deadline: &Deadline,
        reminder: Reminder,
        many: bool,
    ) -> Result<()> {
        let (id, provider) = (deadline.offer.0, deadline.provider);
        let notice = match reminder {
            _ if many => Notice::OffersLapse,
            Reminder::Early | Reminder::Last => Notice::OfferLapsesSoon,
            Reminder::Lapsed => Notice::OfferLapsed,
        };
        let (about, event) = if many {
            (provider.0, format!("{provider}.{}", self.today()))
        } else {
            let (at, stage) = (deadline.at.as_second(), reminder.as_str());
            (id, format!("{id}.{at}.{stage}"))
        };
        self.notify_provider(db, notice, provider, about, &event)
            .await?;
        if reminder == Reminder::Lapsed {
            self.audit(db, &system_caller(), "offer_lapsed", "offer", id, json!({}))
                .await?;
            // Nobody could say yes: who waits for an answer looks on. A host who confirms after that can be chosen again, and one who did
            // before it was looked has no such deadline any more. What both sides agreed stays.
            self.end_proposals_later(db, deadline.offer).await?;
        }
        Ok(())
    }

    /// Writes the mails that are due about what was checked about providers, to those who administer them: each once for each deadline, a
    /// lapse into the audit log as well. Then who has something left falls to that.
    pub async fn remind_of_checks(&self) -> Result<usize> {
        let mut said = 0;
        for reminder in Reminder::ALL {
            let window = reminder.check_deadlines(self.now());
            let due =
                expiry::lock_due_checks(&mut *self.read().await?, reminder, window, None, BATCH)
                    .await?;
            let due: Vec<ProviderId> = due.iter().map(|deadline| deadline.provider).collect();
            let swept = self
                .sweep("checks", &due, async |db, id| {
                    self.say_checks(db, reminder, id).await
                })
                .await;
            said += swept.done;
        }
        self.let_levels_fall().await?;
        Ok(said)
    }

    /// Says what is due about the checks of a provider, if something is.
    async fn say_checks(
        &self,
        db: &mut PgConnection,
        reminder: Reminder,
        id: ProviderId,
    ) -> Result<bool> {
        let now = self.now();
        let window = reminder.check_deadlines(now);
        let due = expiry::lock_due_checks(db, reminder, window, Some(id), 1).await?;
        let Some(deadline) = due.first() else {
            return Ok(false);
        };
        expiry::insert_check_reminder(db, deadline, reminder, now).await?;
        self.say_check_deadline(db, deadline, reminder).await?;
        Ok(true)
    }

    /// Providers whose level is over get the one that is left: until then nobody sees anything of them. What needs more stays hidden, and
    /// what waits for an answer there ends.
    async fn let_levels_fall(&self) -> Result<()> {
        let now = self.now();
        let fallen = vetting::lock_fallen(&mut *self.read().await?, now, None, BATCH).await?;
        self.sweep("levels", &fallen, async |db, id| {
            if vetting::lock_fallen(db, now, Some(id), 1).await?.is_empty() {
                return Ok(false);
            }
            // Before the deadline that it speaks of is another one.
            self.say_checks(db, Reminder::Lapsed, id).await?;
            let was = providers::find(db, id).await?;
            let was = was.ok_or(AppError::NotFound)?;
            let stands = Self::stand_anew(db, &was, now).await?;
            self.end_not_carried(db, id, now).await?;
            let data = json!({ "vetted_until": stands.until(), "level_lost": stands.lost });
            self.audit(db, &system_caller(), "level_fell", "provider", id.0, data)
                .await?;
            Ok(true)
        })
        .await;
        Ok(())
    }

    async fn say_check_deadline(
        &self,
        db: &mut PgConnection,
        deadline: &CheckDeadline,
        reminder: Reminder,
    ) -> Result<()> {
        let id = deadline.provider.0;
        let notice = match reminder {
            Reminder::Early | Reminder::Last => Notice::ChecksLapseSoon,
            Reminder::Lapsed => Notice::ChecksLapsed,
        };
        let event = format!("{id}.{}.{}", deadline.at.as_second(), reminder.as_str());
        for administrator in members::list_administrators(db, deadline.provider).await? {
            self.notify(db, notice, Recipient::Account(administrator), id, &event)
                .await?;
        }
        if reminder == Reminder::Lapsed {
            let system = system_caller();
            self.audit(db, &system, "checks_lapsed", "provider", id, json!({}))
                .await?;
        }
        Ok(())
    }

    /// Whether it is still so what a mail says about the checks of a provider: not once they were made anew, up to the level that it had.
    pub(super) async fn checks_stand_so(
        db: &mut PgConnection,
        notice: Notice,
        provider: ProviderId,
        now: Timestamp,
    ) -> Result<bool> {
        let Some(provider) = providers::find(db, provider).await? else {
            return Ok(false);
        };
        let said = provider
            .vetted_until
            .and_then(|until| Reminder::check_due(until, now));
        let lapsed = said == Some(Reminder::Lapsed);
        Ok(match notice {
            Notice::ChecksLapsed => lapsed || provider.level_lost.is_some(),
            _ => said.is_some() && !lapsed,
        })
    }

    /// The code that the page of a reminder takes; nothing if what the mail speaks of is not so any more.
    pub(super) async fn code_of_reminder(
        &self,
        notice: Notice,
        offer: OfferId,
    ) -> Result<Option<Sensitive<String>>> {
        let offer = offers::find(&mut *self.read().await?, offer).await?;
        let now = self.now();
        let holds = |offer: &OfferRow| {
            let said = Reminder::due(offer.expires_at, now);
            let lapsed = said == Some(Reminder::Lapsed);
            !offer.paused && said.is_some() && lapsed == (notice == Notice::OfferLapsed)
        };
        Ok(offer
            .filter(holds)
            .map(|offer| Sensitive::new(self.link_code(&offer).reveal())))
    }

    /// The code that answers for one deadline of an offer. A confirmation makes a new deadline: former codes answer nothing more.
    fn link_code(&self, offer: &OfferRow) -> TrackingCode {
        let purpose = format!("offer-still\n{}", offer.expires_at.as_microsecond());
        TrackingCode::derived(&purpose, offer.id.0, &self.auth.keys)
    }

    /// Answers with the code of a mail whether an offer still stands. The same error for a code of something else, one that was used
    /// and one that is too old.
    pub async fn answer_still(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        id: OfferId,
        code: &str,
        still: Still,
    ) -> Result<StillView> {
        Self::allow(caller, Action::AnswerLink, Subject::Anything)?;
        let code = TrackingCode::parse(code)?;
        let counted = self.count_code(origin).await?;
        let done = self
            .write_once(once, async |db| {
                let offer = self.offer_of_link(db, id, &code).await?;
                let data = json!({ "by": "link", "answer": still });
                let steps: &[LifecycleStep] = match (still, offer.paused) {
                    (Still::Available, true) => &[LifecycleStep::Resume, LifecycleStep::Confirm],
                    (Still::Available, false) => &[LifecycleStep::Confirm],
                    (Still::Taken | Still::Pause, true) => &[],
                    (Still::Taken | Still::Pause, false) => &[LifecycleStep::Pause],
                };
                for step in steps {
                    let offer = offers::find(db, id).await?;
                    let offer = offer.ok_or(AppError::NotFound)?;
                    self.step_locked(db, caller, &offer, *step, data.clone())
                        .await?;
                }
                let offer = offers::find(db, id).await?;
                let offer = offer.ok_or(AppError::NotFound)?;
                // The mail went to all of them: whoever answered it is there, though nobody signed in.
                for member in members::list_accounts(db, offer.provider).await? {
                    dormant::update_signed_in(db, member, self.now()).await?;
                }
                Ok(StillView {
                    reference: offer.reference,
                    still,
                    expires_at: offer.expires_at,
                })
            })
            .await?;
        self.uncount(counted).await;
        Ok(done)
    }

    /// Locks the offer that a code answers for.
    async fn offer_of_link(
        &self,
        db: &mut PgConnection,
        id: OfferId,
        code: &TrackingCode,
    ) -> Result<OfferRow> {
        offers::lock(db, id).await?;
        let offer = offers::find(db, id).await?.filter(|offer| {
            let hash = |code: &TrackingCode| code.hash_as("offer-still-given", &self.auth.keys);
            // Compared by digests: the time tells nothing.
            hash(&self.link_code(offer)) == hash(code)
                && offer.expires_at + LINK_HOLDS_FOR > self.now()
        });
        Ok(offer.ok_or_else(|| FieldError::new("/code", "link-over"))?)
    }

    /// What lapses soon, or did a short while ago, for moderators: a page of each list, behind a key.
    pub async fn list_expiring(
        &self,
        caller: &Caller,
        (behind_offer, behind_provider): (Option<UnconfirmedKey>, Option<ToCheckKey>),
        limit: u32,
    ) -> Result<Expiring> {
        Self::allow(caller, Action::WorkQueue, Subject::Anything)?;
        let now = self.now();
        let limit = limit.clamp(1, 100);
        let one_more = i64::from(limit) + 1;
        let limit = usize::try_from(limit).unwrap_or(100);
        let db = &mut *self.read().await?;
        let offers = expiry::list_offers(db, lapsing_around(now), behind_offer, one_more).await?;
        let until = now + RECHECK_AHEAD;
        let providers = expiry::list_providers(db, now, until, behind_provider, one_more).await?;
        let offers = Page::cut(offers, limit, |offer| (offer.expires_at, offer.id));
        let providers = Page::cut(providers, limit, LapsingProvider::key);
        Ok(Expiring {
            offers: offers.map(UnconfirmedOffer::from),
            providers: providers.map(ProviderToCheck::from),
        })
    }
}
