//! The link of a mail that asks a household how it is: one tap answers, without the code of its request. Whoever is not safe has no code at
//! hand, and no time for it.

use punte_core::{
    check_in::CheckIn,
    error::FieldError,
    id::MatchId,
    policy::{Action, Actor, Subject},
    sensitive::Sensitive,
    sign_in::Factor,
};
use sqlx::PgConnection;

use super::{CheckInBody, CheckedInView};
use crate::{
    app::{App, AppError, Caller, Conflict, Once, Result, limits::Origin},
    auth::TrackingCode,
    storage::{
        aftercare::{self, CheckInRow},
        matches::{self, MatchRow},
        rights,
    },
};

fn over() -> AppError {
    FieldError::new("/code", "question-over").into()
}

impl App {
    /// The newest check-in of a match that a link answers now, and the code that its page takes; nothing if there is none.
    pub(in crate::app) async fn code_of_check_in(
        &self,
        id: MatchId,
    ) -> Result<Option<(CheckIn, Sensitive<String>)>> {
        let db = &mut *self.read().await?;
        let Some(m) = matches::find(db, id).await? else {
            return Ok(None);
        };
        let asked = aftercare::list_check_ins(db, id).await?;
        let open = asked.iter().rev().find(|asked| self.is_open(&m, asked));
        Ok(open.map(|asked| {
            let code = self.check_in_code(id, asked).reveal();
            (asked.kind, Sensitive::new(code))
        }))
    }

    /// Whether the link of a check-in answers: it is asked, nobody answered, and its time is not over.
    fn is_open(&self, m: &MatchRow, asked: &CheckInRow) -> bool {
        let now = self.now();
        CheckIn::is_open_in(m.state)
            && asked.answer.is_none()
            && asked.due_at <= now
            && now.duration_since(asked.due_at) < CheckIn::LINK_HOLDS_FOR
    }

    /// The code that answers one check-in, of the time at which it is asked: what is asked anew has another one.
    fn check_in_code(&self, id: MatchId, asked: &CheckInRow) -> TrackingCode {
        let (kind, due) = (asked.kind.as_str(), asked.due_at.as_microsecond());
        let purpose = format!("check-in\n{kind}\n{due}");
        TrackingCode::derived(&purpose, id.0, &self.auth.keys)
    }

    /// Answers with the code of a mail how a household is, as [`App::answer_check_in`] does; it opens nothing else. The same error for a
    /// code of something else, one that was used and one whose time is over.
    pub async fn answer_check_in_by_link(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        origin: Origin,
        id: MatchId,
        code: &str,
        body: &CheckInBody,
    ) -> Result<CheckedInView> {
        Self::allow(caller, Action::AnswerLink, Subject::Anything)?;
        let code = TrackingCode::parse(code)?;
        let counted = self.count_code(origin).await?;
        let done = self
            .write_once(once, async |db| {
                let m = self.match_of_check_in(db, id, body.kind, &code).await?;
                let household = Caller {
                    actor: Actor::Tracking {
                        request: m.request,
                        session: None,
                        pin: Factor::None,
                        case_worker: None,
                    },
                    locale: caller.locale,
                };
                // A word of the household, as to open the request is.
                rights::update_last_seen(db, m.request, self.now()).await?;
                let settled = self.settle_check_in(db, &household, id, body, "link").await;
                settled.map_err(|error| match error {
                    AppError::Conflict(Conflict::IllegalState) => over(),
                    error => error,
                })
            })
            .await?;
        self.uncount(counted).await;
        Ok(done)
    }

    /// The match whose check-in a code answers.
    async fn match_of_check_in(
        &self,
        db: &mut PgConnection,
        id: MatchId,
        kind: CheckIn,
        code: &TrackingCode,
    ) -> Result<MatchRow> {
        let m = matches::find(db, id).await?.ok_or_else(over)?;
        let asked = aftercare::list_check_ins(db, id).await?;
        let hash = |code: &TrackingCode| code.hash_as("check-in-given", &self.auth.keys);
        // Compared by digests: the time tells nothing.
        let answers = |asked: &CheckInRow| {
            asked.kind == kind
                && hash(&self.check_in_code(id, asked)) == hash(code)
                && self.is_open(&m, asked)
        };
        if asked.iter().any(answers) {
            Ok(m)
        } else {
            Err(over())
        }
    }
}
