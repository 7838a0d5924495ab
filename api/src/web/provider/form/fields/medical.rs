//! Medical help.

use super::{
    ADDRESS, COST, Field, Group, HOME, Kind, MINORS, PERIODS, PLACE, SHOW, TALK, TRANSLATIONS,
    WORDS,
};

pub(super) const GROUPS: &[Group] = &[
    WORDS,
    COST,
    Group {
        title: "provider-group-medical",
        fields: &[
            Field::new(
                "/content/details/speciality",
                Kind::Select(
                    "word-speciality",
                    &[
                        "general_practice",
                        "paediatrics",
                        "gynaecology",
                        "dentistry",
                        "psychiatry",
                        "psychology",
                        "surgery",
                        "internal_medicine",
                        "cardiology",
                        "oncology",
                        "nephrology",
                        "dialysis",
                        "rehabilitation",
                        "ophthalmology",
                        "pharmacy",
                        "hospital",
                    ],
                ),
                "provider-speciality",
            )
            .needed(),
            Field::new(
                "/content/details/mode",
                Kind::One("word-medical-mode", &["facility", "home_visit", "remote"]),
                "provider-mode",
            )
            .needed(),
            Field::tri("/content/details/remote", "provider-also-remote"),
            Field::new(
                "/content/details/clinician",
                Kind::One("word-clinician", &["unknown", "woman", "man", "either"]),
                "provider-clinician",
            ),
            Field::new("/private/licence_number", Kind::Text, "provider-licence").hint(),
        ],
    },
    Group {
        title: "provider-group-when",
        fields: &[
            Field::new(
                "/content/capacity",
                Kind::Number(1, 5000),
                "provider-places-week",
            )
            .needed(),
            Field::new(
                "/content/details/opening_hours",
                Kind::Text,
                "provider-opening-hours",
            )
            .hint(),
            Field::tri("/content/details/urgent", "word-feature-urgent-care"),
            PERIODS,
        ],
    },
    Group {
        title: "provider-group-place",
        fields: &[PLACE, ADDRESS, HOME, SHOW],
    },
    Group {
        title: "provider-group-welcome",
        fields: &[
            Field::tri("/content/details/insured_only", "provider-insured-only"),
            Field::tri("/content/details/step_free", "word-feature-step-free"),
            Field::tri(
                "/content/details/sign_language",
                "word-feature-sign-language",
            ),
            MINORS,
        ],
    },
    TALK,
    TRANSLATIONS,
];
