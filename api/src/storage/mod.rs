//! The only SQL: one file per table family, plain functions over a connection. Storage never decides and
//! never commits; "not found" is `Ok(None)`.

pub mod account_records;
pub mod accounts;
pub mod aftercare;
pub mod attempts;
pub mod audit;
pub mod audit_seals;
pub mod availability;
pub mod blocks;
pub mod bundles;
pub mod candidates;
pub mod case_holders;
pub mod case_texts;
pub mod changes;
pub mod checklists;
pub mod child_cases;
pub mod completions;
mod convert;
pub mod data_keys;
pub mod desk;
pub mod dormant;
pub mod drafts;
pub mod escalations;
pub mod events;
pub mod expiry;
pub mod factors;
pub mod figures;
pub mod former_names;
mod geog;
pub mod guide_texts;
pub mod guides;
pub mod help_lines;
pub mod hint_readings;
pub mod hints;
pub mod host_readings;
pub mod household_cases;
pub mod household_sessions;
pub mod household_signals;
pub mod idempotency;
pub mod inquiries;
pub mod jobs;
pub mod kept_answers;
pub mod kept_requests;
pub mod links;
pub mod lost_codes;
pub mod mail_links;
pub mod match_around;
pub mod match_changes;
pub mod matches;
pub mod members;
pub mod messages;
pub mod needs;
pub mod notifications;
pub mod offer_private;
pub mod offer_revisions;
pub mod offer_translations;
pub mod offers;
pub mod opening;
pub mod outbox;
pub mod partners;
pub mod pins;
pub mod places;
pub mod pool;
pub mod provider_identity;
pub mod providers;
pub mod public_offers;
pub mod rechecks;
pub mod reference;
pub mod refresh_tokens;
pub mod remarks;
pub mod reports;
pub mod request_contacts;
pub mod request_mails;
pub mod request_signals;
pub mod requests;
pub mod reviews;
pub mod rights;
pub mod seeds;
pub mod sessions;
pub mod silence;
pub mod sources;
pub mod standing;
pub mod suspensions;
pub mod undo;
pub mod vetting;
pub mod wall;

pub use convert::{from_date, from_range, from_time, to_date, to_range, to_time};
pub use geog::Geog;

/// What every function here returns.
pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// Whether the database answers.
pub async fn ping(db: &mut sqlx::PgConnection) -> Result<()> {
    sqlx::query!("select 1 as one").fetch_one(db).await?;
    Ok(())
}
