//! Looking for what comes next, before what is now is over.

use punte_core::{id::NeedId, period::Period, policy::Action, request::Need};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{App, Caller, Conflict, Once, Result, requests::NeedView},
    ids,
    storage::{
        matches::{self, HOLDING, MatchFilter},
        requests,
    },
};

/// When the next help is wanted.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveOnBody {
    /// The new days; required for housing and rides.
    #[serde(default)]
    pub dates: Option<Period>,
}

impl App {
    /// Whether [`App::move_on`] would look again for what a need asked, on days that fit.
    pub async fn may_move_on(&self, caller: &Caller, need: NeedId) -> Result<bool> {
        let db = &mut *self.look_for(caller).await?;
        let (row, request) = self
            .own_need(db, caller, need, Action::ActForRequest)
            .await?;
        let all = requests::list_needs(db, row.request).await?;
        let open = request.state == "open" && row.state.may_go_on(all.len());
        Ok(open && !requests::is_continued(db, need).await?)
    }

    /// Looks again for what a need asked, on other days, once help for all of it is agreed, while it is under way or after it: a home
    /// before the days of this one are over, a bed for nights that were left out for a ride that is called off.
    pub async fn move_on(
        &self,
        caller: &Caller,
        once: Option<&Once>,
        need: NeedId,
        body: MoveOnBody,
    ) -> Result<NeedView> {
        self.write_once_on(caller, need, once, async |db| {
            let (row, request) = self
                .own_need(db, caller, need, Action::ActForRequest)
                .await?;
            requests::lock(db, row.request).await?;
            let helped = matches::list(
                db,
                &MatchFilter {
                    need: Some(need),
                    states: HOLDING,
                    ..MatchFilter::default()
                },
            )
            .await?;
            let all = requests::list_needs(db, row.request).await?;
            if request.state != "open" || helped.is_empty() || !row.state.may_go_on(all.len()) {
                return Err(Conflict::IllegalState.into());
            }
            let mut draft = (*row.need).clone();
            draft.dates = body.dates;
            let next = Need::parse_for(draft, &request.household, self.today())?;
            let id = NeedId(ids::random());
            let position = i16::try_from(all.len()).unwrap_or(i16::MAX);
            requests::insert_need(db, id, row.request, position, &next, Some(need), self.now())
                .await?;
            requests::update_version(db, row.request).await?;
            self.audit(
                db,
                caller,
                "need_continued",
                "need",
                id.0,
                json!({ "continues": need }),
            )
            .await?;
            self.need_view_of(db, id).await
        })
        .await
    }
}
