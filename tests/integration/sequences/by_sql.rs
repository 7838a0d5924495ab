//! The same by SQL, with the server's own rights: what the server refused, and what it would be too early for. Nothing of it stays.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use uuid::Uuid;

use super::{
    by_http::{Play, Standing},
    model::Why,
    steps::{Person, Say, Step},
};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    /// PostgreSQL refused.
    Refused,
    /// It is done, and the offer is in no view.
    Unseen,
    /// There is nothing to try: the rule is not the database's, or no row is where it would matter.
    Nothing,
}

/// Whether the error is a rule that was held: a check or a unique index. Anything else, a missing right too, is a fault of ours.
fn is_rule(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    let code = error.and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| ["23514", "23505"].contains(&code.as_ref()))
}

/// Does it in a transaction that ends with nothing. Unless it is refused or changes no row, it is off; with an offer, only if that is
/// in the view by then.
async fn attempt(
    db: &mut PgConnection,
    statements: &[String],
    unseen: Option<&str>,
) -> Result<Tried, String> {
    let mut tx = db.begin().await.unwrap();
    let mut changed = 1;
    for statement in statements {
        let done = sqlx::query(AssertSqlSafe(statement.clone()))
            .persistent(false)
            .execute(&mut *tx)
            .await;
        match done {
            Ok(done) => changed = done.rows_affected(),
            Err(error) => return refused(&error, statement),
        }
    }
    // What is looked at when the transaction ends.
    let checked = sqlx::query("set constraints all immediate")
        .execute(&mut *tx)
        .await;
    if let Err(error) = checked {
        return refused(&error, "at the end");
    }
    let Some(offer) = unseen else {
        tx.rollback().await.unwrap();
        return if changed == 0 {
            Ok(Tried::Nothing)
        } else {
            Err(format!("done by SQL, and nobody refused: {statements:#?}"))
        };
    };
    let seen: bool =
        sqlx::query_scalar("select exists (select from visible_offer where id = $1::uuid)")
            .bind(offer)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    tx.rollback().await.unwrap();
    if seen {
        Err(format!("to be seen after {statements:#?}"))
    } else {
        Ok(Tried::Unseen)
    }
}

fn refused(error: &sqlx::Error, by: &str) -> Result<Tried, String> {
    if is_rule(error) {
        Ok(Tried::Refused)
    } else {
        Err(format!("{by}: {error}"))
    }
}

/// The decision of an attempt: nothing of it stays, so that the next one may have the same id.
const DECISION: Uuid = Uuid::from_u128(7);

/// An approval written down without the use case, with a yes to every point of the checklist.
fn approval(offer: &str, stands: &Standing, who: Uuid) -> [String; 2] {
    let (item, revision) = (stands.item.unwrap_or_default(), stands.revision);
    [
        format!(
            "insert into review_decision (id, review_item_id, revision_id, moderator_id, decision, reason_code,
                 checklist_key, checklist_version, created_at)
             select '{DECISION}'::uuid, '{item}'::uuid, '{revision}'::uuid, '{who}'::uuid, 'approve', 'checklist_complete', c.key, max(c.version), app_now()
             from checklist c, offer o
             where o.id = '{offer}' and c.key = o.category || case when o.private then '-private' else '-institution' end
                 || case when o.for_minors then '-minors' else '' end
             group by c.key"
        ),
        format!(
            "insert into review_check (decision_id, item, result, moderator_id, checked_at)
             select d.id, i ->> 'key', 'yes', d.moderator_id, d.created_at
             from review_decision d join checklist c on c.key = d.checklist_key and c.version = d.checklist_version,
                 jsonb_array_elements(c.items) i where d.id = '{DECISION}'"
        ),
    ]
}

/// An item handed on without the use case.
fn handed(stands: &Standing, who: Uuid) -> String {
    let (item, revision) = (stands.item.unwrap_or_default(), stands.revision);
    format!(
        "insert into review_escalation (id, review_item_id, revision_id, moderator_id, reason, created_at)
         values (gen_random_uuid(), '{item}', '{revision}', '{who}', 'needs_second_opinion', app_now())"
    )
}

/// A stop without the use case.
fn stop(offer: &str, who: Uuid) -> String {
    format!(
        "insert into offer_suspension (id, offer_id, reason, suspended_by, suspended_at)
         values (gen_random_uuid(), '{offer}', 'unsafe_conditions', '{who}', app_now())"
    )
}

/// The newest version made the one that people see.
fn put_live(offer: &str) -> String {
    format!(
        "update offer set review = 'approved', live_revision_id = latest_revision_id, last_confirmed_at = app_now(),
             expires_at = app_now() + interval '14 days' where id = '{offer}'"
    )
}

/// A match written down without the use case.
fn agreed(play: &Play<'_>, state: &str) -> String {
    let (need, offer) = (&play.household.needs[0], &play.offer);
    format!(
        "insert into match (id, need_id, request_id, offer_id, revision_id, provider_id, quantity, during, state, points,
             weights_version, answer_by, created_at)
         select gen_random_uuid(), n.id, n.request_id, o.id, coalesce(o.live_revision_id, o.latest_revision_id), o.provider_id,
             n.quantity, case n.category when 'housing' then n.dates end, '{state}', 0, 1, app_now() + interval '1 day', app_now()
         from need n, offer o where n.id = '{need}' and o.id = '{offer}'"
    )
}

/// The match in another state; from these there is a way that another side may go.
fn moved(play: &Play<'_>, to: &str, not_from: &str) -> String {
    let asked = play.asked.as_deref().unwrap_or_default();
    format!(
        "update match set state = '{to}', version = version + 1 where id::text = '{asked}' and state not in ('{to}', '{not_from}')"
    )
}

/// A word of a provider who is blocked, in the history of the match.
fn of_the_provider(play: &Play<'_>) -> String {
    let asked = play.asked.as_deref().unwrap_or_default();
    format!(
        "insert into match_event (match_id, from_state, to_state, side, reason, at)
         select m.id, m.state, 'cancelled', 'provider', 'emergency', app_now() from match m where m.id::text = '{asked}'"
    )
}

/// A decision taken back too late; or the offer put back into review although no decision was taken back.
fn undone(play: &Play<'_>, stands: &Standing, person: Person, reason: Why) -> String {
    let (offer, item) = (&play.offer, stands.item.unwrap_or_default());
    let who = play.who(person).account;
    if reason == Why::Late {
        return format!(
            "update review_decision set undone_at = app_now() where review_item_id = '{item}' and moderator_id = '{who}'
                 and undone_at is null"
        );
    }
    format!(
        "update offer set review = 'in_review' where id = '{offer}' and review in ('approved', 'changes_requested', 'rejected')
             and not exists (
                 select from decision_undo u join review_decision d on d.id = u.decision_id
                 join review_item i on i.id = u.review_item_id
                 where i.offer_id = offer.id and d.undone_at is not null and u.until > app_now())"
    )
}

/// Tries by SQL what the server has just refused.
pub(super) async fn again(
    play: &mut Play<'_>,
    step: Step,
    reason: Why,
    stands: &Standing,
) -> Result<Tried, String> {
    let (offer, provider) = (play.offer.clone(), play.provider.id.clone());
    let account = |person: Person| play.who(person).account.0;
    let (item, revision) = (stands.item.unwrap_or_default(), stands.revision);
    let claim = |who: Uuid| {
        format!(
            "update review_item set claimed_by = '{who}', lease_until = app_now() + interval '10 minutes'
             where id = '{item}' and state = 'open'"
        )
    };
    let statements = match (step, reason) {
        // Whoever may not decide, has decided, or handed it on, does not by a claim either.
        (Step::Claim(who), Why::NotTheirs | Why::Closed | Why::Said | Why::HandedOn)
        | (Step::Decide(who, _), Why::NotTheirs | Why::HandedOn) => {
            let [decision, checks] = approval(&offer, stands, account(who));
            vec![claim(account(who)), decision, checks]
        }
        (Step::Decide(who, _), Why::Closed | Why::NotHeld) => {
            approval(&offer, stands, account(who)).to_vec()
        }
        // The decision can be written; what it is about is not seen.
        (Step::Decide(who, _), Why::Unvetted) => {
            let [decision, checks] = approval(&offer, stands, account(who));
            let statements = [decision, checks, put_live(&offer)];
            return attempt(play.db(), &statements, Some(&offer)).await;
        }
        (Step::Escalate(who), Why::NotTheirs | Why::HandedOn) => {
            vec![claim(account(who)), handed(stands, account(who))]
        }
        (Step::Escalate(who), Why::Closed | Why::NotHeld) => vec![handed(stands, account(who))],
        // Not even written down by them; by others it is, and stops nothing that nobody sees.
        (Step::Suspend(who), Why::NotTheirs) => vec![stop(&offer, account(who))],
        (Step::Suspend(who), _) => vec![
            stop(&offer, account(who)),
            format!("update offer set review = 'suspended' where id = '{offer}'"),
        ],
        (Step::Reinstate(who), _) => vec![format!(
            "update offer_suspension set lifted_by = '{}', lifted_at = app_now() where offer_id = '{offer}' and lifted_at is null",
            account(who)
        )],
        (Step::Undo(who), _) => vec![undone(play, stands, who, reason)],
        (Step::Submit, Why::State) => vec![format!(
            "update offer set review = 'submitted' where id = '{offer}' and review in ('rejected', 'withdrawn')"
        )],
        (Step::Edit(_), _) => vec![format!(
            "update offer_revision set content = jsonb_set(content, '{{title}}', '\"Altceva\"')
             where id = '{revision}' and submitted_at is not null"
        )],
        (Step::Pause | Step::Resume, _) => return attempt(play.db(), &[], Some(&offer)).await,
        (Step::Confirm, _) => vec![format!(
            "update offer set review = 'approved', live_revision_id = coalesce(live_revision_id, latest_revision_id),
                 last_confirmed_at = app_now(), expires_at = app_now() + interval '14 days'
             where id = '{offer}' and review <> 'approved'"
        )],
        (Step::Withdraw, _) => vec![format!(
            "update offer set review = 'withdrawn' where id = '{offer}' and review <> 'withdrawn'"
        )],
        (Step::Vet(who, _), _) => vec![format!(
            "insert into vetting_evidence (id, provider_id, kind, level, seen_by, seen_at, lapses_at)
             values (gen_random_uuid(), '{provider}', 'visit', 3, '{}', app_now(), app_now() + interval '365 days')",
            account(who)
        )],
        (Step::Block(who), _) => vec![format!(
            "insert into provider_block (id, provider_id, reason, blocked_by, blocked_at, review_by)
             values (gen_random_uuid(), '{provider}', 'danger', '{}', app_now(), app_now() + interval '1 day')",
            account(who)
        )],
        (Step::Verdict(who, _), _) => vec![format!(
            "update provider_block set verdict = 'lifted', reviewed_by = '{}', reviewed_at = app_now()
             where provider_id = '{provider}' and verdict is distinct from 'lifted'",
            account(who)
        )],
        (Step::Propose, Why::Minor | Why::Taken | Why::Hidden | Why::ForMinors) => {
            vec![agreed(play, "proposed")]
        }
        (Step::Accept, Why::NothingThere) => vec![agreed(play, "accepted")],
        (Step::Accept, Why::State | Why::Hidden | Why::Changed) => {
            vec![moved(play, "accepted", "")]
        }
        (Step::Decline | Step::CallOff, Why::Blocked) => vec![of_the_provider(play)],
        (Step::Decline, Why::State) => vec![moved(play, "declined", "")],
        // The household may go from here.
        (Step::TakeBack | Step::CallOff, Why::State) => vec![moved(play, "cancelled", "proposed")],
        _ => return Ok(Tried::Nothing),
    };
    attempt(play.db(), &statements, None).await
}

/// Tries by SQL what would be too early: to show what one moderator of two has approved.
pub(super) async fn too_early(play: &mut Play<'_>, step: Step) -> Result<Tried, String> {
    if !matches!(step, Step::Decide(_, Say::Approve)) {
        return Ok(Tried::Nothing);
    }
    let offer = play.offer.clone();
    let waits = format!(
        "exists (select from review_item i where i.offer_id = '{offer}' and i.state = 'open')"
    );
    let statements = [
        format!(
            "update offer set review = 'in_review' where id = '{offer}' and review = 'submitted'"
        ),
        format!("{} and {waits}", put_live(&offer)),
    ];
    attempt(play.db(), &statements, None).await
}
