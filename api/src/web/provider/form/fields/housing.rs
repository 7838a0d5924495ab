//! A place to sleep.

use super::{
    ADDRESS, COST, Field, Group, HOME, Kind, MINORS, PLACE, SHOW, TALK, TRANSLATIONS, WORDS,
};

pub(super) const GROUPS: &[Group] = &[
    WORDS,
    COST,
    Group {
        title: "provider-group-place",
        fields: &[
            PLACE,
            ADDRESS,
            HOME,
            SHOW,
            Field::new("/content/confidential", Kind::Tick, "provider-confidential")
                .hint()
                .organisations(),
        ],
    },
    Group {
        title: "provider-group-rooms",
        fields: &[
            Field::new(
                "/content/details/kind",
                Kind::One(
                    "word-housing-kind",
                    &[
                        "room",
                        "studio",
                        "apartment",
                        "house",
                        "hotel",
                        "collective_centre",
                    ],
                ),
                "provider-housing-kind",
            )
            .needed(),
            Field::new(
                "/content/details/privacy",
                Kind::One(
                    "word-privacy",
                    &["entire_place", "private_room", "shared_room"],
                ),
                "provider-privacy",
            )
            .needed(),
            Field::new("/content/capacity", Kind::Number(1, 5000), "provider-beds").needed(),
            Field::new(
                "/content/details/max_guests",
                Kind::Number(1, 1000),
                "provider-max-guests",
            )
            .hint(),
            Field::new(
                "/content/details/bedrooms",
                Kind::Number(0, 500),
                "provider-bedrooms",
            ),
            Field::new(
                "/content/details/bathroom",
                Kind::One("word-bathroom", &["unknown", "own", "shared"]),
                "provider-bathroom",
            ),
            Field::new(
                "/content/details/floor",
                Kind::Number(-2, 60),
                "provider-floor",
            )
            .hint(),
        ],
    },
    Group {
        title: "provider-group-when",
        fields: &[
            Field::new(
                "/content/availability",
                Kind::Periods,
                "provider-free-nights",
            )
            .needed()
            .hint(),
            Field::new(
                "/content/details/min_nights",
                Kind::Number(1, 180),
                "provider-min-nights",
            ),
            Field::new(
                "/content/details/max_nights",
                Kind::Number(1, 180),
                "provider-max-nights",
            ),
        ],
    },
    Group {
        title: "provider-group-welcome",
        fields: &[
            Field::tri(
                "/content/details/children_welcome",
                "word-feature-children-welcome",
            ),
            Field::new(
                "/content/details/min_child_age",
                Kind::Number(0, 17),
                "provider-min-child-age",
            ),
            Field::tri("/content/details/women_only", "provider-women-only").hint(),
            Field::tri("/content/details/pets/dogs", "word-feature-dogs"),
            Field::tri("/content/details/pets/cats", "word-feature-cats"),
            Field::tri("/content/details/pets/other", "word-feature-other-pets"),
            Field::new(
                "/content/details/pets/max_count",
                Kind::Number(1, 20),
                "provider-pets-count",
            ),
            MINORS,
        ],
    },
    Group {
        title: "provider-group-residents",
        fields: &[
            Field::new(
                "/content/details/resident_women",
                Kind::Number(0, 50),
                "provider-resident-women",
            ),
            Field::new(
                "/content/details/resident_men",
                Kind::Number(0, 50),
                "provider-resident-men",
            ),
            Field::new(
                "/content/details/resident_children",
                Kind::Number(0, 50),
                "provider-resident-children",
            ),
            Field::tri("/content/details/animals_live_there", "provider-animals"),
            Field::tri("/content/details/smoking", "provider-smoking"),
        ],
    },
    Group {
        title: "provider-group-things",
        fields: &[
            Field::tri("/content/details/kitchen", "word-feature-kitchen"),
            Field::tri("/content/details/heating", "word-feature-heating"),
            Field::tri("/content/details/internet", "word-feature-internet"),
            Field::tri("/content/details/washing", "word-feature-washing"),
            Field::tri("/content/details/cot", "word-feature-cot"),
            Field::tri("/content/details/parking", "word-feature-parking"),
            Field::new(
                "/content/details/public_transport_m",
                Kind::Number(0, 50_000),
                "provider-public-transport",
            ),
        ],
    },
    Group {
        title: "provider-group-access",
        fields: &[
            Field::new(
                "/content/details/step_free",
                Kind::One("word-step-free", &["unknown", "all", "some", "none"]),
                "provider-step-free",
            ),
            Field::tri("/content/details/lift", "word-feature-lift"),
            Field::tri("/content/details/bedroom_lock", "word-feature-bedroom-lock"),
            Field::tri(
                "/content/details/smoke_detector",
                "word-feature-smoke-detector",
            ),
        ],
    },
    TALK,
    TRANSLATIONS,
];
