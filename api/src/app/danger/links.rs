//! Who has something in common with a blocked provider, to moderators.

use punte_core::{
    id::ProviderId,
    policy::{Access, Action, Subject, decide},
    provider::{ProviderKind, ProviderStatus},
    signals::KnownBy,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{app::Caller, storage::links::LinkRow};

/// A provider that has something in common with another one: a reason to look and nothing more. Not who it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkedProvider {
    /// Its id.
    pub provider_id: ProviderId,
    /// What it is.
    pub kind: ProviderKind,
    /// Where it stands.
    pub status: ProviderStatus,
    /// What they have in common.
    pub by: Vec<KnownBy>,
    /// How many of its offers people see.
    pub live_offers: u32,
}

/// Those that are shown to a moderator: not one that they have to do with, or had.
pub(in crate::app) fn linked(caller: &Caller, rows: Vec<LinkRow>) -> Vec<LinkedProvider> {
    rows.into_iter()
        .filter(|row| {
            let of = Subject::Of(row.provider);
            decide(&caller.actor, Action::BlockProvider, of) == Access::Allow
        })
        .map(|row| LinkedProvider {
            provider_id: row.provider,
            kind: row.kind,
            status: row.status,
            by: row.by.into_iter().collect(),
            live_offers: u32::try_from(row.live_offers).unwrap_or(0),
        })
        .collect()
}
