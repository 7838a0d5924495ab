//! The queue as one moderator looks at it: what waits for whom, and what was said before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use punte_core::{
    checklist::Answers,
    id::{AccountId, OfferId, PlaceId, ProviderId, ReviewItemId, RevisionId},
    locale::Locale,
    offer::{Category, ReviewState},
    verification::{AIM_ONE_H, AIM_RECHECK_H, AIM_TWO_H, Decision, RECHECK_AHEAD, ReasonCode},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{Result, escalations::EscalationRow, from_time, reviews::ReviewItemRow, to_time};

/// Which items.
pub struct DeskFilter<'a> {
    /// Whose desk.
    pub moderator: AccountId,
    /// `me`, `escalated`, `new`, `edited`, `reported`, `expiring`, `second`, `risky`, `mine` or `held`.
    pub tab: &'a str,
    /// Of this category.
    pub category: Option<&'a str>,
    /// With these words in the title, or this reference.
    pub words: Option<&'a str>,
}

/// An item with what its line shows.
pub struct DeskRow {
    /// The item.
    pub item: ReviewItemRow,
    /// The offer's reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// Its place.
    pub place: PlaceId,
    /// Whether the moderator wrote it, or their organisation, or one that they left.
    pub own: bool,
    /// Whether the moderator decided on this version.
    pub decided: bool,
    /// Whether the moderator handed this version on.
    pub handed_on: bool,
    /// Whether the moderator keeps answers to its checklist.
    pub kept: bool,
    /// Whether a report about its provider is open.
    pub reported: bool,
    /// Whether there are no hints, or only such as were called no problem.
    pub calm: bool,
}

/// The place of an item in the queue: whether nobody handed it on, when it is due, whether it is calm, its id.
pub type DeskKey = (bool, Timestamp, bool, ReviewItemId);

/// How many open items there are of each tab.
pub struct ItemCounts {
    /// That the moderator can decide now.
    pub me: i64,
    /// Handed on by one who could not decide.
    pub escalated: i64,
    /// Never approved before.
    pub new: i64,
    /// Edits of what was approved.
    pub edited: i64,
    /// Of providers that a report is open about, and that the moderator can decide.
    pub reported: i64,
    /// That people see, and that have to be looked at again, since what was checked runs out soon.
    pub expiring: i64,
    /// Approved by one of two.
    pub second: i64,
    /// With hints that nobody called no problem, and that the moderator can decide.
    pub risky: i64,
    /// Held by the moderator.
    pub mine: i64,
    /// Held by others.
    pub held: i64,
}

struct Raw {
    id: Uuid,
    offer_id: Uuid,
    provider_id: Uuid,
    revision_id: Uuid,
    kind: String,
    state: String,
    category: String,
    approvals_required: i16,
    approvals: i64,
    claimed_by: Option<Uuid>,
    lease_until: Option<time::OffsetDateTime>,
    escalated_by: Option<Uuid>,
    escalation_reason: Option<String>,
    escalation_note: Option<String>,
    escalated_at: Option<time::OffsetDateTime>,
    checks_until: Option<time::OffsetDateTime>,
    opened_at: time::OffsetDateTime,
    version: i64,
    reference: String,
    title: String,
    language: String,
    place: i64,
    own: bool,
    decided: bool,
    handed_on: bool,
    kept: bool,
    reported: bool,
    calm: bool,
}

impl Raw {
    fn row(self) -> DeskRow {
        DeskRow {
            item: ReviewItemRow {
                id: ReviewItemId(self.id),
                offer: OfferId(self.offer_id),
                provider: ProviderId(self.provider_id),
                revision: RevisionId(self.revision_id),
                kind: self.kind,
                state: self.state,
                category: self.category,
                approvals_required: self.approvals_required,
                approvals: self.approvals,
                claimed_by: self.claimed_by.map(AccountId),
                lease_until: self.lease_until.map(from_time),
                escalation: EscalationRow::of(
                    self.escalated_by,
                    self.escalation_reason.as_deref(),
                    self.escalation_note,
                    self.escalated_at,
                ),
                checks_until: self.checks_until.map(from_time),
                opened_at: from_time(self.opened_at),
                version: self.version,
            },
            reference: self.reference,
            title: self.title,
            language: Locale::from_tag(&self.language),
            place: PlaceId(self.place),
            own: self.own,
            decided: self.decided,
            handed_on: self.handed_on,
            kept: self.kept,
            reported: self.reported,
            calm: self.calm,
        }
    }
}

/// Hours by which what was checked is due again before it runs out. What came in earlier is there because of a hint: it is due as what is new,
/// and runs out as everything does once that is near.
fn recheck_ahead_h() -> i32 {
    i32::try_from(RECHECK_AHEAD.as_hours()).unwrap_or(i32::MAX)
}

/// Open items of a tab, what was handed on and then what is due first in front, of those due together what has hints, after the given one.
pub async fn list(
    db: &mut PgConnection,
    filter: &DeskFilter<'_>,
    now: Timestamp,
    after: Option<DeskKey>,
    limit: i64,
) -> Result<Vec<DeskRow>> {
    let (after_usual, after_due, after_calm, after_id) = after
        .map_or((None, None, None, None), |(usual, at, calm, id)| {
            (Some(usual), Some(to_time(at)), Some(calm), Some(id.0))
        });
    let raw = sqlx::query_as!(
        Raw,
        r#"select q.id as "id!", q.offer_id as "offer_id!", q.provider_id as "provider_id!", q.revision_id as "revision_id!", q.kind as "kind!",
               q.state as "state!", q.category as "category!", q.approvals_required as "approvals_required!", q.approvals as "approvals!",
               q.claimed_by, q.lease_until, q.checks_until, q.opened_at as "opened_at!", q.version as "version!", q.reference as "reference!",
               q.title as "title!", q.language as "language!", q.place as "place!", q.own as "own!", q.decided as "decided!",
               q.handed_on as "handed_on!", q.kept as "kept!", q.reported as "reported!", q.calm as "calm!", q.escalated_by as "escalated_by?", q.escalation_reason as "escalation_reason?",
               q.escalation_note as "escalation_note?", q.escalated_at as "escalated_at?"
           from (
               select i.id, i.offer_id, o.provider_id, i.revision_id, i.kind, i.state, o.category, i.approvals_required,
                   (select count(distinct d.moderator_id) from review_decision d where d.review_item_id = i.id and d.decision = 'approve' and d.undone_at is null) as approvals,
                   i.claimed_by, i.lease_until, i.checks_until, i.opened_at, i.version, o.reference,
                   r.content ->> 'title' as title, r.content ->> 'language' as language, (r.content ->> 'place_id')::bigint as place,
                   (o.created_by = $1 or r.created_by = $1
                       or o.provider_id in (select m.provider_id from provider_member m where m.account_id = $1
                           union all select f.provider_id from former_member f where f.account_id = $1)) as own,
                   exists (select from review_decision d where d.review_item_id = i.id and d.moderator_id = $1 and d.undone_at is null) as decided,
                   exists (select from review_escalation e where e.review_item_id = i.id and e.moderator_id = $1) as handed_on,
                   exists (select from kept_answers k where k.revision_id = i.revision_id and k.moderator_id = $1) as kept,
                   exists (select from report p where p.provider_id = o.provider_id and p.state <> 'closed' and p.reporter not in ('provider', 'moderator')) as reported,
                   not is_risky(i.id) as calm,
                   s.moderator_id as escalated_by, s.reason as escalation_reason, s.note as escalation_note, s.created_at as escalated_at,
                   s.review_item_id is null as usual,
                   coalesce(i.lease_until > $2, false) as held,
                   coalesce(i.checks_until > $2::timestamptz + make_interval(hours => $14::integer), false) as counts_on,
                   case when i.checks_until <= i.opened_at + make_interval(hours => $14::integer) then i.checks_until - make_interval(hours => $12::integer)
                       else i.opened_at + make_interval(hours => case when i.approvals_required > 1 then $7::integer else $8::integer end)
                   end as due_at
               from review_item i join offer o on o.id = i.offer_id join offer_revision r on r.id = i.revision_id
                   left join standing_escalation s on s.review_item_id = i.id
               where i.state = 'open' and ($4::text is null or o.category = $4)
                   and ($5::text is null or position(lower($5) in lower(r.content ->> 'title')) > 0 or o.reference = upper($5))
           ) q
           where case $3::text
                   when 'escalated' then not q.usual
                   when 'new' then q.kind = 'new' and not q.own and not q.decided and not q.handed_on
                   when 'edited' then q.kind = 'edited' and not q.own and not q.decided and not q.handed_on
                   when 'reported' then q.reported and not q.own and not q.decided and not q.handed_on
                   when 'expiring' then q.kind = 'recheck' and not q.counts_on and not q.own and not q.decided and not q.handed_on
                   when 'second' then q.approvals > 0
                   when 'risky' then not q.calm and not q.own and not q.decided and not q.handed_on
                   when 'mine' then q.held and q.claimed_by = $1
                   when 'held' then q.held and q.claimed_by <> $1
                   else not q.own and not q.decided and not q.handed_on and (not q.held or q.claimed_by = $1)
               end
               and ($6::timestamptz is null or (q.usual, q.due_at, q.calm, q.id) > ($11::boolean, $6, $13::boolean, $9))
           order by q.usual, q.due_at, q.calm, q.id limit $10"#,
        filter.moderator.0,
        to_time(now),
        filter.tab,
        filter.category,
        filter.words,
        after_due,
        AIM_TWO_H,
        AIM_ONE_H,
        after_id,
        limit,
        after_usual,
        AIM_RECHECK_H,
        after_calm,
        recheck_ahead_h()
    )
    .fetch_all(db)
    .await?;
    Ok(raw.into_iter().map(Raw::row).collect())
}

/// An item with what its line shows, open or not.
pub async fn find(
    db: &mut PgConnection,
    id: ReviewItemId,
    moderator: AccountId,
) -> Result<Option<DeskRow>> {
    let raw = sqlx::query_as!(
        Raw,
        r#"select i.id, i.offer_id, o.provider_id, i.revision_id, i.kind, i.state, o.category, i.approvals_required,
               (select count(distinct d.moderator_id) from review_decision d where d.review_item_id = i.id and d.decision = 'approve' and d.undone_at is null) as "approvals!",
               i.claimed_by, i.lease_until, i.checks_until, i.opened_at, i.version, o.reference,
               r.content ->> 'title' as "title!", r.content ->> 'language' as "language!", (r.content ->> 'place_id')::bigint as "place!",
               (o.created_by = $2 or r.created_by = $2
                   or o.provider_id in (select m.provider_id from provider_member m where m.account_id = $2
                           union all select f.provider_id from former_member f where f.account_id = $2)) as "own!",
               exists (select from review_decision d where d.review_item_id = i.id and d.moderator_id = $2 and d.undone_at is null) as "decided!",
               exists (select from review_escalation e where e.review_item_id = i.id and e.moderator_id = $2) as "handed_on!",
               exists (select from kept_answers k where k.revision_id = i.revision_id and k.moderator_id = $2) as "kept!",
               exists (select from report p where p.provider_id = o.provider_id and p.state <> 'closed' and p.reporter not in ('provider', 'moderator')) as "reported!",
               not is_risky(i.id) as "calm!",
               s.moderator_id as "escalated_by?", s.reason as "escalation_reason?", s.note as "escalation_note?", s.created_at as "escalated_at?"
           from review_item i join offer o on o.id = i.offer_id join offer_revision r on r.id = i.revision_id
               left join standing_escalation s on s.review_item_id = i.id
           where i.id = $1"#,
        id.0,
        moderator.0
    )
    .fetch_optional(db)
    .await?;
    Ok(raw.map(Raw::row))
}

/// How many open items each tab has.
pub async fn count(
    db: &mut PgConnection,
    moderator: AccountId,
    now: Timestamp,
) -> Result<ItemCounts> {
    sqlx::query_as!(
        ItemCounts,
        r#"select count(*) filter (where q.open_to_me and (not q.held or q.claimed_by = $1)) as "me!",
               count(*) filter (where q.escalated) as "escalated!",
               count(*) filter (where q.kind = 'new' and q.open_to_me) as "new!",
               count(*) filter (where q.kind = 'edited' and q.open_to_me) as "edited!",
               count(*) filter (where q.reported and q.open_to_me) as "reported!",
               count(*) filter (where q.kind = 'recheck' and not q.counts_on and q.open_to_me) as "expiring!",
               count(*) filter (where q.approved) as "second!",
               count(*) filter (where q.open_to_me and is_risky(q.id)) as "risky!",
               count(*) filter (where q.held and q.claimed_by = $1) as "mine!",
               count(*) filter (where q.held and q.claimed_by <> $1) as "held!"
           from (
               select i.id, i.kind, i.claimed_by, coalesce(i.lease_until > $2, false) as held,
                   coalesce(i.checks_until > $2::timestamptz + make_interval(hours => $3::integer), false) as counts_on,
                   not (o.created_by = $1 or r.created_by = $1
                       or o.provider_id in (select m.provider_id from provider_member m where m.account_id = $1
                           union all select f.provider_id from former_member f where f.account_id = $1)
                       or exists (select from review_decision d where d.review_item_id = i.id and d.moderator_id = $1 and d.undone_at is null)
                       or exists (select from review_escalation e where e.review_item_id = i.id and e.moderator_id = $1)) as open_to_me,
                   exists (select from standing_escalation s where s.review_item_id = i.id) as escalated,
                   exists (select from report p where p.provider_id = o.provider_id and p.state <> 'closed' and p.reporter not in ('provider', 'moderator')) as reported,
                   exists (select from review_decision d where d.review_item_id = i.id and d.decision = 'approve' and d.undone_at is null) as approved
               from review_item i join offer o on o.id = i.offer_id join offer_revision r on r.id = i.revision_id
               where i.state = 'open'
           ) q"#,
        moderator.0,
        to_time(now),
        recheck_ahead_h()
    )
    .fetch_one(db)
    .await
}

/// The open item of an offer.
pub async fn find_open(db: &mut PgConnection, offer: OfferId) -> Result<Option<ReviewItemId>> {
    let id = sqlx::query_scalar!(
        "select id from review_item where offer_id = $1 and state = 'open'",
        offer.0
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(ReviewItemId))
}

/// A decision that was made on an offer.
pub struct DecisionRow {
    /// On which version.
    pub revision: RevisionId,
    /// The number of that version.
    pub number: i32,
    /// By whom.
    pub moderator: AccountId,
    /// What.
    pub decision: Decision,
    /// Why.
    pub reason: ReasonCode,
    /// More, in words.
    pub note: Option<String>,
    /// What was answered to the checklist.
    pub answers: Answers,
    /// When.
    pub at: Timestamp,
}

/// The decisions on an offer, newest first.
pub async fn list_decisions(
    db: &mut PgConnection,
    offer: OfferId,
    limit: i64,
) -> Result<Vec<DecisionRow>> {
    let rows = sqlx::query!(
        r#"select d.revision_id, r.number, d.moderator_id, d.decision, d.reason_code, d.note, d.created_at,
               coalesce((select jsonb_object_agg(c.item, c.result) from review_check c where c.decision_id = d.id), '{}') as "answers!: Json<Answers>"
           from review_decision d join offer_revision r on r.id = d.revision_id
           where r.offer_id = $1 and d.undone_at is null order by d.created_at desc, d.id desc limit $2"#,
        offer.0,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(DecisionRow {
                revision: RevisionId(r.revision_id),
                number: r.number,
                moderator: AccountId(r.moderator_id),
                decision: Decision::from_name(&r.decision)?,
                reason: ReasonCode::from_name(&r.reason_code)?,
                note: r.note,
                answers: r.answers.0,
                at: from_time(r.created_at),
            })
        })
        .collect())
}

/// An offer, as moderators name it.
pub struct OfferLine {
    /// Its id.
    pub id: OfferId,
    /// Whose.
    pub provider: ProviderId,
    /// Its reference.
    pub reference: String,
    /// Its category.
    pub category: Category,
    /// The title of its newest version.
    pub title: String,
    /// The language of the title.
    pub language: Option<Locale>,
    /// Where it stands.
    pub review: ReviewState,
    /// What of it waits in the queue.
    pub item: Option<ReviewItemId>,
}

/// The offers of a provider, or the given ones, that were handed in at least once, newest first.
pub async fn list_offers(
    db: &mut PgConnection,
    provider: Option<ProviderId>,
    ids: Option<&[Uuid]>,
    limit: i64,
) -> Result<Vec<OfferLine>> {
    let rows = sqlx::query!(
        r#"select o.id, o.provider_id, o.reference, o.category, o.review, r.content ->> 'title' as "title!", r.content ->> 'language' as "language!",
               (select i.id from review_item i where i.offer_id = o.id and i.state = 'open') as item
           from offer o join lateral (
               select content from offer_revision r where r.offer_id = o.id and r.submitted_at is not null order by number desc limit 1
           ) r on true
           where ($1::uuid is null or o.provider_id = $1) and ($2::uuid[] is null or o.id = any($2)) order by o.id desc limit $3"#,
        provider.map(|p| p.0),
        ids,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(OfferLine {
                id: OfferId(r.id),
                provider: ProviderId(r.provider_id),
                reference: r.reference,
                category: Category::from_name(&r.category)?,
                title: r.title,
                language: Locale::from_tag(&r.language),
                review: ReviewState::from_name(&r.review)?,
                item: r.item.map(ReviewItemId),
            })
        })
        .collect())
}

/// How many offers of a provider stand where, drafts left out.
pub async fn count_offers(
    db: &mut PgConnection,
    provider: ProviderId,
) -> Result<BTreeMap<String, i64>> {
    let rows = sqlx::query!(
        r#"select review, count(*) as "n!" from offer where provider_id = $1 and review <> 'draft' group by review"#,
        provider.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.review, r.n)).collect())
}
