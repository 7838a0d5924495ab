//! Whether openapi.yaml says in `x-roles` who gets through, by what is typed for every kind of caller.

use punte_tests::contract;

use super::{
    CALLERS, TABLE, case_workers, keys,
    more::{MORE, TYPED},
};

/// The words of `x-roles`.
const ROLES: [&str; 18] = [
    "visitor",
    "account",
    "household",
    "helper",
    "case_worker",
    "partner",
    "member",
    "provider_administrator",
    "moderator",
    "administrator",
    "auditor",
    "child_protection",
    "partner:offers:read",
    "partner:offers:write",
    "partner:imports:write",
    "partner:requests:write",
    "partner:matches:search",
    "partner:events:read",
];

/// What a caller is, to the object of its own.
fn roles_of(caller: &str) -> &'static [&'static str] {
    match caller {
        "visitor" => &["visitor"],
        "outsider" | "other member" | "moderator without factor" => &["account"],
        "child protection" => &["account", "child_protection"],
        "household" => &["household"],
        "case worker" | "another case worker" => &["account", "case_worker"],
        "helper" => &["helper"],
        "member" => &["account", "member", "provider_administrator"],
        "plain member" => &["account", "member"],
        "moderator" | "second moderator" => &["account", "moderator"],
        "administrator" => &["account", "administrator"],
        "auditor" => &["account", "auditor"],
        "key" => &[
            "partner",
            "partner:offers:read",
            "partner:offers:write",
            "partner:imports:write",
            "partner:requests:write",
            "partner:matches:search",
        ],
        "key without scope" => &["partner", "partner:events:read"],
        "offers:read" => &["partner", "partner:offers:read"],
        "offers:write" => &["partner", "partner:offers:write"],
        "requests:write" => &["partner", "partner:requests:write"],
        "matches:search" => &["partner", "partner:matches:search"],
        "imports:write" => &["partner", "partner:imports:write"],
        other => panic!("{other}"),
    }
}

/// Where an answer says something else than whether the caller may, and why.
#[rustfmt::skip]
const OTHERWISE: [(&str, &str); 16] = [
    ("requestAddressChange", "staff, with a second factor"),
    ("confirmAddressChange", "staff, with a second factor"),
    ("listEvents", "to members of other providers what is theirs"),
    ("setPin", "the object is that of another household"),
    ("createSession", "the password is wrong, whoever asks"),
    ("renewSession", "the token is nobody's, whoever asks"),
    ("endOwnSession", "the sign-in is somebody else's"),
    ("keepRequest", "staff and case workers keep none"),
    ("openKeptRequest", "the account keeps none"),
    ("dropKeptRequest", "the account keeps none"),
    ("createRecoveryCodes", "it takes a second factor shown a moment ago"),
    ("showSecondFactor", "some have none"),
    (
        "listOrganisationCases",
        "whoever administers it has no second factor",
    ),
    (
        "reassignCase",
        "whoever administers it has no second factor",
    ),
    ("correctContact", "the object is that of another household"),
    ("endSession", "the sign-in of the plain member was ended before"),
];

#[test]
fn every_operation_says_in_x_roles_who_gets_through() {
    let mut used = Vec::new();
    for row in TABLE {
        let operation = contract().operations.iter().find(|o| o.id == row.0);
        let roles: Vec<&str> = operation.unwrap().object["x-roles"]
            .as_array()
            .unwrap_or_else(|| panic!("{} has no x-roles", row.0))
            .iter()
            .map(|role| role.as_str().unwrap())
            .collect();
        assert!(!roles.is_empty(), "{} is nobody's", row.0);
        for role in &roles {
            assert!(ROLES.contains(role), "{}: {role}", row.0);
        }
        used.extend(roles.clone());
        if OTHERWISE.iter().any(|(id, _)| *id == row.0) {
            continue;
        }
        let typed = TYPED.iter().find(|typed| typed.0 == row.0).unwrap().1;
        let keys = keys::TYPED.iter().find(|typed| typed.0 == row.0).unwrap().1;
        let cells = CALLERS.iter().zip(row.4);
        let cells = cells.chain(MORE.iter().zip(typed));
        let cells = cells.chain(keys::KEYS.iter().zip(keys));
        let helping = case_workers::TYPED.iter().find(|typed| typed.0 == row.0);
        let cells = cells.chain(case_workers::CALLERS.iter().zip(helping.unwrap().1));
        for (caller, status) in cells {
            let skipped = [
                "ended session",
                "disabled account",
                "other household",
                "another's key",
                "another case worker",
                "expired",
                "revoked",
            ];
            if skipped.contains(caller) {
                continue;
            }
            let through = ![401, 403, 404].contains(&status);
            let may = roles_of(caller).iter().any(|role| roles.contains(role));
            assert_eq!(through, may, "{} as {caller}: {status}, {roles:?}", row.0);
        }
    }
    for role in ROLES {
        assert!(used.contains(&role), "{role} is never used");
    }
}
