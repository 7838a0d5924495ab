//! Offers: what a provider puts at somebody's disposal.

mod category;
mod changes;
mod content;
mod edit;
mod expiry;
mod housing;
mod job;
mod medical;
mod private;
mod service;
mod state;
mod transport;

pub use category::{Category, ServiceTheme};
pub use changes::{FieldChange, field_changes, unknown_fields};
pub use content::{OfferContent, OfferDetails, OfferDraft, Translation};
pub use edit::{Edit, edit_effect, goes_beyond, is_less, keeps_route, keeps_word, widened_fields};
pub use expiry::{LINK_HOLDS_FOR, Reminder, Still};
pub use housing::{Bathroom, HousingDetails, HousingKind, PetPolicy, Privacy, StepFreeAccess};
pub use job::{ContractKind, IscoCode, JobDetails, LanguageNeed, PayPeriod, Proficiency};
pub use medical::{ClinicianGender, MedicalDetails, MedicalMode, Speciality};
pub use private::{OfferPrivate, OfferPrivateDraft, private_fields};
pub use service::ServiceDetails;
pub use state::{
    Availability, FreeBand, IllegalReviewStep, ReviewAction, ReviewState, availability,
};
pub use transport::{Departure, RideStop, TransportDetails, WheelchairSpace};
