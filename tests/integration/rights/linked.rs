//! Whatever is kept of a household, a provider or an account hangs on its id. Every column that holds an id is written down here with what an
//! erasure does with it: a new one has no place until somebody has thought of that, and what is said to go is gone.

use std::collections::BTreeSet;

use punte_tests::{PASSWORD, TestApp};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::canaries::{self, Canaries};

/// Who is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Household,
    Account,
    Provider,
}

use Whose::{Account, Household, Provider};

/// Rows that go with the erasure itself: table, column, whose, and which they are, of the id `$1`. Typed by hand.
#[rustfmt::skip]
const GOES: [(&str, &str, Whose, &str); 30] = [
    ("case_code",                 "request_id",       Household, "request_id = $1"),
    ("case_note",                 "case_id",          Household, "case_id in (select c.id from household_case c where c.request_id = $1)"),
    ("household_signal",          "request_id",       Household, "request_id = $1"),
    ("identity.case_text",        "row_id",           Household,
        "row_id in (select n.id from case_note n join household_case c on c.id = n.case_id where c.request_id = $1)"),
    ("identity.data_key",         "row_id",           Household, "row_id = $1"),
    ("identity.feedback_comment", "feedback_id",      Household,
        "feedback_id in (select f.id from feedback f join match m on m.id = f.match_id where m.request_id = $1 and f.side = 'refugee')"),
    ("identity.former_name",      "match_id",         Household, "match_id in (select m.id from match m where m.request_id = $1)"),
    ("identity.message_text",     "message_id",       Household,
        "message_id in (select s.id from message s join match m on m.id = s.match_id where m.request_id = $1)"),
    ("identity.request_contact",  "request_id",       Household, "request_id = $1"),
    ("match_renamed",             "match_id",         Household, "match_id in (select m.id from match m where m.request_id = $1)"),
    ("notification",              "recipient_id",     Household, "recipient_id = $1"),
    ("notification",              "request_id",       Household, "request_id = $1"),
    ("request_account",           "request_id",       Household, "request_id = $1"),
    ("request_draft",             "filed_request_id", Household, "filed_request_id = $1"),
    ("request_pin",               "request_id",       Household, "request_id = $1"),
    ("identity.account",          "account_id",       Account,   "account_id = $1"),
    ("mail_link",                 "account_id",       Account,   "account_id = $1"),
    ("notification",              "account_id",       Account,   "account_id = $1"),
    ("provider_member",           "account_id",       Account,   "account_id = $1"),
    ("recovery_code",             "account_id",       Account,   "account_id = $1"),
    ("refresh_token",             "session_id",       Account,   "session_id in (select s.id from session s where s.account_id = $1)"),
    ("request_account",           "account_id",       Account,   "account_id = $1"),
    ("second_factor",             "account_id",       Account,   "account_id = $1"),
    ("session",                   "account_id",       Account,   "account_id = $1"),
    // Of a private person, who is erased with their account.
    ("identity.former_name",      "match_id",         Provider,  "match_id in (select m.id from match m where m.provider_id = $1)"),
    ("identity.offer_private",    "revision_id",      Provider,
        "revision_id in (select r.id from offer_revision r join offer o on o.id = r.offer_id where o.provider_id = $1)"),
    ("identity.provider",         "provider_id",      Provider,  "provider_id = $1"),
    ("offer_translation",         "offer_id",         Provider,  "offer_id in (select o.id from offer o where o.provider_id = $1)"),
    ("match_renamed",             "match_id",         Provider,  "match_id in (select m.id from match m where m.provider_id = $1)"),
    ("provider_member",           "provider_id",      Provider,  "provider_id = $1"),
];

/// Columns of rows that go with another one, or soon by the clock.
const SOON: [(&str, &[&str]); 11] = [
    (
        "at the next round of what the clock deletes",
        &["child_case_note.case_id", "child_case_note.written_by"],
    ),
    (
        "a minute after a decision",
        &[
            "decision_undo.decision_id",
            "decision_undo.moderator_id",
            "decision_undo.review_item_id",
        ],
    ),
    ("after an hour", &["mail_link.request_id"]),
    (
        "after twelve hours, or with the sign-in",
        &[
            "household_session.by_session",
            "household_session.case_id",
            "household_session.kept_by",
            "household_session.request_id",
        ],
    ),
    (
        "after a day",
        &[
            "case_code.case_id",
            "case_code.used_by",
            "kept_answers.moderator_id",
            "kept_answers.revision_id",
        ],
    ),
    (
        "after thirty days",
        &[
            "event.inquiry_id",
            "event.match_id",
            "event.offer_id",
            "event.provider_id",
        ],
    ),
    (
        "after ninety days, of what others were told",
        &["notification.about"],
    ),
    (
        "after 730 days",
        &["audit_event.actor_id", "audit_event.subject_id"],
    ),
    ("with the case", &["case_note.written_by"]),
    (
        "at the next look of the worker",
        &["host_reading.provider_id"],
    ),
    (
        "once every process has followed it",
        &["offer_change.offer_id"],
    ),
];

/// Columns of rows that stay, and what they are. Their ids are of nobody any more.
#[rustfmt::skip]
const STAYS: [(&str, &[&str]); 6] = [
    ("that there was a request, what of it was for whom, and what became of it", &[
        "check_in.match_id", "check_in.report_id", "child_case.request_id", "child_case.taken_by", "code_reissue.by_case_worker",
        "code_reissue.by_moderator", "code_reissue.request_id", "consent.request_id", "contact_access.account_id", "contact_access.match_id",
        "feedback.match_id", "household_case.account_id", "household_case.provider_id", "household_case.request_id", "household_signal.report_id",
        "household_signal.settled_by", "inquiry.offer_id", "inquiry.provider_id", "inquiry.request_id", "inquiry_end.account_id",
        "inquiry_end.inquiry_id", "match.need_id", "match.offer_id", "match.provider_id", "match.request_id", "match.revision_id",
        "child_case_alarm.case_id", "match_changed.match_id", "match_changed.told_revision_id", "match_completion.account_id", "match_completion.match_id", "match_confirmation.match_id", "match_event.account_id",
        "match_event.match_id", "message.inquiry_id", "message.match_id", "need.continues", "need.request_id",
        "request_stop.lifted_by", "request_stop.report_id", "request_stop.request_id", "request_stop.stopped_by",
    ]),
    ("that there was an offer, in which versions, and what of it was free", &[
        "offer.created_by", "offer.latest_revision_id", "offer.live_revision_id", "offer.provider_id", "offer_availability.offer_id",
        "offer_leg.offer_id", "offer_night.offer_id", "offer_reminder.offer_id", "offer_revision.created_by", "offer_revision.offer_id",
        "offer_source.offer_id", "offer_source.provider_id", "offer_stock.offer_id", "offer_suspension.lifted_by", "offer_suspension.offer_id",
        "offer_suspension.suspended_by", "offer_suspension.waiting_item_id", "offer_translation.translated_by",
    ]),
    ("that a provider was there, what was checked, and who belonged to it", &[
        "former_member.account_id", "former_member.provider_id", "provider.created_by", "provider_invitation.accepted_by",
        "provider_invitation.invited_by", "provider_invitation.provider_id", "provider_reliability.provider_id",
        "provider_reminder.provider_id", "vetting_evidence.provider_id", "vetting_evidence.seen_by",
        "vetting_evidence.taken_back_by",
    ]),
    ("what moderators decided, found and stopped", &[
        "block_alarm.block_id", "block_mark.block_id", "hint_dismissal.item_id", "hint_dismissal.moderator_id", "hint_dismissal.offer_id",
        "hint_reading.item_id", "provider_block.blocked_by", "provider_block.provider_id", "provider_block.reviewed_by", "report.inquiry_id",
        "report.match_id", "report.offer_id", "report.provider_id", "report.taken_by", "report_alarm.report_id", "report_text.report_id",
        "review_check.decision_id", "review_check.moderator_id", "review_decision.moderator_id", "review_decision.review_item_id",
        "review_decision.revision_id", "review_escalation.moderator_id", "review_escalation.review_item_id", "review_escalation.revision_id",
        "review_item.claimed_by", "review_item.offer_id", "review_item.revision_id", "suspension_check.suspension_id",
    ]),
    ("what staff wrote and does with remarks and guides", &[
        "guide_text.checked_by", "guide_text.written_by", "inbox_item.assigned_to", "inbox_note.item_id", "inbox_note.written_by",
    ]),
    ("applications of organisations and their keys", &[
        "partner.created_by", "partner.provider_id", "partner_key.created_by", "partner_key.partner_id", "partner_key_use.key_id",
    ]),
];

#[tokio::test]
async fn every_column_that_holds_an_id_says_what_an_erasure_does_with_it() {
    let app = TestApp::spawn().await;
    // A row's own id is no link; whatever refers to another row is one, of whichever type.
    let columns: Vec<String> = sqlx::query_scalar(
        "select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname || '.' || a.attname
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_type t on t.oid = a.atttypid
         where n.nspname in ('identity', 'public') and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attname <> 'id'
            and (t.typname in ('uuid', '_uuid') or exists (
                select from pg_constraint k join pg_class r on r.oid = k.confrelid
                where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any (k.conkey)
                    and r.relname in ('request', 'provider', 'account', 'need', 'match', 'offer', 'offer_revision', 'inquiry')))",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let there: BTreeSet<String> = columns.into_iter().collect();
    let mut written = BTreeSet::new();
    for (_, columns) in SOON.iter().chain(&STAYS) {
        for column in *columns {
            assert!(written.insert((*column).to_owned()), "{column} twice");
        }
    }
    let goes: BTreeSet<String> = GOES.iter().map(|(t, c, ..)| format!("{t}.{c}")).collect();
    let both: Vec<_> = goes.intersection(&written).collect();
    assert!(both.is_empty(), "goes and stays: {both:?}");
    written.extend(goes);
    let new: Vec<_> = there.difference(&written).collect();
    assert!(
        new.is_empty(),
        "say here what an erasure does with them, and let it: {new:?}"
    );
    let gone: Vec<_> = written.difference(&there).collect();
    assert!(gone.is_empty(), "not there any more: {gone:?}");
}

/// What hangs on somebody by each of the columns, and is said to go.
async fn hanging(
    app: &TestApp,
    whose: Whose,
    on: &str,
) -> Vec<(&'static str, &'static str, Vec<Uuid>)> {
    let on: Uuid = on.parse().unwrap();
    let mut db = app.superuser().await;
    let mut found = Vec::new();
    for (table, column, _, which) in GOES.iter().filter(|row| row.2 == whose) {
        let query = format!("select distinct {column} from {table} where {which}");
        let ids: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(query))
            .bind(on)
            .fetch_all(&mut db)
            .await
            .unwrap();
        assert!(!ids.is_empty(), "{table}.{column} holds nothing of theirs");
        found.push((*table, *column, ids));
    }
    found
}

/// Which of it is left.
async fn left(app: &TestApp, hung: Vec<(&str, &str, Vec<Uuid>)>) -> Vec<String> {
    let mut db = app.superuser().await;
    let mut left = Vec::new();
    for (table, column, ids) in hung {
        let query = format!("select count(*) from {table} where {column} = any ($1)");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(query))
            .bind(ids)
            .fetch_one(&mut db)
            .await
            .unwrap();
        if rows > 0 {
            left.push(format!("{table}.{column}: {rows}"));
        }
    }
    left
}

/// What waits in the background, and what was done there, says by ids whom it is about: no word of anybody.
async fn jobs_hold_no_words(app: &TestApp) {
    let payloads: Vec<Value> = sqlx::query_scalar("select payload from job")
        .fetch_all(&mut app.superuser().await)
        .await
        .unwrap();
    assert!(payloads.len() > 5, "hardly anything was to do");
    let mut rest = payloads;
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(all) => rest.extend(all),
            Value::Object(fields) => rest.extend(fields.into_iter().map(|(_, value)| value)),
            Value::String(text) => {
                let codes = text.len() <= 120 && !text.contains(['@', ' ', ',']);
                assert!(codes, "{text}");
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Everybody of one round, with what the round itself does not leave.
async fn world(app: &TestApp) -> Canaries {
    let canaries = canaries::renamed(app).await;
    let household = &canaries.household;
    let request = format!("/requests/{}", household.request);
    app.post(format!("{request}/case-codes"))
        .by(&household.who)
        .expect(201)
        .await;
    app.put(format!("{request}/pin"))
        .by(&household.who)
        .json(&json!({ "pin": "571943" }))
        .expect(204)
        .await;
    app.post("/accounts/me/address-changes")
        .by(&canaries.volunteer.member)
        .json(&json!({ "email": "elsewhere@example.org", "current_password": PASSWORD }))
        .expect(202)
        .await;
    let mut db = app.superuser().await;
    sqlx::query(
        "insert into request_draft (id, tracking_hash, content, filed_request_id, created_at, updated_at, expires_at)
         values (gen_random_uuid(), sha256('a code'), 'sealed', $1::uuid, app_now(), app_now(), app_now() + interval '1 day')",
    )
    .bind(&household.request)
    .execute(&mut db)
    .await
    .unwrap();
    // An account that keeps it.
    sqlx::query("insert into request_account (request_id, account_id, kept_at) values ($1::uuid, $2, app_now())")
        .bind(&household.request)
        .bind(canaries.volunteer.member.account.0)
        .execute(&mut db)
        .await
        .unwrap();
    // Words of a moderator.
    sqlx::query(
        "insert into offer_translation (offer_id, language, of_words, title, description, translated_by, translated_at)
         select $1::uuid, 'en', repeat('0', 64), 'A home', 'A quiet one.', a.id, app_now() from account a where 'moderator' = any (a.roles) limit 1",
    )
    .bind(&canaries.offers[0])
    .execute(&mut db)
    .await
    .unwrap();
    // A second factor that was shown and never set up.
    for statement in [
        "insert into second_factor (account_id, pending) values ($1, 'sealed')",
        "insert into recovery_code (account_id, code_hash) values ($1, sha256('a code'))",
    ] {
        sqlx::query(statement)
            .bind(canaries.volunteer.member.account.0)
            .execute(&mut db)
            .await
            .unwrap();
    }
    canaries
}

#[tokio::test]
async fn what_is_said_to_go_with_a_household_is_gone() {
    let app = TestApp::spawn().await;
    let canaries = world(&app).await;
    let household = &canaries.household;
    let hung = hanging(&app, Household, &household.request).await;
    app.delete(format!("/requests/{}", household.request))
        .by(&household.who)
        .expect(204)
        .await;
    assert_eq!(left(&app, hung).await, Vec::<String>::new());
    let kept =
        "select count(*) from idempotency_key k join request q on k.principal = 'request:' || q.id";
    assert_eq!(app.count(kept).await, 0);
    jobs_hold_no_words(&app).await;
}

#[tokio::test]
async fn what_is_said_to_go_with_an_account_and_the_private_person_is_gone() {
    let app = TestApp::spawn().await;
    let canaries = world(&app).await;
    let member = &canaries.volunteer.member;
    let mut hung = hanging(&app, Account, &member.account.to_string()).await;
    hung.extend(hanging(&app, Provider, &canaries.volunteer.id).await);
    app.post("/accounts/me/erasure")
        .by(member)
        .json(&json!({ "password": PASSWORD }))
        .expect(204)
        .await;
    assert_eq!(left(&app, hung).await, Vec::<String>::new());
    jobs_hold_no_words(&app).await;
}
