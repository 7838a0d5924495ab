//! What the figures of the queue are counted from.

use jiff::Timestamp;
use punte_core::vetting::TakeBackReason;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Result, to_time};

/// Open items in one state and of one age.
pub struct OpenCount {
    /// `waiting`, `held` or `second`.
    pub state: String,
    /// `12h`, `24h`, `72h` or `older`.
    pub age: String,
    /// How many.
    pub items: i64,
}

/// Open items, by where they stand and how long they wait. What people see and what is looked at again waits for nobody's first word: it is
/// in the queue for a month, by its own deadline.
pub async fn count_open(db: &mut PgConnection, now: Timestamp) -> Result<Vec<OpenCount>> {
    sqlx::query_as!(
        OpenCount,
        r#"select q.state as "state!", q.age as "age!", count(*) as "items!" from (
               select case when i.lease_until > $1 then 'held'
                       when exists (select from review_decision d where d.review_item_id = i.id and d.undone_at is null) then 'second'
                       else 'waiting' end as state,
                   case when i.opened_at > $1 - interval '12 hours' then '12h' when i.opened_at > $1 - interval '24 hours' then '24h'
                       when i.opened_at > $1 - interval '72 hours' then '72h' else 'older' end as age
               from review_item i where i.state = 'open' and i.kind <> 'recheck'
           ) q group by q.state, q.age order by q.state, q.age"#,
        to_time(now)
    )
    .fetch_all(db)
    .await
}

/// How long items waited for their first decision.
pub struct FirstDecision {
    /// How many items.
    pub items: i64,
    /// Half of them at most so long, seconds.
    pub median_s: Option<i64>,
    /// Nine of ten at most so long, seconds.
    pub p90_s: Option<i64>,
}

/// Of the items that came in since an instant and were decided on since; not of what is looked at again.
pub async fn first_decisions(db: &mut PgConnection, from: Timestamp) -> Result<FirstDecision> {
    sqlx::query_as!(
        FirstDecision,
        r#"select count(*) as "items!", percentile_disc(0.5) within group (order by w.s) as median_s,
               percentile_disc(0.9) within group (order by w.s) as p90_s
           from (
               select floor(extract(epoch from min(d.created_at) - i.opened_at))::bigint as s
               from review_item i join review_decision d on d.review_item_id = i.id and d.undone_at is null
               where i.opened_at >= $1 and i.kind <> 'recheck' group by i.id, i.opened_at
           ) w"#,
        to_time(from)
    )
    .fetch_one(db)
    .await
}

/// Decisions for one reason.
pub struct ReasonCount {
    /// What was decided.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// How often.
    pub decisions: i64,
}

/// Decisions since an instant that stand, by reason.
pub async fn count_reasons(db: &mut PgConnection, from: Timestamp) -> Result<Vec<ReasonCount>> {
    sqlx::query_as!(
        ReasonCount,
        r#"select decision, reason_code as reason, count(*) as "decisions!" from review_decision
           where created_at >= $1 and undone_at is null group by decision, reason_code order by decision, reason_code"#,
        to_time(from)
    )
    .fetch_all(db)
    .await
}

/// Items handed on for one reason.
pub struct EscalationCount {
    /// Why.
    pub reason: String,
    /// How often.
    pub escalations: i64,
}

/// How often items were handed on since an instant, by reason.
pub async fn count_escalations(
    db: &mut PgConnection,
    from: Timestamp,
) -> Result<Vec<EscalationCount>> {
    sqlx::query_as!(
        EscalationCount,
        r#"select reason, count(*) as "escalations!" from review_escalation where created_at >= $1 group by reason order by reason"#,
        to_time(from)
    )
    .fetch_all(db)
    .await
}

/// What was stopped for one reason: providers that were blocked, or offers.
pub struct StopCount {
    /// Why.
    pub reason: String,
    /// How often.
    pub times: i64,
    /// How many of them were lifted since.
    pub lifted: i64,
}

/// How often providers were blocked since an instant, by reason.
pub async fn count_blocks(db: &mut PgConnection, from: Timestamp) -> Result<Vec<StopCount>> {
    sqlx::query_as!(
        StopCount,
        r#"select reason, count(*) as "times!", count(*) filter (where verdict = 'lifted') as "lifted!"
           from provider_block where blocked_at >= $1 group by reason order by reason"#,
        to_time(from)
    )
    .fetch_all(db)
    .await
}

/// How often offers were stopped since an instant, by reason.
pub async fn count_suspensions(db: &mut PgConnection, from: Timestamp) -> Result<Vec<StopCount>> {
    sqlx::query_as!(
        StopCount,
        r#"select reason, count(*) as "times!", count(*) filter (where lifted_at is not null) as "lifted!"
           from offer_suspension where suspended_at >= $1 group by reason order by reason"#,
        to_time(from)
    )
    .fetch_all(db)
    .await
}

/// Checks that failed in one way.
pub struct FailedCount {
    /// `answer`, `evidence` or `taken_back`.
    pub how: String,
    /// The key of the point, or the kind of the evidence.
    pub item: String,
    /// How often.
    pub checks: i64,
}

/// Checks since an instant that failed: points that were answered with no, of decisions that stand and of stops; evidence that was looked at
/// and failed; and what had counted until it was taken back for a reason that means that it failed.
pub async fn count_failed(db: &mut PgConnection, from: Timestamp) -> Result<Vec<FailedCount>> {
    let reasons = TakeBackReason::ALL.into_iter().filter(|r| r.is_failure());
    let reasons: Vec<String> = reasons.map(|r| r.as_str().to_owned()).collect();
    sqlx::query_as!(
        FailedCount,
        r#"select f.how as "how!", f.item as "item!", count(*) as "checks!" from (
               select 'answer' as how, c.item from review_check c join review_decision d on d.id = c.decision_id
                   where c.result = 'no' and c.checked_at >= $1 and d.undone_at is null
               union all
               select 'answer', c.item from suspension_check c join offer_suspension s on s.id = c.suspension_id
                   where c.result = 'no' and s.suspended_at >= $1
               union all
               select 'evidence', e.kind from vetting_evidence e
                   where e.result = 'failed' and e.seen_at >= $1 and (e.taken_back_for is null or e.taken_back_for = any ($2))
               union all
               select 'taken_back', e.kind from vetting_evidence e
                   where e.result = 'passed' and e.superseded_at >= $1 and e.taken_back_for = any ($2)
           ) f group by f.how, f.item order by f.how, f.item"#,
        to_time(from),
        &reasons
    )
    .fetch_all(db)
    .await
}

/// What was answered to one check-in.
pub struct OutcomeCount {
    /// Which.
    pub kind: String,
    /// The answer; none where nobody answered.
    pub answer: Option<String>,
    /// How many were asked and answered so.
    pub households: i64,
}

/// What became of help, by the check-ins that were asked between two instants: a household that was helped more than once counts once,
/// by what it answered last. Where help did not take place after all, nobody is asked.
pub async fn count_outcomes(
    db: &mut PgConnection,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<OutcomeCount>> {
    sqlx::query_as!(
        OutcomeCount,
        r#"select l.kind as "kind!", l.answer as "answer?", count(*) as "households!" from (
               select distinct on (m.request_id, c.kind) c.kind, c.answer
               from check_in c join match m on m.id = c.match_id
               where c.kind <> 'day' and c.due_at > $1 and c.due_at <= $2
                   and (c.answer is not null or m.state in ('started', 'completed'))
               order by m.request_id, c.kind, c.answered_at desc nulls last, c.due_at desc, c.match_id
           ) l group by l.kind, l.answer"#,
        to_time(from),
        to_time(to)
    )
    .fetch_all(db)
    .await
}

/// What has to be checked again, or confirmed.
pub struct LapsingCount {
    /// Providers whose checks ran out, or of which something that is missing has to be seen again.
    pub lapsed: i64,
    /// Providers whose checks run out soon.
    pub soon: i64,
    /// Offers whose checks ran out.
    pub offers_lapsed: i64,
    /// Offers whose checks run out soon.
    pub offers_soon: i64,
    /// Offers that their providers did not confirm in time.
    pub unconfirmed_lapsed: i64,
    /// Offers that their providers have to confirm soon.
    pub unconfirmed_soon: i64,
}

/// Providers whose checks ran out by one instant or that lost a level, and those whose checks run out between it and another; offers that
/// are in the queue to be looked at again, by the end of what was checked; and offers that were approved and are not paused, of providers
/// that somebody checked, by the deadline of their provider's word: after the first of two instants, and until the second.
pub async fn count_lapsing(
    db: &mut PgConnection,
    now: Timestamp,
    until: Timestamp,
    (after, confirmed_by): (Timestamp, Timestamp),
) -> Result<LapsingCount> {
    sqlx::query_as!(
        LapsingCount,
        r#"select p.lapsed as "lapsed!", p.soon as "soon!", o.lapsed as "offers_lapsed!", o.soon as "offers_soon!",
               c.lapsed as "unconfirmed_lapsed!", c.soon as "unconfirmed_soon!"
           from (
               select count(*) filter (where vetted_until <= $1 or level_lost is not null) as lapsed,
                   count(*) filter (where vetted_until > $1 and vetted_until <= $2 and level_lost is null) as soon
               from provider where status in ('vetted', 'lapsed') and (vetted_until <= $2 or level_lost is not null)
           ) p, (
               select count(*) filter (where checks_until <= $1) as lapsed, count(*) filter (where checks_until > $1) as soon
               from review_item where state = 'open' and kind = 'recheck' and checks_until <= $2
           ) o, (
               select count(*) filter (where f.expires_at <= $1) as lapsed, count(*) filter (where f.expires_at > $1) as soon
               from offer f join provider w on w.id = f.provider_id
               where f.review = 'approved' and not f.paused and w.status in ('vetted', 'lapsed')
                   and f.expires_at > $3 and f.expires_at <= $4
           ) c"#,
        to_time(now),
        to_time(until),
        to_time(after),
        to_time(confirmed_by)
    )
    .fetch_one(db)
    .await
}

/// What one moderator did.
pub struct LoadRow {
    /// Who.
    pub moderator: Uuid,
    /// Decisions that stand.
    pub decisions: i64,
    /// Decisions that they took back.
    pub undone: i64,
}

/// Decisions since an instant, by moderator.
pub async fn count_load(db: &mut PgConnection, from: Timestamp) -> Result<Vec<LoadRow>> {
    sqlx::query_as!(
        LoadRow,
        r#"select moderator_id as moderator, count(*) filter (where undone_at is null) as "decisions!",
               count(*) filter (where undone_at is not null) as "undone!"
           from review_decision where created_at >= $1 group by moderator_id order by moderator_id"#,
        to_time(from)
    )
    .fetch_all(db)
    .await
}
