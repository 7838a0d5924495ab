//! Which pages there are.

use std::{collections::BTreeSet, fs, path::Path};

use punte_core::request::AskStep;
use walkdir::WalkDir;

/// Methods and patterns of all pages, as the sources register them: by the macros of actix, and the steps of asking by their names.
pub(super) fn registered() -> BTreeSet<String> {
    let (mut found, mut otherwise, mut steps) = (BTreeSet::new(), BTreeSet::new(), 0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/web");
    for entry in WalkDir::new(&root).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let name = entry.path().strip_prefix(&root).unwrap().display();
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text.replace("#[actix_web::", "#[");
        for method in [
            "get", "post", "put", "patch", "delete", "head", "options", "connect", "trace", "route",
        ] {
            for page in text.split(&format!("#[{method}(")).skip(1) {
                let pattern = page.split('"').nth(1).unwrap();
                found.insert(format!("{} {pattern}", method.to_uppercase()));
            }
        }
        for way in ["#[routes", "resource(", ".route(", "scope(", "web::to("] {
            if text.contains(way) {
                otherwise.insert(format!("{name} {way}"));
            }
        }
        steps += text.matches("\n    step::<").count();
    }
    // A page that is registered by another way is not seen here: give it one of the macros.
    let known = [
        "ask/mod.rs .route(",
        "ask/mod.rs resource(",
        "mod.rs scope(",
    ];
    assert_eq!(otherwise, BTreeSet::from(known.map(str::to_owned)));
    assert_eq!(steps, AskStep::ALL.len());
    for step in AskStep::ALL {
        for method in ["GET", "POST"] {
            found.insert(format!("{method} /ask/{}", step.as_str()));
        }
    }
    found
}
