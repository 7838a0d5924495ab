//! What claims are made on: offers that moderators approved and proposals that wait, made by the use cases as people make them.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use punte_core::{
    constraint::Tri,
    id::{AccountId, MatchId, OfferId, ProviderId},
    locale::Locale,
    policy::{Actor, Roles, StaffRole},
    provider::EvidenceKind,
    request::RequestDraft,
    sensitive::Sensitive,
    sign_in::Factor,
    verification::{Decision, ReasonCode},
    vetting::EvidenceResult,
};
use serde_json::{Value, json};

use crate::app::{
    App, AppError, Caller,
    accounts::SignUp,
    matches::ProposalBody,
    offers::{LifecycleStep, OfferBody},
    providers::{EvidenceBody, ProviderBody},
    reviews::{DecisionBody, DeskSearch},
};

type Made<T> = Result<T, Box<dyn std::error::Error>>;

/// Orhei, where everything is offered and looked for.
const TOWN: i64 = 617_638;

/// How much is made at the same time.
const AT_A_TIME: usize = 8;

/// A provider, and who answers for it.
pub(super) struct Seller {
    /// Its member.
    pub member: Caller,
    /// Its id.
    pub id: ProviderId,
}

/// Who offers, and who approves.
pub(super) struct Market {
    moderator: Caller,
    /// The providers.
    pub sellers: Vec<Seller>,
}

const fn caller(actor: Actor) -> Caller {
    Caller {
        actor,
        locale: Locale::En,
    }
}

fn refused(what: &'static str) -> impl Fn(AppError) -> Box<dyn std::error::Error> {
    move |error| format!("{what}: {error}").into()
}

impl Market {
    /// A moderator and so many organisations whose papers were seen.
    pub async fn open(app: &App, sellers: usize) -> Made<Self> {
        let account = account(app, "moderator").await?;
        let roles = Roles {
            moderator: true,
            ..Roles::default()
        };
        app.grant_role(account, StaffRole::Moderator).await?;
        let moderator = caller(Actor::acting(account, roles, Vec::new()));
        let by = &moderator;
        let sellers = stream::iter(0..sellers)
            .map(|number| async move { seller(app, by, number).await })
            .buffered(AT_A_TIME)
            .try_collect()
            .await?;
        Ok(Self { moderator, sellers })
    }

    /// An offer of the first so many sellers each, for so many people, visible.
    pub async fn offers(&self, app: &App, places: &[u16]) -> Made<Vec<OfferId>> {
        stream::iter(self.sellers.iter().zip(places))
            .map(|(seller, places)| async move { self.offer(app, seller, *places).await })
            .buffered(AT_A_TIME)
            .try_collect()
            .await
    }

    async fn offer(&self, app: &App, seller: &Seller, places: u16) -> Made<OfferId> {
        let said = refused("an offer");
        let body = OfferBody {
            provider_id: seller.id,
            content: serde_json::from_value(advice(places))?,
            private: serde_json::from_value(json!({ "address": "strada Unirii 5" }))?,
        };
        let draft = app.create_offer(&seller.member, None, body).await;
        let draft = draft.map_err(&said)?;
        let step = LifecycleStep::Submit;
        app.step_offer(&seller.member, None, draft.id, draft.version, step)
            .await
            .map_err(&said)?;
        let search = DeskSearch {
            words: Some(draft.reference),
            ..DeskSearch::default()
        };
        let found = app.list_desk(&self.moderator, &search, None, 1).await;
        let line = found.map_err(&said)?.items.into_iter().next();
        let item = line.ok_or("an offer is not in the queue")?.item;
        let claimed = app.claim_item(&self.moderator, None, item.id).await;
        let points = claimed.map_err(&said)?.checklist.items.into_iter();
        let decision = DecisionBody {
            decision: Decision::Approve,
            revision_id: item.revision_id,
            reason_code: ReasonCode::ChecklistComplete,
            note: None,
            fields: Vec::new(),
            checklist: points.map(|point| (point.key, Tri::Yes)).collect(),
        };
        app.decide(&self.moderator, None, item.id, decision)
            .await
            .map_err(&said)?;
        Ok(draft.id)
    }
}

/// A proposal for each of these offers, in their order, each by a household of its own.
pub(super) async fn proposals(app: &App, offers: &[OfferId]) -> Made<Vec<MatchId>> {
    stream::iter(offers)
        .map(|offer| async move { proposal(app, *offer).await })
        .buffered(AT_A_TIME)
        .try_collect()
        .await
}

async fn proposal(app: &App, offer: OfferId) -> Made<MatchId> {
    let said = refused("a proposal");
    let draft: RequestDraft = serde_json::from_value(json!({
        "household": { "women": 1, "languages": ["uk"] },
        "place_id": TOWN,
        "locale": "uk",
        "contact": { "channel": "in_product" },
        "needs": [{
            "place_id": TOWN, "quantity": 1, "details": { "category": "service", "theme": "legal" }
        }],
    }))?;
    let filed = app.file_request(&caller(Actor::Visitor), None, draft).await;
    let request = filed.map_err(&said)?.request;
    let household = caller(Actor::Tracking {
        request: request.id,
        session: None,
        pin: Factor::None,
        case_worker: None,
    });
    let need = request.needs.first().ok_or("a request has no need")?.id;
    let body = ProposalBody {
        offer_id: offer,
        quantity: None,
        from_place_id: None,
        to_place_id: None,
        week_from: None,
    };
    let proposed = app.propose(&household, None, need, body).await;
    Ok(proposed.map_err(&said)?.id)
}

/// Legal advice, for so many at a time.
fn advice(places: u16) -> Value {
    json!({
        "title": "Consultanță juridică",
        "description": "Ajutăm cu actele și protecția temporară.",
        "language": "ro",
        "place_id": TOWN,
        "capacity": places,
        "languages": ["ro", "uk"],
        "free_of_charge": "yes",
        "details": {
            "category": "service", "theme": "legal", "no_documents_needed": "yes", "step_free": "yes"
        },
    })
}

async fn account(app: &App, name: &str) -> Made<AccountId> {
    let new = SignUp {
        email: format!("{name}@example.org"),
        // Nobody signs in.
        password: Sensitive::new(crate::ids::random().to_string()),
        locale: Locale::En,
    };
    let made = app.make_account(&caller(Actor::Visitor), new).await;
    Ok(made.map_err(refused("an account"))?.id)
}

async fn seller(app: &App, moderator: &Caller, number: usize) -> Made<Seller> {
    let said = refused("a provider");
    let name = format!("provider{number}");
    let account = account(app, &name).await?;
    let body: ProviderBody = serde_json::from_value(json!({
        "kind": "ngo",
        "name": format!("Casa {number}"),
        "registration_number": "1002600012345",
        "contact_person": "Maria Ciobanu",
        "email": format!("{name}@example.org"),
        "phone": "+37369123456",
        "languages": ["ro", "uk"],
    }))?;
    let member = caller(Actor::acting(account, Roles::default(), Vec::new()));
    let made = app.create_provider(&member, None, body).await;
    let id = made.map_err(&said)?.id;
    let evidence = EvidenceBody {
        kind: EvidenceKind::IdentityDocument,
        result: EvidenceResult::Passed,
        document_last4: None,
        seen_at: None,
    };
    app.record_evidence(moderator, None, id, evidence)
        .await
        .map_err(&said)?;
    let member = caller(Actor::acting(account, Roles::default(), vec![id]));
    Ok(Seller { member, id })
}
