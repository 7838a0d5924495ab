//! What a child who is alone needs, and what one counts on who turned out to be alone: where it may be at this moment.

use jiff::Timestamp;
use punte_core::{
    booking::MatchState,
    id::{ProviderId, RequestId},
    offer::Category,
    request::Urgency,
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::{App, Result};
use crate::storage::{
    household_cases,
    matches::{self, COUNTED_ON, MatchFilter},
    requests, silence,
};

/// What such a child needs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildNeed {
    /// What for.
    pub category: Category,
    /// How soon.
    pub urgency: Urgency,
}

/// Help that such a child counts on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChildHelp {
    /// What help it is.
    pub category: Category,
    /// Where the match stands: agreed, or begun.
    pub state: MatchState,
    /// Who helps: by this a moderator finds a private person.
    pub provider_id: ProviderId,
    /// The public name of the organisation; none of a private person.
    pub organisation: Option<String>,
    /// Since when it stands so.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

impl App {
    /// What the child of a request counts on, the newest first.
    pub(super) async fn child_help(
        db: &mut PgConnection,
        request: RequestId,
    ) -> Result<Vec<ChildHelp>> {
        let filter = MatchFilter {
            request: Some(request),
            states: COUNTED_ON,
            ..MatchFilter::default()
        };
        let held = matches::list(db, &filter).await?;
        let providers: Vec<ProviderId> = held.iter().map(|m| m.provider).collect();
        let names = household_cases::list_organisations(db, &providers).await?;
        let needs = requests::list_needs(db, request).await?;
        let mut listed = Vec::new();
        for m in held {
            let Some(need) = needs.iter().find(|need| need.id == m.need) else {
                continue;
            };
            let name = names.iter().find(|(id, _)| *id == m.provider);
            let since = silence::find_since(db, m.id, m.state).await?;
            listed.push(ChildHelp {
                category: need.category,
                state: m.state,
                provider_id: m.provider,
                organisation: name
                    .map(|(_, name)| name.clone())
                    .filter(|name| !name.is_empty()),
                since: since.unwrap_or(m.created_at),
            });
        }
        Ok(listed)
    }
}
