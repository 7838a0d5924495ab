//! Every field of every body, typed by hand: where it stands, of what kind it is, and whether it may be null.

mod offer;

use offer::{HOUSING, JOB, MEDICAL, OFFER, RIDE, SERVICE};

use super::kinds::Kind::{
    self, Bag, CaseCode, Code, Country, Day, Details, Email, FactorCode, Flag, Id, InvitationCode,
    Isco, Known, Language, LastFour, LinkCode, List, Loose, Mark, Number, Object, Part, Password,
    PastMoment, Period, Phone, Pin, Place, Set, Source, Template, Text, Unsaid, Whole, Word,
};

/// A field.
pub struct Row {
    pub operation: &'static str,
    /// The right body that it stands in; empty: the operation's only one.
    pub base: &'static str,
    pub pointer: &'static str,
    pub kind: Kind,
    pub nullable: bool,
}

/// What an unsigned byte holds.
const fn byte(least: i128, most: i128) -> Kind {
    Whole(least, most, 0, 255)
}

/// What sixteen bits hold.
const fn short(least: i128, most: i128) -> Kind {
    Whole(least, most, 0, 65_535)
}

/// What eight bits hold.
const fn tiny(least: i128, most: i128) -> Kind {
    Whole(least, most, 0, 255)
}

/// What thirty-two bits hold.
const fn wide(least: i128, most: i128) -> Kind {
    Whole(least, most, 0, 4_294_967_295)
}

const YEAR: Kind = Whole(1900, 2027, -32_768, 32_767);
const STAY: &str = r#"{"from":"2027-03-10","to":"2027-03-12"}"#;
const STOP: &str = r#"{"place_id":710719}"#;
const SPOKEN: &str = r#"{"language":"uk","level":"basic"}"#;
const WISH: &str = r#"{"feature":"kitchen","level":"prefer","weight":1}"#;
const PET: &str = r#"{"species":"dog","count":1}"#;
const NEED: &str =
    r#"{"place_id":617638,"quantity":1,"details":{"category":"service","theme":"legal"}}"#;
const VERSION: &str = r#"{"item_id":"018f0000-0000-7000-8000-00000000dead","revision_id":"018f0000-0000-7000-8000-00000000dead"}"#;
const TONGUE: &str = "\"uk\"";
/// A field that may be null.
const NULL: bool = true;
/// A field that may not.
const NEVER: bool = false;

type Fields = &'static [(&'static str, Kind, bool)];
const ROLE: Fields = &[("", Object, NEVER), ("/role", Word, NEVER)];

#[rustfmt::skip]
const PROFILE: Fields = &[
    ("", Object, NEVER),
    ("/kind", Word, NEVER),
    ("/name", Text(2, 120), NEVER),
    ("/registration_number", Text(2, 60), NULL),
    ("/legal_representative", Text(2, 120), NULL),
    ("/contact_person", Text(2, 120), NULL),
    ("/email", Email, NEVER),
    ("/phone", Phone, NULL),
    ("/contact_hours", Text(1, 200), NULL),
    ("/languages", List(0, 12, TONGUE), NEVER),
    ("/languages/0", Language, NEVER),
];

#[rustfmt::skip]
const REQUEST: Fields = &[
    ("", Object, NEVER),
    ("/place_id", Place, NULL),
    ("/locale", Word, NEVER),
    ("/contact", Object, NEVER),
    ("/contact/channel", Word, NEVER),
    ("/contact/name", Text(1, 80), NULL),
    ("/contact/phone", Phone, NULL),
    ("/contact/email", Email, NULL),
    ("/contact/safe_note", Text(1, 300), NULL),
    ("/alerts", Flag, NEVER),
    ("/sms", Flag, NEVER),
    ("/keep_in_account", Flag, NEVER),
    ("/needs", List(1, 8, NEED), NEVER),
];

#[rustfmt::skip]
const HOUSEHOLD: Fields = &[
    ("/household", Object, NEVER),
    ("/household/women", byte(0, 60), NEVER),
    ("/household/men", byte(0, 60), NEVER),
    ("/household/other_adults", byte(0, 60), NEVER),
    ("/household/children", List(0, 30, "3"), NEVER),
    ("/household/children/0", byte(0, 17), NEVER),
    ("/household/older_people", byte(0, 3), NEVER),
    ("/household/oldest_born", Object, NULL),
    ("/household/oldest_born/from", YEAR, NEVER),
    ("/household/oldest_born/to", YEAR, NEVER),
    ("/household/languages", Set(0, 6, TONGUE), NEVER),
    ("/household/languages/0", Language, NEVER),
    ("/household/pets", List(0, 6, PET), NEVER),
    ("/household/pets/0", Object, NEVER),
    ("/household/pets/0/species", Word, NEVER),
    ("/household/pets/0/size", Word, NEVER),
    ("/household/pets/0/count", byte(1, 20), NEVER),
    ("/household/functional", Object, NEVER),
    ("/household/functional/step_free", Flag, NEVER),
    ("/household/functional/wheelchair", Flag, NEVER),
    ("/household/functional/ground_floor", Flag, NEVER),
    ("/household/functional/hearing", Flag, NEVER),
    ("/household/functional/sight", Flag, NEVER),
    ("/household/functional/dialysis_within_km", short(1, 500), NULL),
    ("/household/functional/cot", Flag, NEVER),
];

/// A need that lies there.
macro_rules! need {
    ($at:literal) => {
        &[
            ($at, Object, NEVER),
            (concat!($at, "/place_id"), Place, NEVER),
            (concat!($at, "/radius_m"), wide(1_000, 1_000_000), NEVER),
            (concat!($at, "/nearness"), Word, NEVER),
            (concat!($at, "/dates"), Period, NULL),
            (concat!($at, "/dates/from"), Day, NEVER),
            (concat!($at, "/dates/to"), Day, NEVER),
            (concat!($at, "/quantity"), short(1, 90), NEVER),
            (concat!($at, "/may_split"), Flag, NEVER),
            (concat!($at, "/criteria"), List(0, 24, WISH), NEVER),
            (concat!($at, "/criteria/0"), Object, NEVER),
            (concat!($at, "/criteria/0/feature"), Word, NEVER),
            (concat!($at, "/criteria/0/level"), Word, NEVER),
            (concat!($at, "/criteria/0/weight"), byte(1, 5), NEVER),
            (concat!($at, "/urgency"), Word, NEVER),
        ]
    };
}

/// Its details.
macro_rules! details {
    ($at:literal, housing) => {
        details!($at,)
    };
    ($at:literal, ride) => {
        details!($at, "to_place_id": Place)
    };
    ($at:literal, job) => {
        details!(
            $at,
            "occupations": List(0, 10, "\"75\""),
            "occupations/0": Isco,
            "languages": List(0, 6, SPOKEN),
            "languages/0": Object,
            "languages/0/language": Language,
            "languages/0/level": Word
        )
    };
    ($at:literal, medical) => {
        details!($at, "speciality": Word)
    };
    ($at:literal, service) => {
        details!($at, "theme": Word)
    };
    ($at:literal, $($field:literal: $kind:expr),*) => {
        &[
            (concat!($at, "/details"), Details, NEVER),
            (concat!($at, "/details/category"), Word, NEVER),
            $((concat!($at, "/details/", $field), $kind, NEVER)),*
        ]
    };
}

#[rustfmt::skip]
const REST: &[(&str, &str, Fields)] = &[
    ("createOffer", "housing", OFFER),
    ("createOffer", "housing", HOUSING),
    ("createOffer", "ride", RIDE),
    ("createOffer", "job", JOB),
    ("createOffer", "medical", MEDICAL),
    ("createOffer", "service", SERVICE),
    ("createRequest", "housing", REQUEST),
    ("createRequest", "housing", HOUSEHOLD),
    ("createRequest", "housing", need!("/needs/0")),
    ("createRequest", "housing", details!("/needs/0", housing)),
    ("createRequest", "ride", details!("/needs/0", ride)),
    ("createRequest", "job", details!("/needs/0", job)),
    ("createRequest", "medical", details!("/needs/0", medical)),
    ("createRequest", "service", details!("/needs/0", service)),
    ("searchMatches", "housing", &[("", Object, NEVER), ("/limit", wide(1, 100), NEVER)]),
    ("searchMatches", "housing", HOUSEHOLD),
    ("searchMatches", "housing", need!("/need")),
    ("searchMatches", "housing", details!("/need", housing)),
    ("searchMatches", "ride", details!("/need", ride)),
    ("searchMatches", "job", details!("/need", job)),
    ("searchMatches", "medical", details!("/need", medical)),
    ("searchMatches", "service", details!("/need", service)),
    ("explainMatch", "", &[("", Object, NEVER), ("/offer_id", Id, NEVER)]),
    ("explainMatch", "", HOUSEHOLD),
    ("explainMatch", "", need!("/need")),
    ("explainMatch", "", details!("/need", housing)),
    ("explainNeed", "", &[("", Object, NEVER), ("/offer_id", Id, NEVER)]),
    ("editOffer", "", &[("", Object, NEVER), ("/content", Part, NULL), ("/private", Part, NULL)]),
    ("setAvailability", "", &[
        ("", Object, NEVER),
        ("/capacity", short(1, 5000), NEVER),
        ("/availability", List(0, 50, STAY), NEVER),
        ("/availability/0", Period, NEVER),
        ("/availability/0/from", Day, NEVER),
        ("/availability/0/to", Day, NEVER),
    ]),
    ("createAccount", "", &[("", Object, NEVER), ("/email", Email, NEVER), ("/locale", Word, NEVER)]),
    ("confirmAccount", "", &[("", Object, NEVER), ("/code", LinkCode, NEVER), ("/password", Password, NEVER)]),
    ("requestPasswordReset", "", &[("", Object, NEVER), ("/email", Email, NEVER), ("/locale", Word, NEVER)]),
    ("resetPassword", "", &[("", Object, NEVER), ("/code", LinkCode, NEVER), ("/password", Password, NEVER)]),
    ("confirmAddressChange", "", &[("", Object, NEVER), ("/code", LinkCode, NEVER)]),
    ("createSession", "", &[("", Object, NEVER), ("/email", Unsaid, NEVER), ("/password", Unsaid, NEVER), ("/code", Unsaid, NULL)]),
    ("renewSession", "", &[("", Object, NEVER), ("/refresh_token", Unsaid, NEVER)]),
    ("chooseMails", "", &[
        ("", Object, NEVER),
        ("/locale", Word, NEVER),
        ("/muted", List(0, 5, "\"messages\""), NEVER),
        ("/muted/0", Word, NEVER),
        ("/quiet_hours", Object, NULL),
        ("/quiet_hours/from", byte(0, 23), NEVER),
        ("/quiet_hours/to", byte(0, 23), NEVER),
        ("/daily", Flag, NEVER),
    ]),
    ("chooseRequestMails", "", &[
        ("", Object, NEVER),
        ("/locale", Word, NEVER),
        ("/muted", List(0, 5, "\"messages\""), NEVER),
        ("/muted/0", Word, NEVER),
        ("/quiet_hours", Object, NULL),
        ("/quiet_hours/from", byte(0, 23), NEVER),
        ("/quiet_hours/to", byte(0, 23), NEVER),
    ]),
    ("markNoticesRead", "", &[("", Object, NEVER), ("/up_to", Id, NULL)]),
    ("changePassword", "", &[("", Object, NEVER), ("/current_password", Unsaid, NEVER), ("/new_password", Password, NEVER)]),
    ("requestAddressChange", "", &[("", Object, NEVER), ("/email", Email, NEVER), ("/current_password", Unsaid, NEVER)]),
    ("confirmSecondFactor", "", &[("", Object, NEVER), ("/code", FactorCode, NEVER)]),
    ("showSecondFactor", "", &[("", Object, NEVER), ("/code", FactorCode, NEVER)]),
    ("correctContact", "", &[
        ("", Object, NEVER),
        ("/channel", Word, NEVER),
        ("/name", Text(1, 80), NULL),
        ("/phone", Phone, NULL),
        ("/email", Email, NULL),
        ("/safe_note", Text(1, 300), NULL),
        ("/locale", Word, NULL),
    ]),
    ("correctHousehold", "", &[("", Object, NEVER), ("/place_id", Place, NULL)]),
    ("correctHousehold", "", HOUSEHOLD),
    ("correctNeed", "", need!("")),
    ("correctNeed", "", details!("", housing)),
    ("addNeed", "", need!("")),
    ("addNeed", "", details!("", housing)),
    ("withdrawConsent", "", &[("", Object, NEVER), ("/purpose", Word, NEVER)]),
    ("eraseAccount", "", &[("", Object, NEVER), ("/password", Unsaid, NEVER)]),
    ("createPartner", "", &[("", Object, NEVER), ("/name", Text(2, 120), NEVER), ("/provider_id", Id, NULL)]),
    ("issueKey", "", &[
        ("", Object, NEVER),
        ("/scopes", List(1, 6, "\"offers:read\""), NEVER),
        ("/scopes/0", Word, NEVER),
        ("/expires_in_days", short(1, 365), NEVER),
        ("/daily_quota", wide(1, 1_000_000), NEVER),
    ]),
    ("setRoles", "", &[("", Object, NEVER), ("/roles", List(0, 4, "\"auditor\""), NEVER), ("/roles/0", Word, NEVER)]), ("findAccount", "", &[("", Object, NEVER), ("/email", Email, NEVER)]), ("setDisabled", "", &[("", Object, NEVER), ("/disabled", Flag, NEVER)]),
    ("createInvitation", "", ROLE), ("setMemberRole", "", ROLE), ("joinProvider", "", &[("", Object, NEVER), ("/code", InvitationCode, NEVER)]),
    ("readRequestState", "", &[("", Object, NEVER), ("/number", Number, NEVER)]),
    ("requestCode", "", &[("", Object, NEVER), ("/email", Email, NEVER), ("/locale", Word, NEVER)]), ("renewCode", "", &[("", Object, NEVER), ("/code", LinkCode, NEVER)]),
    ("reissueCode", "", &[("", Object, NEVER), ("/known", Known, NEVER), ("/reason", Word, NEVER), ("/forget_pin", Flag, NEVER)]),
    ("setPin", "", &[("", Object, NEVER), ("/pin", Pin("pin"), NEVER)]),
    ("keepRequest", "", &[("", Object, NEVER), ("/tracking_code", Code, NEVER), ("/pin", Pin("wrong-pin"), NULL)]),
    ("showPin", "", &[("", Object, NEVER), ("/pin", Pin("wrong-pin"), NEVER)]),
    ("createTrackingSession", "", &[("", Object, NEVER), ("/code", Code, NEVER)]),
    ("createProvider", "", PROFILE), ("correctProvider", "", PROFILE),
    ("takeEvidenceBack", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("recordEvidence", "", &[("", Object, NEVER), ("/kind", Word, NEVER), ("/result", Word, NEVER), ("/document_last4", LastFour, NULL), ("/seen_at", PastMoment, NULL)]),
    ("createImport", "", &[
        ("", Object, NEVER),
        ("/provider_id", Id, NEVER),
        ("/mapping", Object, NEVER),
        ("/mapping/source", Source, NEVER),
        ("/mapping/key", Template, NEVER),
        ("/mapping/register", Object, NULL),
        ("/mapping/register/name", Text(3, 120), NEVER),
        ("/mapping/register/date", Template, NEVER),
        ("/mapping/register/date_format", Text(1, 40), NEVER),
        ("/mapping/place", Object, NEVER),
        ("/mapping/place/names", List(0, 5, "\"{town}\""), NEVER),
        ("/mapping/place/names/0", Template, NEVER),
        ("/mapping/place/ignore", List(0, 20, "\"comuna\""), NEVER),
        ("/mapping/place/ignore/0", Unsaid, NEVER),
        ("/mapping/place/admin1", Template, NULL),
        ("/mapping/place/country", Country, NEVER),
        ("/mapping/place/lat", Template, NULL),
        ("/mapping/place/lon", Template, NULL),
        ("/mapping/content", Bag, NEVER),
        ("/mapping/private", Bag, NEVER),
        ("/rows", List(1, 500, "{\"nr\":1}"), NEVER),
        ("/rows/0", Bag, NEVER),
        ("/dry_run", Flag, NEVER),
    ]),
    ("openIdentity", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("openPrivate", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("proposeMatch", "", &[
        ("", Object, NEVER),
        ("/offer_id", Id, NEVER),
        ("/quantity", short(1, 90), NULL),
        ("/from_place_id", Place, NULL),
        ("/to_place_id", Place, NULL),
        ("/week_from", Day, NULL),
    ]),
    ("cancelMatch", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("declineMatch", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("takeMatchStep", "", &[("", Object, NEVER), ("/step", Word, NEVER)]),
    ("answerCheckIn", "", &[("", Object, NEVER), ("/kind", Word, NEVER), ("/answer", Word, NEVER)]),
    ("giveFeedback", "", &[
        ("", Object, NEVER),
        ("/delivered", Word, NEVER),
        ("/why_not", Word, NULL),
        ("/as_described", Word, NULL),
        ("/rating", tiny(1, 5), NEVER),
        ("/comment", Text(1, 1000), NULL),
    ]),
    ("sendMessage", "", &[("", Object, NEVER), ("/phrase", Word, NULL), ("/text", Text(1, 1000), NULL)]),
    ("openInquiry", "", &[("", Object, NEVER), ("/offer_id", Id, NEVER), ("/phrase", Word, NULL), ("/text", Text(1, 1000), NULL)]),
    ("sendInquiryMessage", "", &[("", Object, NEVER), ("/phrase", Word, NULL), ("/text", Text(1, 1000), NULL)]),
    ("continueNeed", "", &[("", Object, NEVER), ("/dates", Period, NULL), ("/dates/from", Day, NEVER), ("/dates/to", Day, NEVER)]),
    ("answerStillNeeded", "", &[("", Object, NEVER), ("/answer", Word, NEVER)]),
    ("reportDanger", "", &[
        ("", Object, NEVER),
        ("/offer_id", Id, NULL),
        ("/reference", Kind::Reference, NULL),
        ("/match_id", Id, NULL),
        ("/inquiry_id", Id, NULL),
        ("/kind", Word, NEVER),
        ("/text", Text(1, 2000), NULL),
    ]),
    ("followReport", "", &[("", Object, NEVER), ("/code", Code, NEVER)]),
    ("sayMore", "", &[("", Object, NEVER), ("/code", Code, NEVER), ("/text", Text(1, 2000), NEVER)]),
    ("closeReport", "", &[("", Object, NEVER), ("/outcome", Word, NEVER)]),
    ("openCase", "", &[
        ("", Object, NEVER),
        ("/code", CaseCode, NEVER),
        ("/provider_id", Id, NEVER),
        ("/consent", Word, NEVER),
        ("/label", Text(1, 80), NULL),
    ]),
    ("planCase", "", &[("", Object, NEVER), ("/label", Text(1, 80), NULL), ("/follow_up_on", Day, NULL)]),
    ("noteCase", "", &[("", Object, NEVER), ("/text", Text(1, 2000), NEVER)]),
    ("endCase", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("reissueCaseCode", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("reassignCase", "", &[("", Object, NEVER), ("/member_id", Id, NEVER)]),
    ("withdrawCaseConsent", "", &[("", Object, NEVER), ("/case_id", Id, NEVER)]),
    ("noteChildCase", "", &[("", Object, NEVER), ("/text", Text(1, 2000), NEVER)]),
    ("openChildContact", "", &[("", Object, NEVER), ("/reason", Word, NEVER)]),
    ("closeChildCase", "", &[("", Object, NEVER), ("/outcome", Word, NEVER)]),
    ("blockProvider", "", &[("", Object, NEVER), ("/reason", Word, NEVER), ("/note", Loose(1000), NULL)]),
    ("reviewBlock", "", &[("", Object, NEVER), ("/verdict", Word, NEVER)]),
    ("dismissHint", "", &[("", Object, NEVER), ("/mark", Mark, NEVER), ("/dismissed", Flag, NEVER)]),
    ("dismissHousehold", "", &[("", Object, NEVER), ("/seen", Unsaid, NEVER)]),
    ("lookIntoHousehold", "", &[("", Object, NEVER), ("/seen", Unsaid, NEVER)]),
    ("suspendOffer", "", &[
        ("", Object, NEVER),
        ("/reason", Word, NEVER),
        ("/note", Loose(1000), NULL),
        ("/checklist", Kind::Answers, NEVER),
    ]),
    ("decideReviewItems", "", &[
        ("", Object, NEVER),
        ("/items", Set(1, 50, VERSION), NEVER),
        ("/items/0", Object, NEVER),
        ("/items/0/item_id", Id, NEVER),
        ("/items/0/revision_id", Id, NEVER),
        ("/decision", Word, NEVER),
        ("/reason_code", Word, NEVER),
        ("/note", Text(0, 1000), NULL),
    ]),
    ("keepAnswers", "", &[
        ("", Object, NEVER),
        ("/revision_id", Id, NEVER),
        ("/checklist", Kind::Answers, NEVER),
        ("/checklist/text_is_clear", Word, NEVER),
    ]),
    ("escalateReviewItem", "", &[
        ("", Object, NEVER),
        ("/revision_id", Id, NEVER),
        ("/reason_code", Word, NEVER),
        ("/note", Text(0, 1000), NULL),
    ]),
    ("decideReviewItem", "", &[
        ("", Object, NEVER),
        ("/decision", Word, NEVER),
        ("/revision_id", Id, NEVER),
        ("/reason_code", Word, NEVER),
        ("/note", Text(0, 1000), NULL),
        ("/fields", List(0, 20, "\"/title\""), NEVER),
        ("/fields/0", Kind::Field, NEVER),
        ("/checklist", Kind::Answers, NEVER),
        ("/checklist/accessibility_seen", Word, NEVER),
    ]),
];

/// Every field.
pub fn rows() -> Vec<Row> {
    REST.iter()
        .flat_map(|(operation, base, fields)| {
            fields.iter().map(|(pointer, kind, nullable)| Row {
                operation,
                base,
                pointer,
                kind: *kind,
                nullable: *nullable,
            })
        })
        .collect()
}
