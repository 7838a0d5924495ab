//! The problems that an operation's shape brings with it.

use actix_web::http::StatusCode;
use punte_core::{error::FieldError, locale::Locale};
use serde_json::{Value, json};
use utoipa::openapi::{
    OpenApi as Document, RefOr,
    content::ContentBuilder,
    path::{Operation, Parameter, ParameterIn, PathItem},
    response::ResponseBuilder,
    schema::Ref,
};

use crate::{app::limits::Limit, middleware::limits_of, problem::problem};

/// Adds to every operation the problems that its shape brings with it, each with an example.
pub(super) fn complete(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        let PathItem {
            get,
            put,
            post,
            delete,
            patch,
            ..
        } = item;
        for (method, operation) in [
            ("GET", get),
            ("PUT", put),
            ("POST", post),
            ("DELETE", delete),
            ("PATCH", patch),
        ] {
            let Some(operation) = operation else { continue };
            for status in problems_of(method, path, operation) {
                let response = ResponseBuilder::new()
                    .description(description(status))
                    .content(
                        "application/problem+json",
                        ContentBuilder::new()
                            .schema(Some(Ref::from_schema_name("Problem")))
                            .example(Some(example(status)))
                            .build(),
                    )
                    .build();
                operation
                    .responses
                    .responses
                    .insert(status.as_u16().to_string(), RefOr::T(response));
            }
        }
    }
}

fn problems_of(method: &str, path: &str, operation: &Operation) -> Vec<StatusCode> {
    let mut statuses = vec![
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    if !path.starts_with("/api/") {
        return statuses;
    }
    // Wrong codes are counted where they are looked up.
    if limits_of(method, path).is_some_and(Limit::refuses)
        || matches!(
            operation.operation_id.as_deref(),
            Some(
                "createTrackingSession"
                    | "joinProvider"
                    | "openCase"
                    | "keepRequest"
                    | "confirmAccount"
                    | "confirmAddressChange"
                    | "resetPassword"
                    | "readRequestState"
                    | "renewCode"
                    | "reissueCode"
                    | "reissueCaseCode"
            )
        )
    {
        statuses.push(StatusCode::TOO_MANY_REQUESTS);
    }
    let parameters: Vec<&Parameter> = operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|p| match p {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
        .collect();
    let header = |name: &str| {
        parameters
            .iter()
            .any(|p| p.parameter_in == ParameterIn::Header && p.name == name)
    };
    let body = operation.request_body.is_some();
    // A token that does not hold is refused wherever one may be sent.
    let secured = operation.security.as_ref().is_some_and(|all| {
        all.iter()
            .any(|s| *s != utoipa::openapi::security::SecurityRequirement::default())
    });
    if secured
        || matches!(
            operation.operation_id.as_deref(),
            Some("createSession" | "renewSession")
        )
    {
        statuses.push(StatusCode::UNAUTHORIZED);
    }
    if secured {
        // A key of a partner application has a quota, wherever it comes with it.
        statuses.extend([StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS]);
    }
    if body
        || header("If-Match")
        || header("Idempotency-Key")
        || parameters
            .iter()
            .any(|p| p.parameter_in == ParameterIn::Query)
    {
        statuses.push(StatusCode::BAD_REQUEST);
    }
    if parameters
        .iter()
        .any(|p| p.parameter_in == ParameterIn::Path)
        // The id of the provider or the offer is in the body; or nothing was begun that could be confirmed.
        || matches!(
            operation.operation_id.as_deref(),
            Some(
                "createOffer" | "createImport" | "explainMatch" | "confirmSecondFactor" | "findAccount" | "listChildCases" | "openCase"
                    | "keepRequest" | "listDeadJobs" | "retryDeadJobs" | "markNoticesRead"
            )
        )
    {
        statuses.push(StatusCode::NOT_FOUND);
    }
    if body {
        statuses.extend([
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::PAYLOAD_TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            StatusCode::UNPROCESSABLE_ENTITY,
        ]);
    }
    if header("If-Match") {
        statuses.extend([
            StatusCode::PRECONDITION_FAILED,
            StatusCode::PRECONDITION_REQUIRED,
            StatusCode::CONFLICT,
        ]);
    }
    if header("Idempotency-Key") {
        statuses.extend([StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY]);
    }
    match operation.operation_id.as_deref() {
        Some(
            "decideReviewItem" | "escalateReviewItem" | "recordEvidence" | "dismissHousehold"
            | "lookIntoHousehold",
        ) => {
            statuses.push(StatusCode::PRECONDITION_FAILED);
        }
        Some("keepAnswers") => {
            statuses.extend([StatusCode::PRECONDITION_FAILED, StatusCode::CONFLICT]);
        }
        Some(
            "readContacts"
            | "releaseReviewItem"
            | "explainNeed"
            | "eraseAccount"
            | "setMemberRole"
            | "removeMember"
            | "setRoles"
            | "setDisabled"
            | "endAccountSessions"
            | "listEvents"
            | "dismissHint"
            | "openChildContact"
            | "releaseHousehold"
            | "reinstateOffer"
            | "readHouseholdFeedback",
        ) => {
            statuses.push(StatusCode::CONFLICT);
        }
        Some("listPublicOffers" | "searchPlaces") => {
            statuses.extend([StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNAUTHORIZED]);
        }
        Some("readPublicOffer" | "endSession" | "listHelpLines") => {
            statuses.push(StatusCode::UNAUTHORIZED);
        }
        _ => {}
    }
    statuses
}

const fn description(status: StatusCode) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => "A parameter or the shape of the body is wrong",
        StatusCode::UNAUTHORIZED => "Not signed in, or the sign-in does not hold",
        StatusCode::FORBIDDEN => "Not theirs to do",
        StatusCode::NOT_FOUND => "It does not exist, or the caller may not know that it does",
        StatusCode::CONFLICT => "It does not go together with how things stand; the code says why",
        StatusCode::PRECONDITION_FAILED => "The version that the caller saw is not the newest",
        StatusCode::REQUEST_TIMEOUT => "The body took too long to arrive",
        StatusCode::PAYLOAD_TOO_LARGE => "The body is longer than 64 KiB",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "The body is not JSON",
        StatusCode::UNPROCESSABLE_ENTITY => "The input breaks rules; every field is named",
        StatusCode::PRECONDITION_REQUIRED => "If-Match is missing",
        StatusCode::TOO_MANY_REQUESTS => {
            "More often than anybody may; Retry-After and RateLimit say when again"
        }
        StatusCode::SERVICE_UNAVAILABLE => "Too much at once, or stopping; try again soon",
        _ => "A fault of ours; nothing was changed",
    }
}

fn example(status: StatusCode) -> Value {
    let required = [FieldError::new("/needs/0/dates", "required")];
    let cursor = [FieldError::new("/query/cursor", "cursor")];
    let (code, errors): (&str, &[FieldError]) = match status {
        StatusCode::BAD_REQUEST => ("bad-request", &cursor),
        StatusCode::UNAUTHORIZED => ("unauthenticated", &[]),
        StatusCode::FORBIDDEN => ("forbidden", &[]),
        StatusCode::NOT_FOUND => ("not-found", &[]),
        StatusCode::CONFLICT => ("illegal-state", &[]),
        StatusCode::PRECONDITION_FAILED => ("stale-version", &[]),
        StatusCode::REQUEST_TIMEOUT => ("too-slow", &[]),
        StatusCode::PAYLOAD_TOO_LARGE => ("payload-too-large", &[]),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported-media-type", &[]),
        StatusCode::UNPROCESSABLE_ENTITY => ("validation-failed", &required),
        StatusCode::PRECONDITION_REQUIRED => ("version-required", &[]),
        StatusCode::TOO_MANY_REQUESTS => ("too-many-requests", &[]),
        StatusCode::SERVICE_UNAVAILABLE => ("overloaded", &[]),
        _ => ("internal", &[]),
    };
    serde_json::to_value(problem(
        status,
        code,
        errors,
        Locale::En,
        "5f0c9a5e-7e0e-4f0b-9d0a-2f7a8c1b6d3e",
    ))
    .unwrap_or_else(|_| json!({}))
}
