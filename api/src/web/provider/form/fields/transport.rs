//! A ride.

use super::{COST, Field, Group, Kind, TALK, TRANSLATIONS, WORDS};

pub(super) const GROUPS: &[Group] = &[
    WORDS,
    COST,
    Group {
        title: "provider-group-route",
        fields: &[
            Field::new("/content/details/stops", Kind::Stops, "provider-stops").needed(),
            Field::new(
                "/content/details/departs_from",
                Kind::Moment,
                "provider-departs-from",
            )
            .needed()
            .hint(),
            Field::new(
                "/content/details/departs_until",
                Kind::Moment,
                "provider-departs-until",
            )
            .needed(),
            Field::new(
                "/content/details/detour_m",
                Kind::Scaled(1000, 0, 100_000),
                "provider-detour",
            )
            .hint(),
            Field::tri(
                "/content/details/border_crossing",
                "word-feature-border-crossing",
            ),
            Field::tri("/content/details/return_trip", "provider-return-trip"),
        ],
    },
    Group {
        title: "provider-group-seats",
        fields: &[
            Field::new("/content/capacity", Kind::Number(1, 5000), "provider-seats").needed(),
            Field::new(
                "/content/details/child_seats",
                Kind::Number(0, 20),
                "provider-child-seats",
            )
            .hint(),
            Field::tri(
                "/content/details/large_luggage",
                "word-feature-large-luggage",
            ),
            Field::new(
                "/content/details/wheelchair",
                Kind::One(
                    "word-wheelchair",
                    &["unknown", "ramp", "folding_only", "none"],
                ),
                "provider-wheelchair",
            ),
            Field::tri("/content/details/pets/dogs", "word-feature-dogs"),
            Field::tri("/content/details/pets/cats", "word-feature-cats"),
            Field::tri("/content/details/pets/other", "word-feature-other-pets"),
            Field::new(
                "/content/details/pets/max_count",
                Kind::Number(1, 20),
                "provider-pets-count",
            ),
        ],
    },
    Group {
        title: "provider-group-driver",
        fields: &[
            Field::new("/private/driver", Kind::Text, "provider-driver").hint(),
            Field::new("/private/plate", Kind::Text, "provider-plate").hint(),
        ],
    },
    TALK,
    TRANSLATIONS,
];
