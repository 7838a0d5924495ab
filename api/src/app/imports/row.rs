use punte_core::{
    error::FieldError,
    id::ProviderId,
    import::{Mapper, RegisterEntry, Row},
    locale::Locale,
    offer::{OfferDraft, OfferPrivateDraft, ReviewState},
    provider::ProviderKind,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{ImportOutcome, ImportedRow, place::find_place};
use crate::{
    app::{
        App, AppError, Caller, Result,
        offers::{FarPoint, parse_both},
        places::PlaceView,
    },
    auth::keys::sha256,
    json,
    storage::{
        offers,
        sources::{self, SourceRow},
    },
};

impl App {
    /// Takes over one row: a new offer, a new version, or nothing new.
    pub(super) async fn import_row(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        (provider, kind): (ProviderId, ProviderKind),
        mapper: &Mapper,
        row: &Row,
        index: u32,
    ) -> Result<ImportedRow> {
        let key = mapper.key(row)?;
        let at = mapper.whereabouts(row)?;
        let register = mapper.register_entry(row)?;
        if register.as_ref().is_some_and(|r| r.date > self.today()) {
            // Nobody saw what is not written yet.
            return Err(FieldError::new("/register/date", "in-the-future").into());
        }
        let (place, place_by_point) = find_place(db, &at, &mapper.mapping.place.country).await?;
        // Names of places in the language of the country: the texts of the list are in it.
        let name = PlaceView::of(place.clone(), Locale::Ro).local_name;
        let (mut content, mut private) = mapper.fill(row, &name)?;
        set(&mut content, "place_id", json!(place.id));
        if let Some(point) = at.point {
            set(&mut private, "point", json!(point));
        }
        let content: OfferDraft = read(content, "/content")?;
        let private: OfferPrivateDraft = read(private, "/private")?;
        let (content, private) = parse_both(content, private, kind)?;
        let digest = sha256(&[&bytes(&content)?, &bytes(&private)?, &bytes(&register)?]);

        let source = &mapper.mapping.source;
        let known = sources::find(db, provider, source, &key).await?;
        let (offer, outcome) = match known {
            Some(known) if known.digest == digest => (known.offer, ImportOutcome::Unchanged),
            Some(known) => {
                offers::lock(db, known.offer).await?;
                let offer = offers::find(db, known.offer)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let seen = |entry: &Option<RegisterEntry>| entry.as_ref().map(|r| r.date);
                if seen(&register) > seen(&known.register) {
                    // A newer word of the register may stand for a level that had lapsed.
                    self.offer_visible_later(db, offer.id).await?;
                }
                self.revise(db, caller, &offer, content, &private, FarPoint::Settlement)
                    .await?;
                if matches!(
                    offer.review,
                    ReviewState::Draft | ReviewState::ChangesRequested
                ) {
                    let offer = offers::find(db, offer.id)
                        .await?
                        .ok_or(AppError::NotFound)?;
                    self.hand_in(db, caller, &offer).await?;
                }
                (known.offer, ImportOutcome::Changed)
            }
            None => {
                let (content, derived) = self
                    .resolve_offer(db, content, &private, kind, FarPoint::Settlement)
                    .await?;
                let id = self
                    .write_draft(db, caller, provider, &content, &private, &derived)
                    .await?;
                let offer = offers::find(db, id).await?.ok_or(AppError::NotFound)?;
                self.hand_in(db, caller, &offer).await?;
                (id, ImportOutcome::Created)
            }
        };
        if outcome != ImportOutcome::Unchanged {
            let row = SourceRow {
                offer,
                source: source.clone(),
                key: key.clone(),
                digest,
                register,
            };
            sources::upsert(db, provider, &row, self.now()).await?;
        }
        Ok(ImportedRow {
            index,
            key: Some(key),
            outcome,
            offer_id: Some(offer),
            place_id: Some(place.id),
            place_by_point: place_by_point && !at.names.is_empty(),
            hints: Vec::new(),
            errors: Vec::new(),
        })
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(name.to_owned(), value);
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value, prefix: &str) -> Result<T> {
    json::from_value(value).map_err(|e| AppError::Invalid(vec![e.under(prefix)]))
}

fn bytes(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| AppError::Internal(Box::new(e)))
}
