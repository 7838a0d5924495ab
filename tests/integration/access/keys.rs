//! The same requests with keys of partner applications: one for each scope that fits an operation, one that is over, one that was
//! revoked. All of them write for the provider.

use std::collections::BTreeMap;

use punte_tests::TestApp;
use serde_json::json;

use super::more::compare;

/// These keys.
pub(super) const KEYS: [&str; 7] = [
    "expired",
    "revoked",
    "offers:read",
    "offers:write",
    "requests:write",
    "matches:search",
    "imports:write",
];

#[rustfmt::skip]
pub(super) const TYPED: &[(&str, [u16; 7])] = &[
    //                        over revo read writ requ sear impo
    ("readLiveness",           [200, 200, 200, 200, 200, 200, 200]),
    ("readReadiness",          [200, 200, 200, 200, 200, 200, 200]),
    ("readDemo",               [200, 200, 200, 200, 200, 200, 200]),
    ("readDescription",        [200, 200, 200, 200, 200, 200, 200]),
    ("searchPlaces",           [401, 401, 200, 200, 200, 200, 200]),
    ("listPublicOffers",       [401, 401, 200, 200, 200, 200, 200]),
    ("listHelpLines",          [401, 401, 200, 200, 200, 200, 200]),
    ("readPublicOffer",        [401, 401, 200, 200, 200, 200, 200]),
    ("createAccount",          [202, 202, 202, 202, 202, 202, 202]),
    ("confirmAccount",         [422, 422, 422, 422, 422, 422, 422]),
    ("requestPasswordReset",   [202, 202, 202, 202, 202, 202, 202]),
    ("resetPassword",          [422, 422, 422, 422, 422, 422, 422]),
    ("readOwnAccount",         [401, 401, 403, 403, 403, 403, 403]),
    ("beginSecondFactor",      [401, 401, 403, 403, 403, 403, 403]),
    ("confirmSecondFactor",    [401, 401, 403, 403, 403, 403, 403]),
    ("createRecoveryCodes",    [401, 401, 403, 403, 403, 403, 403]),
    ("showSecondFactor",       [401, 401, 403, 403, 403, 403, 403]),
    ("createSession",          [401, 401, 401, 401, 401, 401, 401]),
    ("createTrackingSession",  [422, 422, 422, 422, 422, 422, 422]),
    ("renewSession",           [401, 401, 401, 401, 401, 401, 401]),
    ("listOwnSessions",        [401, 401, 403, 403, 403, 403, 403]),
    ("endOwnSession",          [401, 401, 403, 403, 403, 403, 403]),
    ("endOtherSessions",       [401, 401, 403, 403, 403, 403, 403]),
    ("listKeptRequests",       [401, 401, 403, 403, 403, 403, 403]),
    ("keepRequest",            [401, 401, 403, 403, 403, 403, 403]),
    ("openKeptRequest",        [401, 401, 403, 403, 403, 403, 403]),
    ("dropKeptRequest",        [401, 401, 403, 403, 403, 403, 403]),
    ("listNotices",            [401, 401, 403, 403, 403, 403, 403]),
    ("markNoticesRead",        [401, 401, 403, 403, 403, 403, 403]),
    ("chooseMails",           [401, 401, 403, 403, 403, 403, 403]),
    ("changePassword",         [401, 401, 403, 403, 403, 403, 403]),
    ("requestAddressChange",   [401, 401, 403, 403, 403, 403, 403]),
    ("confirmAddressChange",   [401, 401, 403, 403, 403, 403, 403]),
    ("createProvider",         [401, 401, 403, 403, 403, 403, 403]),
    ("readProvider",           [401, 401, 404, 404, 404, 404, 404]),
    ("correctProvider",        [401, 401, 404, 404, 404, 404, 404]),
    ("createImport",           [401, 401, 403, 403, 403, 403, 200]),
    ("openIdentity",           [401, 401, 404, 404, 404, 404, 404]),
    ("readFeedback",           [401, 401, 403, 403, 403, 403, 403]),
    ("openPrivate",            [401, 401, 403, 403, 403, 403, 403]),
    ("recordEvidence",         [401, 401, 404, 404, 404, 404, 404]),
    ("takeEvidenceBack",       [401, 401, 404, 404, 404, 404, 404]),
    ("listProviderOffers",     [401, 401, 200, 403, 403, 403, 403]),
    ("listProviderMatches",    [401, 401, 404, 404, 404, 404, 404]),
    ("listMembers",            [401, 401, 404, 404, 404, 404, 404]),
    ("createInvitation",       [401, 401, 404, 404, 404, 404, 404]),
    ("listInvitations",        [401, 401, 404, 404, 404, 404, 404]),
    ("withdrawInvitation",     [401, 401, 404, 404, 404, 404, 404]),
    ("joinProvider",           [401, 401, 403, 403, 403, 403, 403]),
    ("setMemberRole",          [401, 401, 404, 404, 404, 404, 404]),
    ("removeMember",           [401, 401, 404, 404, 404, 404, 404]),
    ("createOffer",            [401, 401, 403, 201, 403, 403, 403]),
    ("readOffer",              [401, 401, 200, 403, 403, 403, 403]),
    ("editOffer",              [401, 401, 403, 200, 403, 403, 403]),
    ("submitOffer",            [401, 401, 403, 200, 403, 403, 403]),
    ("setAvailability",        [401, 401, 403, 200, 403, 403, 403]),
    ("pauseOffer",             [401, 401, 403, 200, 403, 403, 403]),
    ("resumeOffer",            [401, 401, 403, 200, 403, 403, 403]),
    ("confirmOffer",           [401, 401, 403, 200, 403, 403, 403]),
    ("withdrawOffer",          [401, 401, 403, 200, 403, 403, 403]),
    ("suspendOffer",           [401, 401, 404, 404, 404, 404, 404]),
    ("reinstateOffer",         [401, 401, 404, 404, 404, 404, 404]),
    ("readRequestState",       [422, 422, 422, 422, 422, 422, 422]),
    ("requestCode",            [202, 202, 202, 202, 202, 202, 202]),
    ("renewCode",              [422, 422, 422, 422, 422, 422, 422]),
    ("listRequestSessions",    [401, 401, 404, 404, 404, 404, 404]),
    ("endOtherRequestSessions", [401, 401, 404, 404, 404, 404, 404]),
    ("showPin",                [401, 401, 404, 404, 404, 404, 404]),
    ("removePin",              [401, 401, 404, 404, 404, 404, 404]),
    ("setPin",                 [401, 401, 404, 404, 404, 404, 404]),
    ("reissueCode",            [401, 401, 403, 403, 403, 403, 403]),
    ("createRequest",          [401, 401, 403, 403, 201, 403, 403]),
    ("readRequest",            [401, 401, 404, 404, 404, 404, 404]),
    ("listRequestMatches",     [401, 401, 404, 404, 404, 404, 404]),
    ("rankOffers",             [401, 401, 404, 404, 404, 404, 404]),
    ("explainNeed",            [401, 401, 404, 404, 404, 404, 404]),
    ("proposeMatch",           [401, 401, 404, 404, 404, 404, 404]),
    ("searchMatches",          [401, 401, 403, 403, 403, 200, 403]),
    ("explainMatch",           [401, 401, 403, 403, 403, 200, 403]),
    ("readMatch",              [401, 401, 404, 404, 404, 404, 404]),
    ("readContacts",           [401, 401, 404, 404, 404, 404, 404]),
    ("acceptMatch",            [401, 401, 404, 404, 404, 404, 404]),
    ("declineMatch",           [401, 401, 404, 404, 404, 404, 404]),
    ("takeMatchStep",          [401, 401, 404, 404, 404, 404, 404]),
    ("giveFeedback",           [401, 401, 404, 404, 404, 404, 404]),
    ("answerCheckIn",          [401, 401, 404, 404, 404, 404, 404]),
    ("answerStillNeeded",      [401, 401, 404, 404, 404, 404, 404]),
    ("continueNeed",           [401, 401, 404, 404, 404, 404, 404]),
    ("sendMessage",            [401, 401, 404, 404, 404, 404, 404]),
    ("listMessages",           [401, 401, 404, 404, 404, 404, 404]),
    ("cancelMatch",            [401, 401, 404, 404, 404, 404, 404]),
    ("withdrawRequest",        [401, 401, 404, 404, 404, 404, 404]),
    ("exportRequest",          [401, 401, 404, 404, 404, 404, 404]),
    ("chooseRequestMails",     [401, 401, 404, 404, 404, 404, 404]),
    ("withdrawConsent",        [401, 401, 404, 404, 404, 404, 404]),
    ("correctContact",         [401, 401, 404, 404, 404, 404, 404]),
    ("correctHousehold",       [401, 401, 404, 404, 404, 404, 404]),
    ("correctNeed",            [401, 401, 404, 404, 404, 404, 404]),
    ("addNeed",                [401, 401, 404, 404, 404, 404, 404]),
    ("eraseRequest",           [401, 401, 404, 404, 404, 404, 404]),
    ("exportAccount",          [401, 401, 403, 403, 403, 403, 403]),
    ("eraseAccount",           [401, 401, 403, 403, 403, 403, 403]),
    ("findAccount",            [401, 401, 403, 403, 403, 403, 403]),
    ("readAccount",            [401, 401, 403, 403, 403, 403, 403]),
    ("setRoles",               [401, 401, 403, 403, 403, 403, 403]),
    ("setDisabled",            [401, 401, 403, 403, 403, 403, 403]),
    ("endAccountSessions",     [401, 401, 403, 403, 403, 403, 403]),
    ("createPartner",          [401, 401, 403, 403, 403, 403, 403]),
    ("listPartners",           [401, 401, 403, 403, 403, 403, 403]),
    ("readPartner",            [401, 401, 403, 403, 403, 403, 403]),
    ("issueKey",               [401, 401, 403, 403, 403, 403, 403]),
    ("listProviderPartners",   [401, 401, 404, 404, 404, 404, 404]),
    ("revokeKey",              [401, 401, 404, 404, 404, 404, 404]),
    ("listEvents",             [401, 401, 403, 403, 403, 403, 403]),
    ("openInquiry",            [401, 401, 404, 404, 404, 404, 404]),
    ("listRequestInquiries",   [401, 401, 404, 404, 404, 404, 404]),
    ("listProviderInquiries",  [401, 401, 404, 404, 404, 404, 404]),
    ("readInquiry",            [401, 401, 404, 404, 404, 404, 404]),
    ("listInquiryMessages",    [401, 401, 404, 404, 404, 404, 404]),
    ("sendInquiryMessage",     [401, 401, 404, 404, 404, 404, 404]),
    ("endInquiry",             [401, 401, 404, 404, 404, 404, 404]),
    ("listDeadJobs",           [401, 401, 404, 404, 404, 404, 404]),
    ("retryDeadJob",           [401, 401, 404, 404, 404, 404, 404]),
    ("retryDeadJobs",          [401, 401, 404, 404, 404, 404, 404]),
    ("listAuditEvents",        [401, 401, 403, 403, 403, 403, 403]),
    ("listReviewItems",        [401, 401, 403, 403, 403, 403, 403]),
    ("countReviewItems",       [401, 401, 403, 403, 403, 403, 403]),
    ("listOverdue",            [401, 401, 403, 403, 403, 403, 403]),
    ("listExpiring",           [401, 401, 403, 403, 403, 403, 403]),
    ("listHouseholds",         [401, 401, 403, 403, 403, 403, 403]),
    ("dismissHousehold",       [401, 401, 403, 403, 403, 403, 403]),
    ("lookIntoHousehold",      [401, 401, 403, 403, 403, 403, 403]),
    ("readReviewItem",         [401, 401, 403, 403, 403, 403, 403]),
    ("claimReviewItem",        [401, 401, 403, 403, 403, 403, 403]),
    ("decideReviewItem",       [401, 401, 403, 403, 403, 403, 403]),
    ("decideReviewItems",      [401, 401, 403, 403, 403, 403, 403]),
    ("keepAnswers",            [401, 401, 403, 403, 403, 403, 403]),
    ("escalateReviewItem",     [401, 401, 403, 403, 403, 403, 403]),
    ("dismissHint",            [401, 401, 403, 403, 403, 403, 403]),
    ("listUndoable",           [401, 401, 403, 403, 403, 403, 403]),
    ("undoReviewDecision",     [401, 401, 403, 403, 403, 403, 403]),
    ("releaseReviewItem",      [401, 401, 403, 403, 403, 403, 403]),
    ("reportDanger",           [401, 401, 201, 201, 201, 201, 201]),
    ("followReport",           [401, 401, 422, 422, 422, 422, 422]),
    ("sayMore",                [401, 401, 422, 422, 422, 422, 422]),
    ("listReports",            [401, 401, 403, 403, 403, 403, 403]),
    ("readReport",             [401, 401, 403, 403, 403, 403, 403]),
    ("takeReport",             [401, 401, 403, 403, 403, 403, 403]),
    ("readHouseholdFeedback",  [401, 401, 403, 403, 403, 403, 403]),
    ("stopHousehold",          [401, 401, 403, 403, 403, 403, 403]),
    ("releaseHousehold",       [401, 401, 403, 403, 403, 403, 403]),
    ("closeReport",            [401, 401, 403, 403, 403, 403, 403]),
    ("listBlocks",             [401, 401, 403, 403, 403, 403, 403]),
    ("readBlock",              [401, 401, 403, 403, 403, 403, 403]),
    ("blockProvider",          [401, 401, 403, 403, 403, 403, 403]),
    ("reviewBlock",            [401, 401, 403, 403, 403, 403, 403]),
    ("listChildCases",         [401, 401, 404, 404, 404, 404, 404]),
    ("readChildCase",          [401, 401, 404, 404, 404, 404, 404]),
    ("takeChildCase",          [401, 401, 404, 404, 404, 404, 404]),
    ("noteChildCase",          [401, 401, 404, 404, 404, 404, 404]),
    ("openChildContact",       [401, 401, 404, 404, 404, 404, 404]),
    ("closeChildCase",         [401, 401, 404, 404, 404, 404, 404]),
    ("listCases",             [401, 401, 403, 403, 403, 403, 403]),
    ("openCase",              [401, 401, 403, 403, 403, 403, 403]),
    ("readCase",              [401, 401, 403, 403, 403, 403, 403]),
    ("planCase",              [401, 401, 403, 403, 403, 403, 403]),
    ("noteCase",              [401, 401, 403, 403, 403, 403, 403]),
    ("openCaseContact",       [401, 401, 403, 403, 403, 403, 403]),
    ("openCaseSession",       [401, 401, 403, 403, 403, 403, 403]),
    ("listOrganisationCases", [401, 401, 403, 403, 403, 403, 403]),
    ("reassignCase",          [401, 401, 403, 403, 403, 403, 403]),
    ("handOverCase",          [401, 401, 403, 403, 403, 403, 403]),
    ("reissueCaseCode",       [401, 401, 403, 403, 403, 403, 403]),
    ("endCase",               [401, 401, 403, 403, 403, 403, 403]),
    ("listCaseWorkers",       [401, 401, 404, 404, 404, 404, 404]),
    ("endKeeping",            [401, 401, 404, 404, 404, 404, 404]),
    ("inviteCaseWorker",      [401, 401, 404, 404, 404, 404, 404]),
    ("withdrawCaseConsent",   [401, 401, 404, 404, 404, 404, 404]),
    ("readFigures",            [401, 401, 403, 403, 403, 403, 403]),
    ("exportFigures",          [401, 401, 403, 403, 403, 403, 403]),
    ("endSession",             [401, 401, 401, 401, 401, 401, 401]),
];

#[tokio::test]
async fn keys_get_what_is_typed_for_their_scope() {
    compare(KEYS, TYPED).await;
}

/// A key of a partner application of its own that writes for a provider: the application, the key, the secret.
async fn issue(app: &TestApp, by: &str, provider: &str, scopes: &[&str]) -> [String; 3] {
    let body = json!({ "name": "Casa Bună", "provider_id": provider });
    let made = app.post("/partners").token(by).json(&body).expect(201);
    let made = made.await.id();
    let body = json!({ "scopes": scopes, "expires_in_days": 30, "daily_quota": 10_000 });
    let call = app.post(format!("/partners/{made}/keys")).token(by);
    let issued = call.json(&body).expect(201).await;
    [made, issued.text_at("/key/id"), issued.text_at("/secret")]
}

/// Keys for a provider and another one.
pub(super) async fn enter(
    app: &TestApp,
    administrator: &str,
    [provider, other]: [&str; 2],
    tokens: &mut Vec<(&'static str, String)>,
    objects: &mut BTreeMap<&'static str, String>,
) {
    let every = &KEYS[2..];
    for (name, of, scopes) in [
        ("key", provider, every),
        ("another's key", other, every),
        ("key without scope", provider, &["events:read"]),
        ("expired", provider, every),
        ("revoked", provider, every),
    ] {
        let [_, key, secret] = issue(app, administrator, of, scopes).await;
        if name == "revoked" {
            let call = app.delete(format!("/partner-keys/{key}"));
            call.token(administrator).expect(204).await;
        } else if name == "expired" {
            let over = "update partner_key set created_at = created_at - interval '31 days', expires_at = expires_at - interval '31 days'
                where id = $1::uuid";
            let db = &mut app.superuser().await;
            sqlx::query(over).bind(&key).execute(db).await.unwrap();
        }
        tokens.push((name, secret));
    }
    for scope in every {
        let [_, _, secret] = issue(app, administrator, provider, &[scope]).await;
        tokens.push((scope, secret));
    }
    let [application, key, _] = issue(app, administrator, provider, every).await;
    objects.insert("application", application);
    objects.insert("key", key);
}
