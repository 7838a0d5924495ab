//! The same requests as more kinds of caller: a plain member, staff of every other kind, and keys of partner applications.

use punte_tests::{Who, request, service_need, with};
use serde_json::{Value, json};

use super::{TABLE, World, case_workers, keys};

/// These callers, in the order in which they ask. The moderator has no second factor yet; the first key has every scope and writes
/// for the provider, the second has every scope and writes for another one, the third may read events only.
pub(super) const MORE: [&str; 8] = [
    "plain member",
    "auditor",
    "administrator",
    "child protection",
    "moderator without factor",
    "key",
    "another's key",
    "key without scope",
];

/// Those that end what others are asked about, in the order in which they are asked.
const LAST: [&str; 10] = [
    "endInquiry",
    "withdrawCaseConsent",
    "endCase",
    "cancelMatch",
    "withdrawOffer",
    "revokeKey",
    "removeMember",
    "withdrawRequest",
    "endAccountSessions",
    "endSession",
];

#[rustfmt::skip]
pub(super) const TYPED: &[(&str, [u16; 8])] = &[
    //                         memb audi admi chil nofa key  oth  none
    ("readLiveness",          [200, 200, 200, 200, 200, 200, 200, 200]),
    ("readReadiness",         [200, 200, 200, 200, 200, 200, 200, 200]),
    ("readDemo",              [200, 200, 200, 200, 200, 200, 200, 200]),
    ("readDescription",       [200, 200, 200, 200, 200, 200, 200, 200]),
    ("searchPlaces",          [200, 200, 200, 200, 200, 200, 200, 200]),
    ("listPublicOffers",      [200, 200, 200, 200, 200, 200, 200, 200]),
    ("listHelpLines",         [200, 200, 200, 200, 200, 200, 200, 200]),
    ("readPublicOffer",       [200, 200, 200, 200, 200, 200, 200, 200]),
    ("createAccount",         [202, 202, 202, 202, 202, 202, 202, 202]),
    ("confirmAccount",        [422, 422, 422, 422, 422, 422, 422, 422]),
    ("requestPasswordReset",  [202, 202, 202, 202, 202, 202, 202, 202]),
    ("resetPassword",         [422, 422, 422, 422, 422, 422, 422, 422]),
    ("readOwnAccount",        [200, 200, 200, 200, 200, 403, 403, 403]),
    ("beginSecondFactor",     [201, 201, 201, 201, 201, 403, 403, 403]),
    ("confirmSecondFactor",   [422, 422, 422, 422, 422, 403, 403, 403]),
    ("createRecoveryCodes",   [403, 201, 201, 201, 403, 403, 403, 403]),
    ("showSecondFactor",      [403, 422, 422, 422, 403, 403, 403, 403]),
    ("createSession",         [401, 401, 401, 401, 401, 401, 401, 401]),
    ("createTrackingSession", [422, 422, 422, 422, 422, 422, 422, 422]),
    ("renewSession",          [401, 401, 401, 401, 401, 401, 401, 401]),
    ("listOwnSessions",       [200, 200, 200, 200, 200, 403, 403, 403]),
    ("endOwnSession",         [404, 404, 404, 404, 404, 403, 403, 403]),
    ("endOtherSessions",      [204, 204, 204, 204, 204, 403, 403, 403]),
    ("chooseMails",           [200, 200, 200, 200, 200, 403, 403, 403]),
    ("listKeptRequests",      [200, 200, 200, 200, 200, 403, 403, 403]),
    ("keepRequest",           [422, 403, 403, 403, 403, 403, 403, 403]),
    ("openKeptRequest",       [404, 404, 404, 404, 404, 403, 403, 403]),
    ("dropKeptRequest",       [404, 404, 404, 404, 404, 403, 403, 403]),
    ("listNotices",           [200, 200, 200, 200, 200, 403, 403, 403]),
    ("markNoticesRead",       [200, 200, 200, 200, 200, 403, 403, 403]),
    ("changePassword",        [422, 422, 422, 422, 422, 403, 403, 403]),
    ("requestAddressChange",  [422, 422, 422, 422, 403, 403, 403, 403]),
    ("confirmAddressChange",  [422, 422, 422, 422, 403, 403, 403, 403]),
    // Before they all have a provider. The third key may read events, and nothing else.
    ("listEvents",            [200, 200, 200, 403, 403, 403, 403, 200]),
    ("createProvider",        [201, 201, 201, 201, 201, 403, 403, 403]),
    ("readProvider",          [200, 404, 404, 404, 404, 404, 404, 404]),
    ("correctProvider",       [403, 404, 404, 404, 404, 404, 404, 404]),
    ("createImport",          [200, 404, 404, 404, 404, 200, 404, 403]),
    ("openIdentity",          [404, 404, 404, 404, 404, 404, 404, 404]),
    ("readFeedback",          [403, 403, 403, 403, 403, 403, 403, 403]),
    ("openPrivate",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("recordEvidence",        [404, 404, 404, 404, 404, 404, 404, 404]),
    ("takeEvidenceBack",      [404, 404, 404, 404, 404, 404, 404, 404]),
    ("listProviderOffers",    [200, 404, 404, 404, 404, 200, 404, 403]),
    // A partner application never sees who asked its provider for what.
    ("listProviderMatches",   [200, 404, 404, 404, 404, 404, 404, 404]),
    ("listMembers",           [200, 404, 404, 404, 404, 404, 404, 404]),
    ("createInvitation",      [403, 404, 404, 404, 404, 404, 404, 404]),
    ("listInvitations",       [403, 404, 404, 404, 404, 404, 404, 404]),
    ("withdrawInvitation",    [403, 404, 404, 404, 404, 404, 404, 404]),
    ("joinProvider",          [422, 422, 422, 422, 422, 403, 403, 403]),
    ("setMemberRole",         [403, 404, 404, 404, 404, 404, 404, 404]),
    ("removeMember",          [204, 404, 404, 404, 404, 404, 404, 404]),
    ("createOffer",           [201, 404, 404, 404, 404, 201, 404, 403]),
    ("readOffer",             [200, 404, 404, 404, 404, 200, 404, 403]),
    ("editOffer",             [200, 404, 404, 404, 404, 200, 404, 403]),
    // The member did it a moment ago.
    ("submitOffer",           [200, 404, 404, 404, 404, 409, 404, 403]),
    ("setAvailability",       [200, 404, 404, 404, 404, 200, 404, 403]),
    ("pauseOffer",            [200, 404, 404, 404, 404, 200, 404, 403]),
    ("resumeOffer",           [200, 404, 404, 404, 404, 200, 404, 403]),
    ("confirmOffer",          [200, 404, 404, 404, 404, 200, 404, 403]),
    ("withdrawOffer",         [200, 404, 404, 404, 404, 409, 404, 403]),
    ("suspendOffer",          [404, 404, 404, 404, 404, 404, 404, 404]),
    ("reinstateOffer",        [404, 404, 404, 404, 404, 404, 404, 404]),
    ("readRequestState",      [422, 422, 422, 422, 422, 422, 422, 422]),
    ("requestCode",           [202, 202, 202, 202, 202, 202, 202, 202]),
    ("renewCode",             [422, 422, 422, 422, 422, 422, 422, 422]),
    ("listRequestSessions",   [404, 404, 404, 404, 404, 404, 404, 404]),
    ("endOtherRequestSessions", [404, 404, 404, 404, 404, 404, 404, 404]),
    ("showPin",               [404, 404, 404, 404, 404, 404, 404, 404]),
    ("removePin",             [404, 404, 404, 404, 404, 404, 404, 404]),
    ("setPin",                [404, 404, 404, 404, 404, 404, 404, 404]),
    ("reissueCode",           [403, 403, 403, 422, 403, 403, 403, 403]),
    // Filing is anybody's; a key takes the scope for it. Nobody but the household sees what was filed.
    ("createRequest",         [201, 201, 201, 201, 201, 201, 201, 403]),
    ("readRequest",           [404, 404, 404, 404, 404, 404, 404, 404]),
    ("listRequestMatches",    [404, 404, 404, 404, 404, 404, 404, 404]),
    ("rankOffers",            [404, 404, 404, 404, 404, 404, 404, 404]),
    ("explainNeed",           [404, 404, 404, 404, 404, 404, 404, 404]),
    ("proposeMatch",          [404, 404, 404, 404, 404, 404, 404, 404]),
    ("searchMatches",         [200, 200, 200, 200, 200, 200, 200, 403]),
    ("explainMatch",          [200, 200, 200, 200, 200, 200, 200, 403]),
    ("readMatch",             [200, 404, 404, 404, 404, 404, 404, 404]),
    ("readContacts",          [200, 404, 404, 404, 404, 404, 404, 404]),
    ("acceptMatch",           [200, 404, 404, 404, 404, 404, 404, 404]),
    ("declineMatch",          [200, 404, 404, 404, 404, 404, 404, 404]),
    ("takeMatchStep",         [200, 404, 404, 404, 404, 404, 404, 404]),
    ("giveFeedback",          [201, 404, 404, 404, 404, 404, 404, 404]),
    ("answerCheckIn",         [403, 404, 404, 404, 404, 404, 404, 404]),
    ("continueNeed",          [404, 404, 404, 404, 404, 404, 404, 404]),
    ("answerStillNeeded",     [404, 404, 404, 404, 404, 404, 404, 404]),
    ("sendMessage",           [201, 404, 404, 404, 404, 404, 404, 404]),
    ("openInquiry",           [404, 404, 404, 404, 404, 404, 404, 404]),
    ("listRequestInquiries",  [404, 404, 404, 404, 404, 404, 404, 404]),
    ("listProviderInquiries", [200, 404, 404, 404, 404, 404, 404, 404]),
    ("readInquiry",           [200, 404, 404, 404, 404, 404, 404, 404]),
    ("listInquiryMessages",   [200, 404, 404, 404, 404, 404, 404, 404]),
    ("sendInquiryMessage",    [201, 404, 404, 404, 404, 404, 404, 404]),
    ("endInquiry",            [200, 404, 404, 404, 404, 404, 404, 404]),
    ("listMessages",          [200, 404, 404, 404, 404, 404, 404, 404]),
    ("cancelMatch",           [200, 404, 404, 404, 404, 404, 404, 404]),
    ("withdrawRequest",       [404, 404, 404, 404, 404, 404, 404, 404]),
    ("exportRequest",         [404, 404, 404, 404, 404, 404, 404, 404]),
    ("chooseRequestMails",    [404, 404, 404, 404, 404, 404, 404, 404]),
    ("withdrawConsent",       [404, 404, 404, 404, 404, 404, 404, 404]),
    ("correctContact",        [404, 404, 404, 404, 404, 404, 404, 404]),
    ("correctHousehold",      [404, 404, 404, 404, 404, 404, 404, 404]),
    ("correctNeed",           [404, 404, 404, 404, 404, 404, 404, 404]),
    ("addNeed",               [404, 404, 404, 404, 404, 404, 404, 404]),
    ("eraseRequest",          [404, 404, 404, 404, 404, 404, 404, 404]),
    ("exportAccount",         [200, 200, 200, 200, 200, 403, 403, 403]),
    ("eraseAccount",          [422, 422, 422, 422, 422, 403, 403, 403]),
    ("findAccount",           [403, 403, 201, 403, 403, 403, 403, 403]),
    ("readAccount",           [403, 403, 200, 403, 403, 403, 403, 403]),
    ("setRoles",              [403, 403, 200, 403, 403, 403, 403, 403]),
    ("setDisabled",           [403, 403, 200, 403, 403, 403, 403, 403]),
    ("endAccountSessions",    [403, 403, 204, 403, 403, 403, 403, 403]),
    ("createPartner",         [403, 403, 201, 403, 403, 403, 403, 403]),
    ("listPartners",          [403, 403, 200, 403, 403, 403, 403, 403]),
    ("readPartner",           [403, 403, 200, 403, 403, 403, 403, 403]),
    ("issueKey",              [403, 403, 201, 403, 403, 403, 403, 403]),
    ("listProviderPartners",  [403, 404, 404, 404, 404, 404, 404, 404]),
    ("revokeKey",             [403, 404, 204, 404, 404, 404, 404, 404]),
    ("listDeadJobs",          [404, 404, 200, 404, 404, 404, 404, 404]),
    ("retryDeadJob",          [404, 404, 200, 404, 404, 404, 404, 404]),
    ("retryDeadJobs",         [404, 404, 200, 404, 404, 404, 404, 404]),
    ("listAuditEvents",       [403, 200, 403, 403, 403, 403, 403, 403]),
    // The queue is a moderator's, who showed a second factor.
    ("listReviewItems",       [403, 403, 403, 403, 403, 403, 403, 403]),
    ("countReviewItems",      [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listOverdue",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listExpiring",          [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listHouseholds",        [403, 403, 403, 403, 403, 403, 403, 403]),
    ("dismissHousehold",      [403, 403, 403, 403, 403, 403, 403, 403]),
    ("lookIntoHousehold",     [403, 403, 403, 403, 403, 403, 403, 403]),
    ("readReviewItem",        [403, 403, 403, 403, 403, 403, 403, 403]),
    ("claimReviewItem",       [403, 403, 403, 403, 403, 403, 403, 403]),
    ("decideReviewItem",      [403, 403, 403, 403, 403, 403, 403, 403]),
    ("decideReviewItems",     [403, 403, 403, 403, 403, 403, 403, 403]),
    ("keepAnswers",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("escalateReviewItem",    [403, 403, 403, 403, 403, 403, 403, 403]),
    ("dismissHint",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listUndoable",          [403, 403, 403, 403, 403, 403, 403, 403]),
    ("undoReviewDecision",    [403, 403, 403, 403, 403, 403, 403, 403]),
    ("releaseReviewItem",     [403, 403, 403, 403, 403, 403, 403, 403]),
    ("reportDanger",          [201, 201, 201, 201, 201, 201, 201, 201]),
    ("followReport",          [422, 422, 422, 422, 422, 422, 422, 422]),
    ("sayMore",               [422, 422, 422, 422, 422, 422, 422, 422]),
    ("listReports",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("readReport",            [403, 403, 403, 403, 403, 403, 403, 403]),
    ("takeReport",            [403, 403, 403, 403, 403, 403, 403, 403]),
    ("readHouseholdFeedback", [403, 403, 403, 403, 403, 403, 403, 403]),
    ("stopHousehold",         [403, 403, 403, 403, 403, 403, 403, 403]),
    ("releaseHousehold",      [403, 403, 403, 403, 403, 403, 403, 403]),
    ("closeReport",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listBlocks",            [403, 403, 403, 403, 403, 403, 403, 403]),
    ("readBlock",             [403, 403, 403, 403, 403, 403, 403, 403]),
    ("blockProvider",         [403, 403, 403, 403, 403, 403, 403, 403]),
    ("reviewBlock",           [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listChildCases",        [404, 404, 404, 200, 404, 404, 404, 404]),
    ("readChildCase",         [404, 404, 404, 200, 404, 404, 404, 404]),
    ("takeChildCase",         [404, 404, 404, 200, 404, 404, 404, 404]),
    ("noteChildCase",         [404, 404, 404, 201, 404, 404, 404, 404]),
    ("openChildContact",      [404, 404, 404, 201, 404, 404, 404, 404]),
    ("closeChildCase",        [404, 404, 404, 200, 404, 404, 404, 404]),
    // Case workers, of whom none is among these.
    ("listCases",             [403, 403, 403, 403, 403, 403, 403, 403]),
    ("openCase",              [403, 403, 403, 403, 403, 403, 403, 403]),
    ("readCase",              [403, 403, 403, 403, 403, 403, 403, 403]),
    ("planCase",              [403, 403, 403, 403, 403, 403, 403, 403]),
    ("noteCase",              [403, 403, 403, 403, 403, 403, 403, 403]),
    ("openCaseContact",       [403, 403, 403, 403, 403, 403, 403, 403]),
    ("openCaseSession",       [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listOrganisationCases", [403, 403, 403, 403, 403, 403, 403, 403]),
    ("reassignCase",          [403, 403, 403, 403, 403, 403, 403, 403]),
    ("handOverCase",          [403, 403, 403, 403, 403, 403, 403, 403]),
    ("reissueCaseCode",       [403, 403, 403, 403, 403, 403, 403, 403]),
    ("endCase",               [403, 403, 403, 403, 403, 403, 403, 403]),
    ("listCaseWorkers",       [404, 404, 404, 404, 404, 404, 404, 404]),
    ("endKeeping",            [404, 404, 404, 404, 404, 404, 404, 404]),
    ("inviteCaseWorker",      [404, 404, 404, 404, 404, 404, 404, 404]),
    ("withdrawCaseConsent",   [404, 404, 404, 404, 404, 404, 404, 404]),
    ("readFigures",           [403, 200, 200, 403, 403, 403, 403, 403]),
    ("exportFigures",         [403, 200, 200, 403, 403, 403, 403, 403]),
    // The sign-in of the member was ended by the administrator.
    ("endSession",            [401, 204, 204, 204, 204, 401, 401, 401]),
];

#[test]
fn every_operation_is_typed_for_these_callers_too() {
    let mut documented: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    let mut typed: Vec<&str> = TYPED.iter().map(|row| row.0).collect();
    documented.sort_unstable();
    let mut keys: Vec<&str> = keys::TYPED.iter().map(|row| row.0).collect();
    typed.sort_unstable();
    keys.sort_unstable();
    assert_eq!(documented, typed);
    assert_eq!(documented, keys);
    let mut helping: Vec<&str> = case_workers::TYPED.iter().map(|row| row.0).collect();
    helping.sort_unstable();
    assert_eq!(documented, helping);
}

/// Asks everything as all of these callers, and compares.
pub(super) async fn compare<const N: usize>(
    callers: [&'static str; N],
    typed: &[(&str, [u16; N])],
) {
    let world = World::make().await;
    let mut rows: Vec<_> = typed.iter().collect();
    rows.sort_by_key(|row| LAST.iter().position(|id| *id == row.0).map_or(0, |n| n + 1));
    let cells = rows.into_iter().flat_map(|(operation, expected)| {
        let row = TABLE.iter().find(|row| row.0 == *operation).unwrap();
        let expected = callers.into_iter().zip(*expected);
        expected.map(move |(caller, expected)| (row, caller, expected))
    });
    assert_eq!(world.compare(cells).await, TABLE.len() * N);
}

#[tokio::test]
async fn staff_members_and_keys_get_what_is_typed() {
    compare(MORE, TYPED).await;
}

#[tokio::test]
async fn to_these_callers_too_what_is_somebody_elses_looks_like_what_does_not_exist() {
    let world = World::make().await;
    let mut compared = 0;
    for (operation, expected) in TYPED {
        let row = TABLE.iter().find(|row| row.0 == *operation).unwrap();
        for (caller, expected) in MORE.iter().zip(expected) {
            if *expected != 404 || !row.1.contains('{') {
                continue;
            }
            let bodies = [
                world.ask(row, caller, false).await.expect(404).body,
                world.ask(row, caller, true).await.expect(404).body,
            ]
            .map(|mut body| {
                body["request_id"] = Value::Null;
                body
            });
            assert_eq!(bodies[0], bodies[1], "{operation} as {caller}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
}

/// Tokens of these callers, and the objects that only they reach.
pub(super) async fn enter(world: &mut World, colleague: &Who, provider: &str, other: &str) {
    let app = &world.app;
    let mut tokens = vec![("plain member", colleague.fresh_token(app).await)];
    for (name, role) in [
        ("auditor", "auditor"),
        ("administrator", "administrator"),
        ("child protection", "child_protection"),
    ] {
        let who = app.sign_up(&format!("{role}@example.org")).await;
        app.make_staff(&who, role).await;
        tokens.push((name, who.fresh_token(app).await));
    }
    let administrator = tokens[2].1.clone();
    let child = json!({ "children": [16] });
    let child = with(request(&[service_need(1)]), "/household", child);
    app.file_request(&child).await;
    let child: uuid::Uuid = sqlx::query_scalar("select id from child_case")
        .fetch_one(&mut app.superuser().await)
        .await
        .unwrap();
    world.objects.insert("child", child.to_string());
    let bare = app.sign_up("bare@example.org").await;
    sqlx::query("update account set roles = '{moderator}' where id = $1")
        .bind(bare.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    tokens.push(("moderator without factor", bare.fresh_token(app).await));
    keys::enter(
        app,
        &administrator,
        [provider, other],
        &mut tokens,
        &mut world.objects,
    )
    .await;
    for (name, token) in tokens {
        world.tokens.insert(name, Some(token));
    }
}
