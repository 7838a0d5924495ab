//! Every value that a page can show has its word in four languages. The values come from the published schema, so that none can
//! be forgotten.

#![cfg(test)]

use std::collections::BTreeSet;

use punte_core::{
    aftercare::{HowFar, Step, WhyNot},
    booking::{EndReason, MatchState, Side},
    bundle::{ClashKind, Reason},
    check_in::{CheckIn, CheckInAnswer},
    child_case::{AgeBand, CaseOutcome, ContactReason},
    constraint::{Feature, Tri},
    contact::ContactChannel,
    locale::Locale,
    matching::PartKind,
    message::Phrase,
    offer::{
        Availability, Bathroom, Category, ClinicianGender, ContractKind, HousingKind, MedicalMode,
        PayPeriod, Privacy, Proficiency, ReviewState, ServiceTheme, Speciality, StepFreeAccess,
        WheelchairSpace,
    },
    policy::{Scope, StaffRole},
    provider::{EvidenceKind, MemberRole, ProviderKind, ProviderStatus, VettingLevel},
    request::{ChildAge, ClosingReason, Nearness, NeedState, PetSize, PetSpecies, Urgency},
    signals::{Apart, KnownBy, Wording},
    verification::{Decision, EscalationReason, ReasonCode, SuspensionReason},
    vetting::TakeBackReason,
};
use serde_json::Value;
use utoipa::PartialSchema;

use crate::texts::messages;

/// The keys of the values of a type.
fn keys<T: PartialSchema>(stem: &str) -> Vec<String> {
    let schema = serde_json::to_value(T::schema()).unwrap();
    let values = schema["enum"]
        .as_array()
        .unwrap_or_else(|| panic!("{stem}: {schema}"));
    assert!(values.len() > 1, "{stem}");
    values
        .iter()
        .map(|v| {
            let name = v.as_str().unwrap().to_lowercase().replace(['_', ':'], "-");
            format!("{stem}-{name}")
        })
        .collect()
}

#[test]
fn every_value_of_every_type_that_pages_show_has_its_word_in_every_language() {
    let mut needed: BTreeSet<String> = [
        keys::<Tri>("word-tri"),
        keys::<Feature>("word-feature"),
        keys::<Category>("category"),
        keys::<HousingKind>("word-housing-kind"),
        keys::<Privacy>("word-privacy"),
        keys::<Bathroom>("word-bathroom"),
        keys::<StepFreeAccess>("word-step-free"),
        keys::<WheelchairSpace>("word-wheelchair"),
        keys::<PetSpecies>("word-pet"),
        keys::<PetSize>("word-pet-size"),
        keys::<ContractKind>("word-contract"),
        keys::<PayPeriod>("word-pay-period"),
        keys::<Proficiency>("word-proficiency"),
        keys::<Speciality>("word-speciality"),
        keys::<MedicalMode>("word-medical-mode"),
        keys::<ClinicianGender>("word-clinician"),
        keys::<ServiceTheme>("word-theme"),
        keys::<MemberRole>("word-member-role"),
        keys::<Scope>("word-scope"),
        keys::<StaffRole>("word-staff-role"),
        keys::<ProviderKind>("word-provider-kind"),
        keys::<ProviderStatus>("word-provider-status"),
        keys::<VettingLevel>("word-vetting"),
        keys::<EvidenceKind>("word-evidence"),
        keys::<EvidenceKind>("word-check"),
        keys::<ReviewState>("state-review"),
        keys::<Availability>("state-availability"),
        keys::<NeedState>("state-need"),
        keys::<MatchState>("state-match"),
        keys::<Side>("word-side"),
        keys::<EndReason>("word-end-reason"),
        keys::<ClosingReason>("word-closing-reason"),
        keys::<Decision>("word-decision"),
        keys::<ReasonCode>("word-reason"),
        keys::<EscalationReason>("word-escalation"),
        keys::<TakeBackReason>("word-take-back"),
        keys::<SuspensionReason>("word-suspension"),
        keys::<SuspensionReason>("provider-offer-stopped-do"),
        keys::<Wording>("desk-wording"),
        keys::<Apart>("desk-apart"),
        keys::<KnownBy>("desk-known"),
        keys::<AgeBand>("word-age-band"),
        keys::<ChildAge>("word-child-age"),
        keys::<CaseOutcome>("word-case-outcome"),
        keys::<ContactReason>("word-contact-reason"),
        keys::<Urgency>("word-urgency"),
        keys::<Nearness>("word-nearness"),
        keys::<ContactChannel>("word-channel"),
        keys::<PartKind>("word-part"),
        keys::<Step>("after-do"),
        keys::<CheckIn>("after-check-in"),
        keys::<CheckInAnswer>("word-check-in-answer"),
        keys::<HowFar>("word-how-far"),
        keys::<WhyNot>("word-why-not"),
        keys::<Phrase>("message-phrase"),
        keys::<Reason>("because"),
        keys::<ClashKind>("plan-clash"),
    ]
    .concat()
    .into_iter()
    .collect();
    needed.extend(["none", "few", "some", "many"].map(|band| format!("word-free-{band}")));
    needed.extend(["door", "area", "settlement"].map(|p| format!("word-precision-{p}")));
    let reference: Vec<Value> =
        serde_json::from_str(include_str!("../../seeds/reference/languages.json")).unwrap();
    for tag in reference.iter().map(|l| l["code"].as_str().unwrap()) {
        needed.insert(format!("language-{tag}"));
        needed.insert(format!("language-in-{tag}"));
    }
    needed.extend(["ua", "md", "ro", "pl", "hu", "sk", "bg"].map(|c| format!("country-{c}")));
    assert!(needed.len() > 250, "{}", needed.len());
    for locale in Locale::ALL {
        let own: BTreeSet<String> = messages(locale).into_keys().collect();
        let missing: Vec<_> = needed.difference(&own).collect();
        assert!(missing.is_empty(), "{locale:?}: {missing:?}");
    }
}
