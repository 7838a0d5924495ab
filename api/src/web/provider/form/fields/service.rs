//! Any other help.

use super::{
    ADDRESS, COST, Field, Group, HOME, Kind, MINORS, PERIODS, PLACE, SHOW, TALK, TRANSLATIONS,
    WORDS,
};

pub(super) const GROUPS: &[Group] = &[
    WORDS,
    COST,
    Group {
        title: "provider-group-service",
        fields: &[
            Field::new(
                "/content/details/theme",
                Kind::Select(
                    "word-theme",
                    &[
                        "legal",
                        "education",
                        "psychosocial",
                        "food",
                        "goods",
                        "documents",
                        "childcare",
                        "information",
                        "border_and_vehicle",
                        "connectivity",
                        "donation_point",
                    ],
                ),
                "provider-theme",
            )
            .needed(),
            Field::new(
                "/content/capacity",
                Kind::Number(1, 5000),
                "provider-people",
            )
            .needed(),
            Field::new(
                "/content/details/opening_hours",
                Kind::Text,
                "provider-opening-hours",
            )
            .hint(),
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
            Field::new(
                "/content/details/who_is_eligible",
                Kind::Long,
                "provider-eligible",
            ),
            Field::tri(
                "/content/details/no_documents_needed",
                "word-feature-no-documents-needed",
            ),
            Field::new(
                "/content/details/documents_needed",
                Kind::Long,
                "provider-documents",
            ),
            Field::tri(
                "/content/details/children_welcome",
                "word-feature-children-welcome",
            ),
            Field::tri("/content/details/step_free", "word-feature-step-free"),
            Field::tri(
                "/content/details/sign_language",
                "word-feature-sign-language",
            ),
            Field::tri("/content/details/remote", "word-feature-remote"),
            MINORS,
        ],
    },
    Group {
        title: "provider-group-public",
        fields: &[
            Field::new(
                "/content/details/public_phone",
                Kind::Text,
                "provider-public-phone",
            )
            .hint()
            .organisations(),
            Field::new("/content/details/web_page", Kind::Text, "provider-web-page")
                .hint()
                .organisations(),
        ],
    },
    TALK,
    TRANSLATIONS,
];
