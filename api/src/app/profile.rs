//! Correcting what a provider says about itself. What was checked was checked of the name and the register entry that were there: with
//! another one it is vetted again, and whom it agreed with is told of another name. While a report about it is open it stays known as
//! whom that was made about.

use punte_core::{
    error::FieldError,
    id::ProviderId,
    policy::{Action, Subject},
    provider::{Correction, ProfileField, correction},
};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    App, AppError, Caller, Once, Result,
    notices::{Notice, Recipient},
    providers::{ProviderBody, ProviderView, check, tags},
};
use crate::{
    ids,
    storage::{
        former_names,
        matches::{self, COUNTED_ON, MatchFilter},
        offers,
        provider_identity::{self, ProviderIdentity},
        providers, reports,
    },
};

/// The parts that differ.
fn differing(
    was: &ProviderIdentity,
    is: &ProviderIdentity,
    languages_differ: bool,
) -> Vec<ProfileField> {
    let parts = [
        (ProfileField::Name, was.name != is.name),
        (
            ProfileField::RegistrationNumber,
            was.registration_number != is.registration_number,
        ),
        (
            ProfileField::LegalRepresentative,
            was.legal_representative != is.legal_representative,
        ),
        (
            ProfileField::ContactPerson,
            was.contact_person != is.contact_person,
        ),
        (ProfileField::Email, was.email != is.email),
        (ProfileField::Phone, was.phone != is.phone),
        (
            ProfileField::ContactHours,
            was.contact_hours != is.contact_hours,
        ),
        (ProfileField::Languages, languages_differ),
    ];
    parts
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
}

impl App {
    /// Replaces what a provider says about itself; what it is stays. With another name or register entry what was checked counts no more:
    /// its offers are gone from every list with this transaction, until it is vetted again. The log has which parts changed.
    /// [`super::Conflict::IdentityHeld`] while a report about it is open, but for when to call and the languages.
    pub async fn correct_provider(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        id: ProviderId,
        version: i64,
        body: ProviderBody,
    ) -> Result<ProviderView> {
        Self::allow(caller, Action::CorrectProvider, Subject::Of(id))?;
        let who = check(&body)?;
        let languages = tags(&body.languages);
        self.write_once(once, async |db| {
            providers::lock(db, id).await?;
            let provider = providers::find(db, id).await?.ok_or(AppError::NotFound)?;
            if provider.version != version {
                return Err(AppError::Stale);
            }
            if provider.kind != body.kind {
                return Err(FieldError::new("/kind", "fixed").into());
            }
            let was = provider_identity::find(&mut self.open_for(db, caller).await?, id)
                .await?
                .ok_or(AppError::NotFound)?;
            let spoken = provider.languages;
            let other = |l: &String| !spoken.contains(l);
            let languages_differ = spoken.len() != languages.len() || languages.iter().any(other);
            let fields = differing(&was, &who, languages_differ);
            let of_stopped = provider_identity::is_of_stopped(db, &self.vault, id, &who).await?;
            let reported = reports::is_reported(db, id).await?;
            let effect = correction(provider.status, &fields, of_stopped, reported)?;
            if fields.is_empty() {
                return self.provider_view(db, caller, id).await;
            }
            if let Correction::VettedAgain(status) = effect {
                providers::update_unchecked(db, id, status, self.now()).await?;
                // Nobody can say yes to them now: whoever waits for an answer looks further.
                for offer in offers::list_approved(db, id).await? {
                    self.end_proposals_later(db, offer).await?;
                }
            }
            let opening = &mut self.open_for(db, caller).await?;
            if !providers::update_profile(opening, id, provider.kind, &languages, &who).await? {
                return Err(AppError::NotFound);
            }
            if fields.contains(&ProfileField::Name) {
                let is_public = provider.kind.is_organisation();
                self.tell_of_new_name(db, id, &was.name, is_public).await?;
            }
            self.audit(
                db,
                caller,
                "provider_corrected",
                "provider",
                id.0,
                json!({ "fields": fields, "again": effect != Correction::CountsAtOnce }),
            )
            .await?;
            self.provider_view(db, caller, id).await
        })
        .await
    }

    /// Tells those with whom a provider agreed something that it has another name: by mail, and on their page as long as that runs. What a
    /// private person was called is kept sealed, and shown beside how they are reached.
    async fn tell_of_new_name(
        &self,
        db: &mut PgConnection,
        id: ProviderId,
        former: &str,
        is_public: bool,
    ) -> Result<()> {
        let filter = MatchFilter {
            provider: Some(id),
            states: COUNTED_ON,
            ..MatchFilter::default()
        };
        // Each name once, whatever it was before.
        let event = ids::random().to_string();
        for m in matches::list(db, &filter).await? {
            let (notice, to) = (Notice::ProviderRenamed, Recipient::Request(m.request));
            let event = format!("{}.{event}", m.id);
            former_names::insert(db, &self.vault, m.id, former, is_public).await?;
            self.notify(db, notice, to, m.id.0, &event).await?;
        }
        Ok(())
    }
}
