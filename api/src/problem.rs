//! Problems on the wire: RFC 9457, in the caller's language, never with internal text.

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use punte_core::{
    booking::MatchState,
    error::FieldError,
    id::{MatchId, PlaceId, ReviewItemId},
    locale::Locale,
    offer::FieldChange,
    period::Period,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::{AppError, is_transient, matches::MatchView},
    middleware::{current, tell},
    texts,
};

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemField {
    /// JSON pointer (RFC 6901) into the body; `/query/…` and `/header/…` for parameters. Empty: the whole of it.
    #[schema(example = "/needs/0/dates")]
    pub pointer: String,
    /// Kebab-case code.
    #[schema(example = "required")]
    pub code: String,
    /// In words, in the caller's language.
    pub detail: String,
}

/// A match that holds what was to be taken away.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingInTheWay {
    /// Which match.
    pub match_id: MatchId,
    /// Which days it holds, of medical help which week; none where nothing is counted by nights or weeks.
    pub during: Option<Period>,
    /// Of a ride: the stop from which it holds seats.
    pub from_place_id: Option<PlaceId>,
    /// Of a ride: the stop up to which it holds them.
    pub to_place_id: Option<PlaceId>,
    /// Units that it holds.
    pub quantity: u32,
    /// Where it stands.
    pub state: MatchState,
}

impl From<&MatchView> for StandingInTheWay {
    fn from(view: &MatchView) -> Self {
        Self {
            match_id: view.id,
            during: view.during,
            from_place_id: view.from_place_id,
            to_place_id: view.to_place_id,
            quantity: view.quantity,
            state: view.state,
        }
    }
}

/// Why a request was not carried out (RFC 9457). Nothing was changed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Relative reference that names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/validation-failed")]
    pub kind: String,
    /// In words, in the caller's language.
    pub title: String,
    /// As in the status line.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// Kebab-case code, the same as at the end of `type`.
    #[schema(example = "validation-failed")]
    pub code: String,
    /// To quote when asking for help.
    pub request_id: String,
    /// The fields, where fields are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
    /// Of `below-promised`: the matches that hold more, or other days, than would be left; at most 50, the first to come in front. Only to
    /// people of the provider. Of `already-agreed`: those of the household that count on what was to be put right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub standing_in_the_way: Vec<StandingInTheWay>,
    /// Of `week-gone`: the first week that has places enough now, from a Monday to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_week: Option<Period>,
    /// Of `stale-version` about an item of the queue: what the provider changed since the version that was looked at. Only to moderators,
    /// and nothing that they do not see in the queue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// As `changes`: the item of the version that waits now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_item_id: Option<ReviewItemId>,
}

/// A fault on the way in or out, as a response.
#[derive(Debug)]
pub enum Fault {
    /// Of a use case.
    App(AppError),
    /// A parameter or the shape of the body is wrong: 400.
    BadRequest(FieldError),
    /// The body is too long: 413.
    TooLarge,
    /// The body took too long: 408.
    TooSlow,
    /// The body is of another type: 415.
    MediaType,
    /// The path exists, the method does not: 405, with what does.
    Method(String),
    /// `If-Match` is missing: 428.
    VersionRequired,
    /// A form of another browser, or of one that forgot it: 403.
    StaleForm,
    /// The key of a partner application is none that holds: 401. Whether it ended, was revoked or never was one is not said.
    KeyRefused,
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        // Of a read, which is tried once. Writes were tried again.
        Self::App(if is_transient(&error) {
            AppError::Overloaded
        } else {
            error
        })
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.parts().0.as_u16(), self.parts().1)
    }
}

impl Fault {
    /// Its code: what a program, or a page, tells it by.
    pub fn code(&self) -> &'static str {
        self.parts().1
    }

    /// The problem that it is, in the language of whoever is answered.
    pub fn problem(&self) -> Problem {
        let (status, code, errors) = self.parts();
        let context = current();
        let locale = context.problems;
        let mut problem = problem(status, code, errors, locale, &context.request_id);
        if matches!(self, Self::KeyRefused) {
            problem.title = texts::text(locale, "problem-key-refused");
        }
        if let Self::App(AppError::InTheWay(_, matches)) = self {
            problem.standing_in_the_way = matches.iter().map(StandingInTheWay::from).collect();
        }
        if let Self::App(AppError::WeekGone(first)) = self {
            problem.title = texts::week_gone(locale, *first);
            problem.first_week = Some(*first);
        }
        if let Self::App(AppError::Newer(newer)) = self {
            problem.changes = newer.changes();
            problem.newest_item_id = Some(newer.item);
        }
        problem
    }

    /// Status, code and fields. One exhaustive match: a new error does not compile until it has its answer.
    fn parts(&self) -> (StatusCode, &'static str, &[FieldError]) {
        match self {
            Self::App(AppError::Invalid(errors)) => match errors.as_slice() {
                [
                    FieldError {
                        code: "wrong-credentials",
                        ..
                    },
                ] => (StatusCode::UNAUTHORIZED, "wrong-credentials", &[]),
                errors => (
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "validation-failed",
                    errors,
                ),
            },
            Self::App(AppError::Unauthenticated) => {
                (StatusCode::UNAUTHORIZED, "unauthenticated", &[])
            }
            Self::App(AppError::CodeNeeded) => {
                (StatusCode::UNAUTHORIZED, "second-factor-needed", &[])
            }
            Self::App(AppError::FactorMissing) => {
                (StatusCode::FORBIDDEN, "second-factor-missing", &[])
            }
            Self::App(AppError::FactorStale) => (StatusCode::FORBIDDEN, "second-factor-stale", &[]),
            Self::App(AppError::PinNeeded) => (StatusCode::FORBIDDEN, "pin-needed", &[]),
            Self::App(AppError::Forbidden) => (StatusCode::FORBIDDEN, "forbidden", &[]),
            Self::App(AppError::NotFound) => (StatusCode::NOT_FOUND, "not-found", &[]),
            Self::App(AppError::Conflict(conflict) | AppError::InTheWay(conflict, _)) => {
                (StatusCode::CONFLICT, conflict.code(), &[])
            }
            Self::App(AppError::WeekGone(_)) => (StatusCode::CONFLICT, "week-gone", &[]),
            Self::App(AppError::Stale | AppError::Newer(_)) => {
                (StatusCode::PRECONDITION_FAILED, "stale-version", &[])
            }
            Self::App(AppError::KeyReused) => (StatusCode::UNPROCESSABLE_ENTITY, "key-reused", &[]),
            Self::App(AppError::KeyInFlight) => (StatusCode::CONFLICT, "key-in-flight", &[]),
            Self::App(AppError::TooMany(_)) => {
                (StatusCode::TOO_MANY_REQUESTS, "too-many-requests", &[])
            }
            Self::App(AppError::Overloaded) => (StatusCode::SERVICE_UNAVAILABLE, "overloaded", &[]),
            Self::App(AppError::Internal(_)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", &[])
            }
            Self::BadRequest(error) => (
                StatusCode::BAD_REQUEST,
                "bad-request",
                std::slice::from_ref(error),
            ),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "payload-too-large", &[]),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "too-slow", &[]),
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                &[],
            ),
            Self::Method(_) => (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", &[]),
            Self::VersionRequired => (StatusCode::PRECONDITION_REQUIRED, "version-required", &[]),
            Self::StaleForm => (StatusCode::FORBIDDEN, "stale-form", &[]),
            // To a program the same as a sign-in that is over, in words that help whoever writes it.
            Self::KeyRefused => (StatusCode::UNAUTHORIZED, "unauthenticated", &[]),
        }
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        self.parts().0
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        let problem = self.problem();
        if let Self::App(AppError::Internal(cause)) = self {
            tracing::error!(request_id = %problem.request_id, error = %cause, "internal error");
        }
        let mut response = HttpResponse::build(status);
        response
            .content_type("application/problem+json")
            .insert_header((header::CONTENT_LANGUAGE, current().problems.as_str()));
        match status {
            StatusCode::UNAUTHORIZED => {
                response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                response.insert_header((header::RETRY_AFTER, "2"));
            }
            _ => {}
        }
        if let Self::App(AppError::TooMany(standing)) = self {
            response.insert_header((header::RETRY_AFTER, standing.ends_in_s.to_string()));
            for header in tell(standing) {
                response.insert_header(header);
            }
        }
        if let Self::Method(allowed) = self {
            response.insert_header((header::ALLOW, allowed.as_str()));
        }
        match serde_json::to_vec(&problem) {
            Ok(body) => response.body(body),
            Err(_) => response.finish(),
        }
    }
}

/// Errors that one answer tells of, at most.
const MAX_ERRORS: usize = 100;

/// The words of a problem.
pub fn problem(
    status: StatusCode,
    code: &str,
    errors: &[FieldError],
    locale: Locale,
    request_id: &str,
) -> Problem {
    Problem {
        kind: format!("/problems/{code}"),
        title: texts::text(locale, &format!("problem-{code}")),
        status: status.as_u16(),
        code: code.to_owned(),
        request_id: request_id.to_owned(),
        errors: errors
            .iter()
            .take(MAX_ERRORS)
            .map(|e| ProblemField {
                pointer: e.pointer.clone(),
                code: e.code.to_owned(),
                detail: texts::field_text(locale, e),
            })
            .collect(),
        standing_in_the_way: Vec::new(),
        first_week: None,
        changes: Vec::new(),
        newest_item_id: None,
    }
}
