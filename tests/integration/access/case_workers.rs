//! The same requests as case workers: the token with which one who follows the request acts for the household, another of the same
//! organisation who does not follow it, and the first by their own sign-in.

use punte_tests::{Household, Provider};

use super::{World, more::compare};

/// These callers, in the order in which they ask: what the last ends takes the first along.
pub(super) const CALLERS: [&str; 3] = ["helper", "another case worker", "case worker"];

#[rustfmt::skip]
pub(super) const TYPED: &[(&str, [u16; 3])] = &[
    //                         help othr work
    ("readLiveness",          [200, 200, 200]),
    ("readReadiness",         [200, 200, 200]),
    ("readDemo",              [200, 200, 200]),
    ("readDescription",       [200, 200, 200]),
    ("searchPlaces",          [200, 200, 200]),
    ("listPublicOffers",      [200, 200, 200]),
    ("listHelpLines",         [200, 200, 200]),
    ("readPublicOffer",       [200, 200, 200]),
    ("createAccount",         [202, 202, 202]),
    ("confirmAccount",        [422, 422, 422]),
    ("requestPasswordReset",  [202, 202, 202]),
    ("resetPassword",         [422, 422, 422]),
    ("readOwnAccount",        [403, 200, 200]),
    ("beginSecondFactor",     [403, 201, 201]),
    ("confirmSecondFactor",   [403, 422, 422]),
    ("createRecoveryCodes",   [403, 201, 201]),
    ("showSecondFactor",      [403, 422, 422]),
    ("createSession",         [401, 401, 401]),
    ("createTrackingSession", [422, 422, 422]),
    ("renewSession",          [401, 401, 401]),
    ("listOwnSessions",       [403, 200, 200]),
    ("endOwnSession",         [403, 404, 404]),
    ("endOtherSessions",      [403, 204, 204]),
    ("chooseMails",           [403, 200, 200]),
    // A case worker reads what a household was told, and leaves the marks to it.
    ("listNotices",           [200, 200, 200]),
    ("markNoticesRead",       [403, 200, 200]),
    ("changePassword",        [403, 422, 422]),
    ("requestAddressChange",  [403, 422, 422]),
    ("confirmAddressChange",  [403, 422, 422]),
    ("listEvents",            [403, 200, 200]),
    ("createProvider",        [403, 201, 201]),
    ("readProvider",          [404, 404, 404]),
    ("correctProvider",       [404, 404, 404]),
    ("createImport",          [404, 404, 404]),
    ("openIdentity",          [404, 404, 404]),
    ("recordEvidence",        [404, 404, 404]),
    ("listProviderOffers",    [404, 404, 404]),
    ("listProviderMatches",   [404, 404, 404]),
    ("listMembers",           [404, 404, 404]),
    ("createInvitation",      [404, 404, 404]),
    ("listInvitations",       [404, 404, 404]),
    ("withdrawInvitation",    [404, 404, 404]),
    ("joinProvider",          [403, 422, 422]),
    ("setMemberRole",         [404, 404, 404]),
    ("removeMember",          [404, 404, 404]),
    ("createOffer",           [404, 404, 404]),
    ("readOffer",             [404, 404, 404]),
    ("editOffer",             [404, 404, 404]),
    ("submitOffer",           [404, 404, 404]),
    ("setAvailability",       [404, 404, 404]),
    ("pauseOffer",            [404, 404, 404]),
    ("resumeOffer",           [404, 404, 404]),
    ("confirmOffer",          [404, 404, 404]),
    ("withdrawOffer",         [404, 404, 404]),
    ("suspendOffer",          [404, 404, 404]),
    ("reinstateOffer",        [404, 404, 404]),
    ("readRequestState",      [422, 422, 422]),
    ("requestCode",           [202, 202, 202]),
    ("renewCode",             [422, 422, 422]),
    ("listRequestSessions",   [200, 404, 404]),
    ("endOtherRequestSessions", [403, 404, 404]),
    ("showPin",               [403, 404, 404]),
    ("removePin",             [403, 404, 404]),
    ("setPin",                [404, 404, 404]),
    ("reissueCode",           [403, 403, 403]),
    ("createRequest",         [201, 201, 201]),
    ("readRequest",           [200, 404, 404]),
    ("listRequestMatches",    [200, 404, 404]),
    ("rankOffers",            [200, 404, 404]),
    ("explainNeed",           [200, 404, 404]),
    ("proposeMatch",          [201, 404, 404]),
    ("searchMatches",         [403, 200, 200]),
    ("explainMatch",          [403, 200, 200]),
    ("readMatch",             [200, 404, 404]),
    ("readContacts",          [200, 404, 404]),
    ("acceptMatch",           [403, 404, 404]),
    ("declineMatch",          [403, 404, 404]),
    ("takeMatchStep",         [200, 404, 404]),
    ("giveFeedback",          [201, 404, 404]),
    ("answerCheckIn",         [409, 404, 404]),
    ("continueNeed",          [409, 404, 404]),
    ("answerStillNeeded",     [200, 404, 404]),
    ("sendMessage",           [201, 404, 404]),
    ("listMessages",          [200, 404, 404]),
    ("openInquiry",           [201, 404, 404]),
    ("listRequestInquiries",  [200, 404, 404]),
    ("listProviderInquiries", [404, 404, 404]),
    ("readInquiry",           [200, 404, 404]),
    ("listInquiryMessages",   [200, 404, 404]),
    ("sendInquiryMessage",    [201, 404, 404]),
    ("endInquiry",            [200, 404, 404]),
    ("listCases",             [403, 200, 200]),
    ("openCase",              [403, 422, 422]),
    ("readCase",              [403, 404, 200]),
    ("planCase",              [403, 404, 200]),
    ("noteCase",              [403, 404, 201]),
    ("openCaseContact",       [403, 404, 201]),
    ("openCaseSession",       [403, 404, 201]),
    ("handOverCase",          [403, 404, 201]),
    // Of another household than the one that the helper has open: it closes there.
    ("reissueCaseCode",       [403, 404, 201]),
    ("endCase",               [403, 404, 204]),
    ("listCaseWorkers",       [200, 404, 404]),
    ("inviteCaseWorker",      [403, 404, 404]),
    ("withdrawCaseConsent",   [403, 404, 404]),
    ("cancelMatch",           [200, 404, 404]),
    ("withdrawRequest",       [403, 404, 404]),
    ("exportRequest",         [403, 404, 404]),
    ("withdrawConsent",       [403, 404, 404]),
    ("correctContact",        [404, 404, 404]),
    ("eraseRequest",          [403, 404, 404]),
    ("exportAccount",         [403, 200, 200]),
    ("eraseAccount",          [403, 422, 422]),
    ("findAccount",           [403, 403, 403]),
    ("readAccount",           [403, 403, 403]),
    ("setRoles",              [403, 403, 403]),
    ("setDisabled",           [403, 403, 403]),
    ("endAccountSessions",    [403, 403, 403]),
    ("createPartner",         [403, 403, 403]),
    ("listPartners",          [403, 403, 403]),
    ("readPartner",           [403, 403, 403]),
    ("issueKey",              [403, 403, 403]),
    ("revokeKey",             [403, 403, 403]),
    ("listDeadJobs",          [404, 404, 404]),
    ("retryDeadJob",          [404, 404, 404]),
    ("retryDeadJobs",         [404, 404, 404]),
    ("listAuditEvents",       [403, 403, 403]),
    ("listReviewItems",       [403, 403, 403]),
    ("readReviewItem",        [403, 403, 403]),
    ("claimReviewItem",       [403, 403, 403]),
    ("decideReviewItem",      [403, 403, 403]),
    ("decideReviewItems",     [403, 403, 403]),
    ("keepAnswers",           [403, 403, 403]),
    ("escalateReviewItem",    [403, 403, 403]),
    ("undoReviewDecision",    [403, 403, 403]),
    ("reportDanger",          [201, 201, 201]),
    ("followReport",          [422, 422, 422]),
    ("sayMore",               [422, 422, 422]),
    ("listReports",           [403, 403, 403]),
    ("readReport",            [403, 403, 403]),
    ("takeReport",            [403, 403, 403]),
    ("stopHousehold",         [403, 403, 403]),
    ("releaseHousehold",      [403, 403, 403]),
    ("closeReport",           [403, 403, 403]),
    ("listBlocks",            [403, 403, 403]),
    ("readBlock",             [403, 403, 403]),
    ("blockProvider",         [403, 403, 403]),
    ("reviewBlock",           [403, 403, 403]),
    ("readFigures",           [403, 403, 403]),
    ("exportFigures",         [403, 403, 403]),
    ("dismissHint",           [403, 403, 403]),
    ("listChildCases",        [404, 404, 404]),
    ("readChildCase",         [404, 404, 404]),
    ("takeChildCase",         [404, 404, 404]),
    ("noteChildCase",         [404, 404, 404]),
    ("openChildContact",      [404, 404, 404]),
    ("closeChildCase",        [404, 404, 404]),
    ("releaseReviewItem",     [403, 403, 403]),
    ("endSession",            [401, 204, 204]),
];

/// Two case workers of an organisation, of whom the first follows the requests of both households.
pub(super) async fn enter(
    world: &mut World,
    organisation: &Provider,
    [household, stranger]: [&Household; 2],
) {
    let app = &world.app;
    let worker = app.case_worker(organisation, "worker@example.org").await;
    let another = app.case_worker(organisation, "another@example.org").await;
    let case = app.follow(&worker, organisation, &household.code).await;
    let second = app.follow(&worker, organisation, &stranger.code).await;
    let opened = app.post(format!("/cases/{case}/sessions")).by(&worker);
    let opened = opened.expect(201).await;
    for (name, token) in [
        ("case worker", worker.token(app).await),
        ("another case worker", another.token(app).await),
        ("helper", opened.text_at("/access_token")),
    ] {
        world.tokens.insert(name, Some(token));
    }
    world.objects.insert("case", case);
    world.objects.insert("second_case", second);
    world.objects.insert("other", organisation.id.clone());
}

#[tokio::test]
async fn case_workers_get_what_is_typed_and_leave_a_household_its_own() {
    compare(CALLERS, TYPED).await;
}
