//! Lists of facilities: every row becomes an offer of the organisation that takes care of it, or a new version of one, and
//! waits in the queue like any other.

mod place;
mod places;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use punte_core::{
    error::FieldError,
    id::{OfferId, PlaceId, ProviderId},
    import::{ImportMapping, Mapper, Row},
    locale::Locale,
    policy::{Action, Actor, Roles, Subject},
    provider::ProviderKind,
    signals::Hint,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use utoipa::ToSchema;

use super::{App, AppError, Caller, Once, Result, notices::Notice};
use crate::{
    storage::{hints, members, offers, provider_identity, providers},
    texts,
};

pub use places::PlacesReport;

/// Rows of one request, at most.
pub const MAX_ROWS: usize = 500;

/// A list, or a part of it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportBody {
    /// The organisation that takes care of the offers: it answers for them and confirms them.
    pub provider_id: ProviderId,
    /// How columns become offers.
    pub mapping: ImportMapping,
    /// The rows: cells by column.
    #[schema(value_type = Vec<Object>, min_items = 1, max_items = 500)]
    pub rows: Vec<BTreeMap<String, Value>>,
    /// Only say what would become of them; nothing is stored.
    #[serde(default)]
    pub dry_run: bool,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A new offer waits in the queue.
    Created,
    /// A new version of a known offer waits in the queue.
    Changed,
    /// It says what it said the last time.
    Unchanged,
    /// It breaks a rule; nothing of it was stored.
    Refused,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportError {
    /// JSON pointer into the offer: `/content/title`, `/private/address`; `/key` for the key of the row.
    #[schema(example = "/content/title")]
    pub pointer: String,
    /// The columns that the field is made of.
    pub columns: Vec<String>,
    /// Kebab-case code.
    #[schema(example = "contact-in-text")]
    pub code: String,
    /// In words, in the caller's language.
    pub detail: String,
}

/// What became of a row, and what moderators will be shown about it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportedRow {
    /// Its number in the request, from 0.
    pub index: u32,
    /// Its key, if it has one.
    pub key: Option<String>,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// The offer; absent for a refused row and in a dry run.
    pub offer_id: Option<OfferId>,
    /// The place that was found.
    pub place_id: Option<PlaceId>,
    /// No name was known: the place is the nearest to the point.
    pub place_by_point: bool,
    /// What moderators will be shown.
    pub hints: Vec<Hint>,
    /// What is wrong.
    pub errors: Vec<ImportError>,
}

/// What became of the rows.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportReport {
    /// Nothing was stored.
    pub dry_run: bool,
    /// New offers.
    pub created: u32,
    /// New versions.
    pub changed: u32,
    /// Rows that say what they said.
    pub unchanged: u32,
    /// Rows that break a rule.
    pub refused: u32,
    /// Rows that moderators will be shown a hint about.
    pub flagged: u32,
    /// Each row, in order.
    pub rows: Vec<ImportedRow>,
}

impl ImportReport {
    /// Adds what became of a further row.
    pub fn push(&mut self, row: ImportedRow) {
        match row.outcome {
            ImportOutcome::Created => self.created += 1,
            ImportOutcome::Changed => self.changed += 1,
            ImportOutcome::Unchanged => self.unchanged += 1,
            ImportOutcome::Refused => self.refused += 1,
        }
        self.flagged += u32::from(!row.hints.is_empty());
        self.rows.push(row);
    }
}

/// Rows of a list whose mapping is read.
pub struct ImportPart<'a> {
    /// Whose offers they become.
    pub provider: ProviderId,
    /// How.
    pub mapper: &'a Mapper,
    /// The rows.
    pub rows: &'a [Row],
    /// Those of them whose key came before.
    pub repeated: &'a BTreeSet<usize>,
    /// Nothing is stored.
    pub dry_run: bool,
}

impl ImportError {
    fn of(error: &FieldError, mapper: &Mapper, locale: Locale) -> Self {
        Self {
            pointer: error.pointer.clone(),
            columns: mapper
                .columns_at(&error.pointer)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            code: error.code.to_owned(),
            detail: texts::field_text(locale, error),
        }
    }
}

impl ImportedRow {
    /// A row that is refused.
    fn refused(index: u32, key: Option<String>, errors: Vec<ImportError>) -> Self {
        Self {
            index,
            key,
            outcome: ImportOutcome::Refused,
            offer_id: None,
            place_id: None,
            place_by_point: false,
            hints: Vec::new(),
            errors,
        }
    }
}

impl App {
    /// Takes over rows, each by itself: one that breaks a rule does not spoil the others.
    pub async fn import_offers(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        body: ImportBody,
    ) -> Result<ImportReport> {
        Self::allow(caller, Action::ImportOffers, Subject::Of(body.provider_id))?;
        if !(1..=MAX_ROWS).contains(&body.rows.len()) {
            return Err(FieldError {
                bounds: Some((1, 500)),
                ..FieldError::new("/rows", "length")
            }
            .into());
        }
        let mapper = Mapper::parse(body.mapping).map_err(|errors| {
            AppError::Invalid(errors.into_iter().map(|e| e.under("/mapping")).collect())
        })?;
        let rows: Vec<Row> = body.rows.iter().map(Row::from_object).collect();
        if let Some(column) = mapper.missing_columns(&rows).first() {
            let pointer = format!("/rows/0/{}", column.replace('~', "~0").replace('/', "~1"));
            return Err(FieldError::new(pointer, "unknown-column").into());
        }
        let repeated = mapper.repeated(&rows);
        let part = ImportPart {
            provider: body.provider_id,
            mapper: &mapper,
            rows: &rows,
            repeated: &repeated,
            dry_run: body.dry_run,
        };
        self.write_once(once, async |db| {
            let report = self.import_rows(db, caller, &part, &|| {}).await?;
            if !part.dry_run && report.created + report.changed > 0 {
                self.notify_imported(db, part.provider).await?;
            }
            Ok(report)
        })
        .await
    }

    /// As [`App::import_offers`], for a part of a list that the operator reads; `progress` is told of each row.
    pub async fn import_part(
        &self,
        caller: &Caller,
        part: &ImportPart<'_>,
        progress: &dyn Fn(),
    ) -> Result<ImportReport> {
        self.write(async |db| self.import_rows(db, caller, part, progress).await)
            .await
    }

    /// Tells the members of an organisation, once a list is through: not for each row.
    pub async fn tell_imported(&self, provider: ProviderId) -> Result<()> {
        self.write(async |db| self.notify_imported(db, provider).await)
            .await
    }

    async fn notify_imported(&self, db: &mut PgConnection, provider: ProviderId) -> Result<()> {
        let event = crate::ids::ordered().to_string();
        self.notify_provider(db, Notice::OffersImported, provider, provider.0, &event)
            .await
    }

    /// The organisation that an operator names by its id or its registration number, with an administrator of it to act as.
    pub async fn custodian(&self, name: &str) -> Result<Option<(ProviderId, Caller)>> {
        let db = &mut *self.read().await?;
        let Some(id) = provider_identity::find_organisation(db, &self.vault, name).await? else {
            return Ok(None);
        };
        let Some(account) = members::find_administrator(db, id).await? else {
            return Ok(None);
        };
        let caller = Caller {
            actor: Actor::acting(account, Roles::default(), vec![id]),
            locale: Locale::En,
        };
        Ok(Some((id, caller)))
    }

    async fn import_rows(
        &self,
        db: &mut PgConnection,
        caller: &Caller,
        part: &ImportPart<'_>,
        progress: &dyn Fn(),
    ) -> Result<ImportReport> {
        let (mapper, provider) = (part.mapper, part.provider);
        let kind = providers::find(db, provider)
            .await?
            .ok_or(AppError::NotFound)?
            .kind;
        if kind == ProviderKind::Volunteer {
            return Err(FieldError::new("/provider_id", "institutions-only").into());
        }
        let mut report = ImportReport {
            dry_run: part.dry_run,
            ..ImportReport::default()
        };
        let mut all = db.begin().await?;
        let mut done = Vec::new();
        for (index, row) in part.rows.iter().enumerate() {
            let number = u32::try_from(index).unwrap_or(u32::MAX);
            let outcome = if part.repeated.contains(&index) {
                let error = FieldError::new("/key", "duplicate");
                let error = ImportError::of(&error, mapper, caller.locale);
                ImportedRow::refused(number, mapper.key(row).ok(), vec![error])
            } else {
                let mut own = all.begin().await?;
                match self
                    .import_row(&mut own, caller, (provider, kind), mapper, row, number)
                    .await
                {
                    Ok(taken) => {
                        own.commit().await?;
                        taken
                    }
                    Err(error) => {
                        own.rollback().await?;
                        let errors = match error {
                            AppError::Invalid(errors) => errors
                                .iter()
                                .map(|e| ImportError::of(e, mapper, caller.locale))
                                .collect(),
                            // A rejected, suspended or withdrawn offer is not brought back by a list.
                            AppError::Conflict(conflict) => vec![ImportError {
                                pointer: String::new(),
                                columns: Vec::new(),
                                code: conflict.code().to_owned(),
                                detail: texts::text(
                                    caller.locale,
                                    &format!("problem-{}", conflict.code()),
                                ),
                            }],
                            other => return Err(other),
                        };
                        ImportedRow::refused(number, mapper.key(row).ok(), errors)
                    }
                }
            };
            done.push(outcome);
            progress();
        }
        // Only now: a later row may repeat an earlier one.
        let mut latest = Vec::new();
        for row in &done {
            latest.push(match row.offer_id {
                Some(offer) => offers::find(&mut all, offer)
                    .await?
                    .map(|o| o.latest_revision),
                None => None,
            });
        }
        let revisions: Vec<_> = latest.iter().flatten().copied().collect();
        let today = self.today();
        let mut found = hints::list_for_writer(
            &mut self.open_for_program(&mut all).await?,
            &revisions,
            today,
        )
        .await?;
        for (mut row, revision) in done.into_iter().zip(latest) {
            row.hints = revision.and_then(|r| found.remove(&r)).unwrap_or_default();
            if part.dry_run && row.outcome == ImportOutcome::Created {
                row.offer_id = None;
            }
            report.push(row);
        }
        if part.dry_run {
            all.rollback().await?;
        } else {
            self.audit(
                &mut all,
                caller,
                "offers_imported",
                "provider",
                provider.0,
                json!({
                    "source": mapper.mapping.source, "created": report.created, "changed": report.changed,
                    "unchanged": report.unchanged, "refused": report.refused
                }),
            )
            .await?;
            all.commit().await?;
        }
        Ok(report)
    }
}
