//! Who may do what: one table, typed by hand and never from `core::policy`. Every operation of openapi.yaml has a row; every row is asked
//! as every kind of caller (docs/assurance.md, T1).

#![cfg(test)]

mod blocked;
mod bodies;
mod case_workers;
mod keys;
mod lines;
mod more;
mod pages;
mod roles;
mod shown;
mod unasked;
mod world;

use std::collections::BTreeSet;

use punte_tests::{Answer, contract, housing_need, service_need};
use reqwest::Method;
use serde_json::{Value, json};

use bodies::{
    address, all_mails, answers, application, as_member, block, case_id, case_note, confirm,
    consent, contact, contacts, decision, decisions, edit, enabled, end, escalation, evidence,
    feedback, fewer, get_in_touch, handed_over, key, known_to_me, list, look, mistaken, more,
    moved_on, new_case, new_offer, new_provider, new_request, next_days, no_code, no_link,
    no_number, no_passwords, no_problem, no_refresh, no_roles, nobodys_request, not_theirs,
    other_address, pin, plan, proposal, put_right, question, report, same_people, search,
    suspension, their_address, unknown, unseen, uphold, wrong_code, wrong_password,
};
use world::World;

/// The callers, in the order in which they ask: those who change nothing first.
const CALLERS: [&str; 10] = [
    "visitor",
    "ended session",
    "disabled account",
    "outsider",
    "other household",
    "other member",
    "moderator",
    "household",
    "member",
    "second moderator",
];

/// An operation, the request that is made (`{name}` is an object of the world, `@name` its newest version), and what each caller gets.
struct Row(
    &'static str,
    &'static str,
    &'static str,
    Option<fn(&World) -> Value>,
    [u16; 10],
);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    //                                                                                        vis  end  dis  out  ohh  omem mod  hh   mem  mod2
    Row("readLiveness",          "GET /healthz", "", None,                                    [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("readReadiness",         "GET /readyz", "", None,                                     [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("readDemo",              "GET /demo", "", None,                                       [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    Row("readDescription",       "GET /openapi.yaml", "", None,                               [200, 200, 200, 200, 200, 200, 200, 200, 200, 200]),
    // A token that does not hold is refused, not ignored.
    Row("searchPlaces",          "GET /places?q=Siret", "", None,                             [200, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    Row("listPublicOffers",      "GET /public/offers", "", None,                              [200, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    Row("listHelpLines",         "GET /public/help-lines", "", None,                          [200, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    Row("readPublicOffer",       "GET /public/offers/{live}", "", None,                       [200, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    // Nobody is told whether the address has an account, and nobody's code is right.
    Row("createAccount",         "POST /accounts", "", Some(address),                         [202, 202, 202, 202, 202, 202, 202, 202, 202, 202]),
    Row("confirmAccount",        "POST /accounts/confirmations", "", Some(no_link),           [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("requestPasswordReset",  "POST /accounts/password-resets", "", Some(address),         [202, 202, 202, 202, 202, 202, 202, 202, 202, 202]),
    Row("resetPassword",         "POST /accounts/password-resets/confirmations", "", Some(no_link), [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("readOwnAccount",        "GET /accounts/me", "", None,                                [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    // A first second factor is anybody's to set up; another one, and recovery codes, take one shown a moment ago. Nobody's code is right.
    Row("beginSecondFactor",     "POST /accounts/me/second-factor", "", None,                 [401, 401, 401, 201, 403, 201, 201, 403, 201, 201]),
    Row("confirmSecondFactor",   "POST /accounts/me/second-factor/confirmation", "", Some(no_code), [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),
    Row("createRecoveryCodes",   "POST /accounts/me/recovery-codes", "", None,                [401, 401, 401, 403, 403, 403, 201, 403, 403, 201]),
    Row("showSecondFactor",      "POST /sessions/current/second-factor", "", Some(no_code),   [401, 401, 401, 403, 403, 403, 422, 403, 403, 422]),
    Row("createSession",         "POST /sessions", "", Some(wrong_password),                  [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    Row("createTrackingSession", "POST /tracking-sessions", "", Some(wrong_code),             [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    // Whoever holds the refresh token goes on, and nobody holds this one.
    Row("renewSession",          "POST /sessions/renewals", "", Some(no_refresh),             [401, 401, 401, 401, 401, 401, 401, 401, 401, 401]),
    Row("listOwnSessions",       "GET /accounts/me/sessions", "", None,                       [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    Row("endOwnSession",         "DELETE /accounts/me/sessions/{others}", "", None,           [401, 401, 401, 404, 403, 404, 404, 403, 404, 404]),
    Row("endOtherSessions",      "DELETE /accounts/me/sessions", "", None,                    [401, 401, 401, 204, 403, 204, 204, 403, 204, 204]),
    Row("chooseMails",           "PUT /accounts/me/mails", "", Some(all_mails),                 [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    // Requests that an account keeps: none of these keeps one, no code is right, and who works for the site or follows others keeps none.
    Row("listKeptRequests",      "GET /accounts/me/requests", "", None,                       [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    Row("keepRequest",           "POST /accounts/me/requests", "", Some(nobodys_request),     [401, 401, 401, 422, 403, 422, 403, 403, 422, 403]),
    Row("openKeptRequest",       "POST /accounts/me/requests/{request}/open", "", None,       [401, 401, 401, 404, 403, 404, 404, 403, 404, 404]),
    Row("dropKeptRequest",       "DELETE /accounts/me/requests/{request}", "", None,          [401, 401, 401, 404, 403, 404, 404, 403, 404, 404]),
    // What one was told: to whoever has an account or a request, their own.
    Row("listNotices",           "GET /inbox", "", None,                                      [401, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    Row("markNoticesRead",       "POST /inbox/read", "", Some(|_| json!({})),                 [401, 401, 401, 200, 200, 200, 200, 200, 200, 200]),
    Row("changePassword",        "PUT /accounts/me/password", "", Some(no_passwords),         [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),
    Row("requestAddressChange",  "POST /accounts/me/address-changes", "", Some(other_address), [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),
    // A mail is not enough: whoever follows its link is signed in to the account that asked, and nobody's code is right.
    Row("confirmAddressChange",  "POST /accounts/address-confirmations", "", Some(wrong_code), [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),

    // Members of providers, administrators and auditors: before everybody has a provider.
    Row("listEvents",            "GET /events", "", None,                                     [401, 401, 401, 403, 403, 200, 403, 403, 200, 403]),

    Row("createProvider",        "POST /providers", "", Some(new_provider),                   [401, 401, 401, 201, 403, 201, 201, 403, 201, 201]),
    Row("readProvider",          "GET /providers/{provider}", "", None,                       [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("correctProvider",       "PUT /providers/{provider}/profile", "@provider", Some(contacts), [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("createImport",          "POST /imports", "", Some(list),                             [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("openIdentity",          "POST /providers/{provider}/identity-views", "", Some(look), [401, 401, 401, 404, 404, 404, 201, 404, 404, 201]),
    // What households say about it, and the exact address of what it offers: those who belong to it may know that there is such a thing.
    Row("readFeedback",          "POST /providers/{provider}/feedback-views", "", None,       [401, 401, 401, 403, 403, 403, 201, 403, 403, 201]),
    Row("openPrivate",           "POST /review/items/{item}/private-views", "", Some(look),   [401, 401, 401, 403, 403, 403, 201, 403, 403, 201]),
    Row("recordEvidence",        "POST /providers/{provider}/evidence", "", Some(evidence),   [401, 401, 401, 404, 404, 404, 201, 404, 404, 201]),
    // Of the provider who is blocked, whose member is the other one; a second time finds it done.
    Row("takeEvidenceBack",      "POST /evidence/{seen}/withdrawal", "", Some(mistaken),      [401, 401, 401, 404, 404, 404, 201, 404, 404, 201]),
    Row("listProviderOffers",    "GET /providers/{provider}/offers", "", None,                [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("listProviderMatches",   "GET /providers/{provider}/matches", "", None,               [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),

    // Who belongs to it is decided by those who administer it, which the member here does.
    Row("listMembers",           "GET /providers/{provider}/members", "", None,               [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("createInvitation",      "POST /providers/{provider}/invitations", "", Some(as_member), [401, 401, 401, 404, 404, 404, 404, 404, 201, 404]),
    Row("listInvitations",       "GET /providers/{provider}/invitations", "", None,           [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("withdrawInvitation",    "DELETE /invitations/{invitation}", "", None,                [401, 401, 401, 404, 404, 404, 404, 404, 204, 404]),
    Row("joinProvider",          "POST /accounts/me/memberships", "", Some(wrong_code),       [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),
    Row("setMemberRole",         "PUT /members/{colleague}/role", "", Some(as_member),        [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("removeMember",          "DELETE /members/{colleague}", "", None,                     [401, 401, 401, 404, 404, 404, 404, 404, 204, 404]),

    Row("createOffer",           "POST /offers", "", Some(new_offer),                         [401, 401, 401, 404, 404, 404, 404, 404, 201, 404]),
    Row("readOffer",             "GET /offers/{live}", "", None,                              [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("editOffer",             "PATCH /offers/{draft}", "@draft", Some(edit),               [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("submitOffer",           "POST /offers/{draft}/submit", "@draft", None,               [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("setAvailability",       "PUT /offers/{live}/availability", "@live", Some(fewer),     [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("pauseOffer",            "POST /offers/{live}/pause", "@live", None,                  [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("resumeOffer",           "POST /offers/{live}/resume", "@live", None,                 [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("confirmOffer",          "POST /offers/{live}/confirm", "@live", None,                [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("withdrawOffer",         "POST /offers/{spare}/withdraw", "@spare", None,             [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    // Moderators stop it and show it again; the second one finds that done.
    Row("suspendOffer",          "POST /offers/{stopped}/suspension", "", Some(suspension),   [401, 401, 401, 404, 404, 404, 201, 404, 404, 201]),
    Row("reinstateOffer",        "DELETE /offers/{stopped}/suspension", "", None,             [401, 401, 401, 404, 404, 404, 204, 404, 404, 204]),

    Row("readRequestState",      "POST /request-states", "", Some(no_number),                [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("requestCode",           "POST /lost-codes", "", Some(address),              [202, 202, 202, 202, 202, 202, 202, 202, 202, 202]),
    Row("renewCode",             "POST /lost-codes/confirmations", "", Some(wrong_code), [422, 422, 422, 422, 422, 422, 422, 422, 422, 422]),
    Row("listRequestSessions",   "GET /requests/{request}/sessions", "", None,                [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("endOtherRequestSessions", "DELETE /requests/{request}/sessions", "", None,           [401, 401, 401, 404, 404, 404, 404, 204, 404, 404]),
    Row("showPin",               "POST /requests/{request}/pin-checks", "", Some(pin),        [401, 401, 401, 404, 404, 404, 404, 422, 404, 404]),
    Row("removePin",             "DELETE /requests/{request}/pin", "", None,                  [401, 401, 401, 404, 404, 404, 404, 204, 404, 404]),
    Row("setPin",                "PUT /requests/{second}/pin", "", Some(pin),                 [401, 401, 401, 404, 204, 404, 404, 404, 404, 404]),
    Row("reissueCode",           "POST /review/reissued-codes", "", Some(unknown),            [401, 401, 401, 403, 403, 403, 422, 403, 403, 422]),
    Row("createRequest",         "POST /requests", "", Some(new_request),                     [201, 401, 401, 201, 201, 201, 201, 201, 201, 201]),
    Row("readRequest",           "GET /requests/{request}", "", None,                         [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("listRequestMatches",    "GET /requests/{request}/matches", "", None,                 [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("rankOffers",            "GET /needs/{need}/matches", "", None,                       [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("explainNeed",           "POST /needs/{need}/explain", "", Some(proposal),            [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("proposeMatch",          "POST /needs/{need}/proposals", "", Some(proposal),          [401, 401, 401, 404, 404, 404, 404, 201, 404, 404]),

    // With an account, whatever it is for.
    Row("searchMatches",         "POST /matches/search", "", Some(search),                    [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    Row("explainMatch",          "POST /matches/explain", "", Some(question),                 [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),

    Row("readMatch",             "GET /matches/{accepted}", "", None,                         [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    Row("readContacts",          "GET /matches/{accepted}/contacts", "", None,                [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    Row("acceptMatch",           "POST /matches/{waiting}/accept", "@waiting", None,          [401, 401, 401, 404, 404, 404, 404, 403, 200, 404]),
    Row("declineMatch",          "POST /matches/{asked}/decline", "@asked", Some(end),        [401, 401, 401, 404, 404, 404, 404, 403, 200, 404]),
    // Both confirm, and both say how it was; nothing began, so nobody is asked how they are, and nothing goes on.
    Row("takeMatchStep",         "POST /matches/{accepted}/steps", "@accepted", Some(confirm), [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    Row("giveFeedback",          "POST /matches/{accepted}/feedback", "", Some(feedback),     [401, 401, 401, 404, 404, 404, 404, 201, 201, 404]),
    Row("answerCheckIn",         "POST /matches/{accepted}/check-ins", "", Some(|_| json!({ "kind": "day", "answer": "well" })), [401, 401, 401, 404, 404, 404, 404, 409, 403, 404]),
    Row("continueNeed",          "POST /needs/{need}/continuations", "", Some(next_days),     [401, 401, 401, 404, 404, 404, 404, 409, 404, 404]),
    // Nobody is asked; the household may say it all the same, while nothing is agreed.
    Row("answerStillNeeded",     "POST /needs/{need}/still-needed", "", Some(|_| json!({ "answer": "needed" })), [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    // The same people, who need one thing more, and the same beds again.
    Row("correctHousehold",      "PUT /requests/{request}/household", "@request", Some(same_people), [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("correctNeed",           "PUT /needs/{need}", "@need", Some(|_| housing_need(1, "2027-03-10", "2027-03-12")), [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("addNeed",               "POST /requests/{request}/needs", "", Some(|_| service_need(1)), [401, 401, 401, 404, 404, 404, 404, 201, 404, 404]),
    Row("sendMessage",           "POST /matches/{accepted}/messages", "", Some(|_| json!({ "phrase": "where_is_key" })), [401, 401, 401, 404, 404, 404, 404, 201, 201, 404]),
    Row("listMessages",          "GET /matches/{accepted}/messages", "", None,                [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    // Asked without a choice: by the household alone, and answered by the members.
    Row("openInquiry",           "POST /requests/{request}/inquiries", "", Some(|w| json!({ "offer_id": w.objects["advice"], "phrase": "still_there" })), [401, 401, 401, 404, 404, 404, 404, 201, 404, 404]),
    Row("listRequestInquiries",  "GET /requests/{request}/inquiries", "", None,               [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("listProviderInquiries", "GET /providers/{provider}/inquiries", "", None,             [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("readInquiry",           "GET /inquiries/{inquiry}", "", None,                        [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    Row("listInquiryMessages",   "GET /inquiries/{inquiry}/messages", "", None,               [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    Row("sendInquiryMessage",    "POST /inquiries/{inquiry}/messages", "", Some(|_| json!({ "phrase": "it_is_there" })), [401, 401, 401, 404, 404, 404, 404, 201, 201, 404]),
    // The household ends it first, and the institution may end it after that.
    Row("endInquiry",            "POST /inquiries/{inquiry}/end", "", None,                   [401, 401, 401, 404, 404, 404, 404, 200, 200, 404]),
    // Case workers, of whom none is among these; and what a household decides about them. They see and open nothing of it.
    Row("listCases",           "GET /cases", "", None,                                      [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("openCase",            "POST /cases", "", Some(new_case),                           [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("readCase",            "GET /cases/{case}", "", None,                               [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("planCase",            "PUT /cases/{case}", "@case", Some(plan),                    [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("noteCase",            "POST /cases/{case}/notes", "", Some(case_note),             [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("openCaseContact",     "POST /cases/{case}/contact-views", "", None,                [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("openCaseSession",     "POST /cases/{case}/sessions", "", None,                     [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("listOrganisationCases", "GET /providers/{provider}/cases", "", None,                 [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("reassignCase",        "POST /cases/{case}/holder", "", Some(|_| json!({ "member_id": "018f0000-0000-7000-8000-00000000dead" })), [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("handOverCase",        "POST /cases/{case}/codes", "", None,                        [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("reissueCaseCode",     "POST /cases/{second_case}/reissued-codes", "", Some(known_to_me), [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("endCase",             "POST /cases/{second_case}/end", "", Some(moved_on),                [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("listCaseWorkers",     "GET /requests/{request}/case-workers", "", None,            [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("endKeeping",          "DELETE /requests/{request}/account", "", None,              [401, 401, 401, 404, 404, 404, 404, 204, 404, 404]),
    Row("inviteCaseWorker",    "POST /requests/{request}/case-codes", "", None,             [401, 401, 401, 404, 404, 404, 404, 201, 404, 404]),
    Row("withdrawCaseConsent", "POST /requests/{request}/case-withdrawals", "", Some(case_id),[401, 401, 401, 404, 404, 404, 404, 204, 404, 404]),
    // Numbers that nobody saw, of a household whose request is open still.
    Row("listHouseholds",      "GET /review/households", "", None,                          [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("dismissHousehold",    "POST /review/households/{raised}/dismissals", "", Some(unseen), [401, 401, 401, 403, 403, 403, 412, 403, 403, 412]),
    Row("lookIntoHousehold",   "POST /review/households/{raised}/reports", "", Some(unseen), [401, 401, 401, 403, 403, 403, 412, 403, 403, 412]),
    // The household calls it off; then there is nothing left for the member to call off.
    Row("cancelMatch",           "POST /matches/{accepted}/cancel", "@accepted", Some(end),   [401, 401, 401, 404, 404, 404, 404, 200, 409, 404]),
    Row("withdrawRequest",       "POST /requests/{request}/withdraw", "@request", None,       [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),

    // Rights over one's own data. Whoever asks to be erased says their password again.
    Row("exportRequest",         "GET /requests/{request}/export", "", None,                  [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("chooseRequestMails",    "PUT /requests/{request}/mails", "", Some(all_mails),        [401, 401, 401, 404, 404, 404, 404, 200, 404, 404]),
    Row("withdrawConsent",       "POST /requests/{request}/consent-withdrawals", "", Some(consent), [401, 401, 401, 404, 404, 404, 404, 201, 404, 404]),
    Row("correctContact",        "PUT /requests/{second}/contact", "@second", Some(contact),  [401, 401, 401, 404, 200, 404, 404, 404, 404, 404]),
    Row("eraseRequest",          "DELETE /requests/{request}", "", None,                      [401, 401, 401, 404, 404, 404, 404, 204, 404, 404]),
    Row("exportAccount",         "GET /accounts/me/export", "", None,                         [401, 401, 401, 200, 403, 200, 200, 403, 200, 200]),
    Row("eraseAccount",          "POST /accounts/me/erasure", "", Some(not_theirs),           [401, 401, 401, 422, 403, 422, 422, 403, 422, 422]),

    // Administrators only, of whom none is among these.
    Row("findAccount",           "POST /account-searches", "", Some(their_address),           [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("readAccount",           "GET /account-records/{account}", "", None,                  [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("setRoles",              "PUT /account-records/{account}/roles", "", Some(no_roles),  [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("setDisabled",           "PUT /account-records/{account}/disabled", "", Some(enabled), [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("endAccountSessions",    "DELETE /account-records/{account}/sessions", "", None,      [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),

    Row("createPartner",         "POST /partners", "", Some(application),                     [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("listPartners",          "GET /partners", "", None,                                   [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("readPartner",           "GET /partners/{application}", "", None,                         [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    Row("issueKey",              "POST /partners/{application}/keys", "", Some(key),              [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),
    // Whoever administers the provider in whose name it writes sees it, and revokes its key.
    Row("listProviderPartners",  "GET /providers/{provider}/partners", "", None,              [401, 401, 401, 404, 404, 404, 404, 404, 200, 404]),
    Row("revokeKey",             "DELETE /partner-keys/{key}", "", None,                  [401, 401, 401, 404, 404, 404, 404, 404, 204, 404]),
    // To everybody else there is nothing.
    Row("listDeadJobs",          "GET /dead-jobs", "", None,                                  [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("retryDeadJob",          "POST /dead-jobs/{dead}/retry", "", None,                    [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("retryDeadJobs",         "POST /dead-jobs/retry", "", None,                           [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    // Auditors only.
    Row("listAuditEvents",       "GET /audit-events", "", None,                               [401, 401, 401, 403, 403, 403, 403, 403, 403, 403]),

    // What a moderator holds, the second does not get.
    Row("listReviewItems",       "GET /review/items", "", None,                               [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("countReviewItems",      "GET /review/counts", "", None,                              [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("listOverdue",           "GET /review/overdue", "", None,                             [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("listExpiring",          "GET /review/expiring", "", None,                            [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("readReviewItem",        "GET /review/items/{item}", "", None,                        [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("claimReviewItem",       "POST /review/items/{item}/claim", "", None,                 [401, 401, 401, 403, 403, 403, 200, 403, 403, 409]),
    Row("decideReviewItem",      "POST /review/items/{item}/decisions", "", Some(decision),   [401, 401, 401, 403, 403, 403, 201, 403, 403, 409]),
    // What each of them decided is theirs alone to read: `undo.rs`.
    Row("listUndoable",          "GET /review/undoable", "", None,                            [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("undoReviewDecision",    "POST /review/items/{item}/undo", "", None,                  [401, 401, 401, 403, 403, 403, 200, 403, 403, 409]),
    Row("reportDanger",          "POST /reports", "", Some(report),                           [201, 401, 401, 201, 201, 201, 201, 201, 201, 201]),
    Row("followReport",          "POST /report-states", "", Some(no_code),                    [422, 401, 401, 422, 422, 422, 422, 422, 422, 422]),
    Row("sayMore",               "POST /report-texts", "", Some(more),                        [422, 401, 401, 422, 422, 422, 422, 422, 422, 422]),
    Row("listReports",           "GET /reports", "", None,                                    [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("readReport",            "GET /reports/{report}", "", None,                           [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("takeReport",            "POST /reports/{report}/take", "", None,                     [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    // It is about a provider: there is no household to stop.
    Row("readHouseholdFeedback", "POST /reports/{report}/feedback-views", "", None,           [401, 401, 401, 403, 403, 403, 409, 403, 403, 409]),
    Row("stopHousehold",         "POST /reports/{report}/household-stop", "", None,           [401, 401, 401, 403, 403, 403, 409, 403, 403, 409]),
    Row("releaseHousehold",      "DELETE /reports/{report}/household-stop", "", None,         [401, 401, 401, 403, 403, 403, 409, 403, 403, 409]),
    // Whoever took it last closes it.
    Row("closeReport",           "POST /reports/{report}/close", "", Some(put_right),         [401, 401, 401, 403, 403, 403, 409, 403, 403, 200]),
    Row("listBlocks",            "GET /blocks", "", None,                                     [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("readBlock",             "GET /providers/{blocked}/block", "", None,                  [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    // Who is blocked already stays so; of the two who look at it, the second comes late.
    Row("blockProvider",         "POST /providers/{blocked}/block", "", Some(block),          [401, 401, 401, 403, 403, 403, 201, 403, 403, 201]),
    Row("reviewBlock",           "POST /providers/{blocked}/block/verdicts", "", Some(uphold), [401, 401, 401, 403, 403, 403, 201, 403, 403, 409]),
    Row("readFigures",           "GET /review/figures", "", None,                             [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("exportFigures",         "GET /review/figures.csv", "", None,                         [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("escalateReviewItem",    "POST /review/items/{handed}/escalation", "", Some(escalation), [401, 401, 401, 403, 403, 403, 200, 403, 403, 409]),
    // Of a version that nobody looked at: the answer says so of the item, and nothing is decided.
    Row("decideReviewItems",     "POST /review/decisions", "", Some(decisions),               [401, 401, 401, 403, 403, 403, 200, 403, 403, 200]),
    Row("keepAnswers",           "PUT /review/items/{held}/answers", "", Some(answers),       [401, 401, 401, 403, 403, 403, 200, 403, 403, 409]),
    Row("dismissHint",           "PUT /review/items/{held}/dismissals", "", Some(no_problem), [401, 401, 401, 403, 403, 403, 200, 403, 403, 409]),
    // Children who ask for help alone: child protection's, who is not among these; to everybody else there is nothing.
    Row("listChildCases",        "GET /child-cases", "", None,                                [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("readChildCase",         "GET /child-cases/{child}", "", None,                        [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("takeChildCase",         "POST /child-cases/{child}/take", "", None,                  [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("noteChildCase",         "POST /child-cases/{child}/notes", "", Some(case_note),      [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("openChildContact",      "POST /child-cases/{child}/contact-views", "", Some(get_in_touch), [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("closeChildCase",        "POST /child-cases/{child}/close", "", Some(handed_over),    [401, 401, 401, 404, 404, 404, 404, 404, 404, 404]),
    Row("releaseReviewItem",     "DELETE /review/items/{held}/claim", "", None,               [401, 401, 401, 403, 403, 403, 204, 403, 403, 409]),
    // Last: it ends the sessions.
    Row("endSession",            "DELETE /sessions/current", "", None,                        [401, 401, 401, 204, 401, 204, 204, 401, 204, 204]),
];

impl World {
    /// Asks these cells in their order and compares, and holds what was shown and what was written down against their tables; how many there
    /// were.
    async fn compare(
        &self,
        expected: impl Iterator<Item = (&'static Row, &'static str, u16)>,
    ) -> usize {
        let (mut wrong, mut cells, mut callers) = (Vec::new(), 0, BTreeSet::new());
        for (row, caller, expected) in expected {
            let answer = self.ask(row, caller, false).await;
            if answer.status != expected {
                wrong.push(format!(
                    "{} as {caller}: {} instead of {expected}: {}",
                    row.0, answer.status, answer.text
                ));
            }
            cells += 1;
            callers.insert(caller);
        }
        assert!(
            wrong.is_empty(),
            "{} of {cells} cells:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        shown::hold(self, &callers);
        lines::hold(&self.app).await;
        println!("access: {cells} cells, 0 off");
        cells
    }

    /// Asks as a caller; `missing` puts an id that nobody has in the place of the object.
    async fn ask(&self, row: &Row, caller: &str, missing: bool) -> Answer {
        let (method, path) = row.1.split_once(' ').unwrap();
        let mut path = path.to_owned();
        for (name, id) in &self.objects {
            let id = if missing {
                "018f0000-0000-7000-8000-00000000dead"
            } else {
                id
            };
            path = path.replace(&format!("{{{name}}}"), id);
        }
        let mut call = self
            .app
            .call(Method::from_bytes(method.as_bytes()).unwrap(), path);
        if let Some(object) = row.2.strip_prefix('@') {
            call = call.if_match(self.version(object).await);
        }
        if let Some(body) = row.3 {
            call = call.json(&body(self));
        }
        if let Some(token) = &self.tokens[caller] {
            call = call.token(token);
        }
        let answer = call.send().await;
        if !missing {
            self.look(row.0, caller, &answer);
        }
        answer
    }
}

#[test]
fn every_operation_has_a_row() {
    let documented: BTreeSet<&str> = contract()
        .operations
        .iter()
        .map(|o| o.id.as_str())
        .collect();
    let typed: BTreeSet<&str> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(documented, typed);
    assert_eq!(typed.len(), TABLE.len(), "one row each");
    for row in TABLE {
        let operation = contract()
            .operations
            .iter()
            .find(|o| o.id == row.0)
            .unwrap();
        assert!(row.1.starts_with(&operation.method), "{}: {}", row.0, row.1);
        // Who may come without a token is what the document says.
        let open = operation.object["security"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s == &json!({}));
        assert_eq!(
            open,
            row.4[0] != 401 || matches!(row.0, "createSession" | "renewSession"),
            "{}",
            row.0
        );
    }
}

#[tokio::test]
async fn every_caller_gets_what_the_table_says() {
    let world = World::make().await;
    let cells = TABLE.iter().flat_map(|row| {
        let expected = CALLERS.into_iter().zip(row.4);
        expected.map(move |(caller, expected)| (row, caller, expected))
    });
    assert_eq!(world.compare(cells).await, TABLE.len() * CALLERS.len());
}

#[tokio::test]
async fn what_is_somebody_elses_looks_like_what_does_not_exist() {
    let world = World::make().await;
    for row in TABLE.iter().filter(|row| row.1.contains('{')) {
        for (caller, expected) in CALLERS.iter().zip(row.4) {
            if expected == 404 {
                let others = world.ask(row, caller, false).await.expect(404);
                let missing = world.ask(row, caller, true).await.expect(404);
                let neutral = |answer: &Answer| {
                    let mut body = answer.body.clone();
                    body["request_id"] = Value::Null;
                    body
                };
                assert_eq!(neutral(&others), neutral(&missing), "{} as {caller}", row.0);
            }
        }
    }
}
