//! `x-roles`: who may carry out an operation, of those to whom what it is about belongs. Each operation names here what it asks
//! the policy; the words are the policy's. The access tables of the tests, typed by hand, hold them against what the server does.

use punte_core::policy::{About, Action, who_may};
use serde_json::json;
use utoipa::openapi::{
    OpenApi as Document,
    extensions::{Extensions, ExtensionsBuilder},
    path::Operation,
};

/// What an operation asks; none for one that has no line here, which the tests refuse.
fn asks(operation: &str) -> Option<(Action, About)> {
    use About::{Match, Nothing, Provider, Request};
    Some(match operation {
        // What shows no more than is public, and what a password or a code opens by itself.
        "readLiveness"
        | "readReadiness"
        | "readDemo"
        | "readDescription"
        | "searchPlaces"
        | "listPublicOffers"
        | "listHelpLines"
        | "readPublicOffer"
        | "createAccount"
        | "confirmAccount"
        | "requestPasswordReset"
        | "resetPassword"
        | "createSession"
        | "renewSession"
        | "createTrackingSession"
        | "readRequestState"
        | "requestCode"
        | "renewCode" => (Action::ReadPublic, Nothing),
        "createRequest" => (Action::CreateRequest, Nothing),
        "readOwnAccount" | "listOwnSessions" => (Action::ReadOwnAccount, Nothing),
        "beginSecondFactor"
        | "confirmSecondFactor"
        | "showSecondFactor"
        | "endOwnSession"
        | "endOtherSessions"
        | "changePassword"
        | "requestAddressChange"
        | "confirmAddressChange"
        | "chooseMails"
        | "endSession" => (Action::TendOwnAccount, Nothing),
        "keepRequest" => (Action::KeepRequests, Nothing),
        "listKeptRequests" | "openKeptRequest" | "dropKeptRequest" => {
            (Action::TendKeptRequests, Nothing)
        }
        "createRecoveryCodes" => (Action::ReplaceFactor, Nothing),
        "exportAccount" | "eraseAccount" => (Action::ExerciseRights, Nothing),
        "listNotices" => (Action::ReadNotices, Nothing),
        "markNoticesRead" => (Action::MarkNotices, Nothing),
        "createProvider" => (Action::CreateProvider, Nothing),
        "joinProvider" => (Action::JoinProvider, Nothing),
        "searchMatches" | "explainMatch" => (Action::SearchMatches, Nothing),
        "readProvider" => (Action::ReadProvider, Provider),
        "correctProvider" => (Action::CorrectProvider, Provider),
        "listProviderInquiries" => (Action::ReadInquiries, Provider),
        "listProviderMatches" => (Action::ReadProviderMatches, Provider),
        // Whoever leaves asks for nothing more.
        "listMembers" | "removeMember" => (Action::ReadMembers, Provider),
        "createInvitation" | "listInvitations" | "withdrawInvitation" | "setMemberRole" => {
            (Action::ManageMembers, Provider)
        }
        "listProviderOffers" | "readOffer" => (Action::ReadOffer, Provider),
        "createOffer" | "editOffer" | "submitOffer" | "setAvailability" | "pauseOffer"
        | "resumeOffer" | "confirmOffer" | "withdrawOffer" => (Action::WriteOffer, Provider),
        "createImport" => (Action::ImportOffers, Provider),
        "openIdentity" | "openPrivate" => (Action::OpenIdentity, Provider),
        "recordEvidence" | "takeEvidenceBack" => (Action::VetProvider, Provider),
        "readRequest"
        | "listRequestMatches"
        | "listRequestInquiries"
        | "rankOffers"
        | "explainNeed"
        | "listRequestSessions"
        | "listCaseWorkers" => (Action::ReadRequest, Request),
        "proposeMatch" | "openInquiry" | "continueNeed" | "answerStillNeeded"
        | "correctHousehold" | "correctNeed" | "addNeed" => (Action::ActForRequest, Request),
        "setPin" | "removePin" => (Action::TendPin, Request),
        "inviteCaseWorker" => (Action::InviteCaseWorker, Request),
        "withdrawCaseConsent"
        | "endKeeping"
        | "withdrawRequest"
        | "withdrawConsent"
        | "chooseRequestMails"
        | "endOtherRequestSessions"
        | "showPin" => (Action::DisposeOfRequest, Request),
        "listCases" | "openCase" | "readCase" | "planCase" | "noteCase" | "openCaseSession"
        | "handOverCase" | "endCase" => (Action::FollowRequests, Nothing),
        "openCaseContact" => (Action::OpenCaseContact, Nothing),
        "listOrganisationCases" => (Action::ManageMembers, Provider),
        "reassignCase" => (Action::ReassignCase, Provider),
        "reissueCaseCode" => (Action::ReissueCaseCode, Nothing),
        "exportRequest" | "eraseRequest" | "correctContact" => (Action::ExerciseRights, Request),
        "readMatch" | "listMessages" | "sendMessage" | "takeMatchStep" | "giveFeedback"
        | "cancelMatch" => (Action::ReadMatch, Match),
        "readInquiry" | "listInquiryMessages" | "sendInquiryMessage" | "endInquiry" => {
            (Action::ReadInquiry, Match)
        }
        "readContacts" => (Action::ReadContacts, Match),
        "acceptMatch" | "declineMatch" => (Action::AnswerMatch, Match),
        "answerCheckIn" => (Action::ActForRequest, Match),
        "listReviewItems" | "countReviewItems" | "readReviewItem" | "claimReviewItem"
        | "decideReviewItem" | "decideReviewItems" | "keepAnswers" | "escalateReviewItem"
        | "undoReviewDecision" | "releaseReviewItem" | "dismissHint" | "listOverdue"
        | "listExpiring" | "listUndoable" | "listHouseholds" | "dismissHousehold"
        | "lookIntoHousehold" => (Action::WorkQueue, Nothing),
        "suspendOffer" | "reinstateOffer" => (Action::SuspendOffer, Provider),
        "readFigures" | "exportFigures" => (Action::ReadQueueFigures, Nothing),
        "reportDanger" | "followReport" | "sayMore" => (Action::ReportDanger, Nothing),
        "listReports" | "readReport" | "listBlocks" | "readBlock" => (Action::WorkQueue, Nothing),
        "takeReport" | "closeReport" | "readFeedback" | "readHouseholdFeedback" => {
            (Action::TriageReport, Provider)
        }
        "stopHousehold" | "releaseHousehold" => (Action::StopHousehold, Provider),
        "blockProvider" | "reviewBlock" => (Action::BlockProvider, Provider),
        "reissueCode" => (Action::ReissueCode, Nothing),
        "listChildCases" | "readChildCase" | "takeChildCase" | "noteChildCase"
        | "closeChildCase" => (Action::WorkChildCases, Nothing),
        "openChildContact" => (Action::OpenChildContact, Nothing),
        "findAccount" | "readAccount" => (Action::SeeAccounts, Nothing),
        "setRoles" | "setDisabled" | "endAccountSessions" => (Action::ChangeAccount, Nothing),
        "createPartner" | "listPartners" | "readPartner" => (Action::TendPartners, Nothing),
        "listProviderPartners" => (Action::ReadPartnerKeys, Provider),
        "revokeKey" => (Action::RevokeKey, Provider),
        "issueKey" => (Action::IssueKey, Nothing),
        "listDeadJobs" | "retryDeadJob" | "retryDeadJobs" => (Action::TendJobs, Nothing),
        "listAuditEvents" => (Action::ReadAudit, Nothing),
        "listEvents" => (Action::ReadEvents, Nothing),
        _ => return None,
    })
}

fn extend(operation: &mut Operation) {
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let Some((action, about)) = asks(id) else {
        return;
    };
    let roles: Extensions = ExtensionsBuilder::new()
        .add("x-roles", json!(who_may(action, about)))
        .build();
    operation.extensions.get_or_insert_default().merge(roles);
}

/// Writes them into the document.
pub fn complete(document: &mut Document) {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.patch,
        ];
        for operation in operations.into_iter().flatten() {
            extend(operation);
        }
    }
}
