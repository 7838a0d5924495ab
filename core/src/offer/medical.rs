use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    constraint::{Facts, Feature, Tri},
    contact::text_without_contacts,
};

/// Field of medicine.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Speciality {
    GeneralPractice,
    Paediatrics,
    Gynaecology,
    Dentistry,
    Psychiatry,
    Psychology,
    Surgery,
    InternalMedicine,
    Cardiology,
    Oncology,
    Nephrology,
    Dialysis,
    Rehabilitation,
    Ophthalmology,
    Pharmacy,
    Hospital,
}

/// Where the consultation takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MedicalMode {
    /// In a practice or hospital.
    Facility,
    /// At the person's place.
    HomeVisit,
    /// By phone or video.
    Remote,
}

/// The clinician's gender, where a person may ask for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClinicianGender {
    Woman,
    Man,
    Either,
    #[default]
    Unknown,
}

/// Medical help. Its capacity is counted in places a week, from Monday to Sunday: in each week there are as many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MedicalDetails {
    /// Field of medicine.
    pub speciality: Speciality,
    /// Where it takes place.
    pub mode: MedicalMode,
    /// Also by phone or video.
    #[serde(default)]
    pub remote: Tri,
    /// For people with insurance only.
    #[serde(default)]
    pub insured_only: Tri,
    /// The clinician's gender.
    #[serde(default)]
    pub clinician: ClinicianGender,
    /// In words, as on the door.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "text_without_contacts"))]
    #[schema(max_length = 200)]
    pub opening_hours: Option<String>,
    /// Urgent cases are seen the same day.
    #[serde(default)]
    pub urgent: Tri,
    /// No step between street and room.
    #[serde(default)]
    pub step_free: Tri,
    /// A sign-language interpreter can be had.
    #[serde(default)]
    pub sign_language: Tri,
}

impl MedicalDetails {
    pub(super) const fn say(&self, facts: &mut Facts) {
        facts.say(
            Feature::Remote,
            if matches!(self.mode, MedicalMode::Remote) {
                Tri::Yes
            } else {
                self.remote
            },
        );
        facts.say(
            Feature::HomeVisit,
            if matches!(self.mode, MedicalMode::HomeVisit) {
                Tri::Yes
            } else {
                Tri::No
            },
        );
        let (woman, man) = match self.clinician {
            ClinicianGender::Woman => (Tri::Yes, Tri::No),
            ClinicianGender::Man => (Tri::No, Tri::Yes),
            ClinicianGender::Either => (Tri::Yes, Tri::Yes),
            ClinicianGender::Unknown => (Tri::Unknown, Tri::Unknown),
        };
        facts.say(Feature::WomanClinician, woman);
        facts.say(Feature::ManClinician, man);
        facts.say(Feature::UrgentCare, self.urgent);
        facts.say(Feature::StepFree, self.step_free);
        facts.say(Feature::SignLanguage, self.sign_language);
    }
}
