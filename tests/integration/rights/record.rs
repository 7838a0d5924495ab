//! Every column that holds somebody is tagged, stands in the record of processing, and comes with the export; of every other one that
//! could hold somebody it is written down here why it does not.

use std::collections::BTreeSet;

use punte_api::vault;
use punte_tests::TestApp;

/// What a tag begins with.
const KINDS: [&str; 6] = ["pii", "special", "index", "secret", "empty", "none"];

/// Columns of the schema `public` that have no tag, and why what they hold names and reaches nobody. Whatever holds more than an id, a
/// number, a yes or no or a time is here or has a tag; typed by hand.
#[rustfmt::skip]
const NOBODYS: [(&str, &[&str]); 8] = [
    ("words of short lists: kinds, states, reasons, languages, roles", &[
        "account.locale", "account.muted_mails", "account.roles", "audit_event.action", "audit_event.actor_kind", "audit_event.subject_kind",
        "block_mark.kind", "check_in.answer", "check_in.kind", "child_case.outcome", "child_case.state", "code_reissue.reason", "consent.locale",
        "consent.purpose", "contact_access.side", "event.kind", "feedback.as_described", "feedback.delivered", "feedback.side",
        "feedback.why_not", "guide.theme", "guide_text.language", "guide_text.state", "guide_text.theme", "heartbeat.part",
        "help_line.country", "help_line.languages", "help_line.whom", "household_case.consent", "household_case.end_reason",
        "household_case.source", "idempotency_key.operation", "inbox_item.closed_reason", "inbox_item.kind", "inbox_item.language",
        "inbox_item.page", "inbox_item.state", "inquiry_end.side", "job.kind", "job.state", "kept_answers.answers", "kept_answers.checklist_key", "mail_link.locale", "mail_link.purpose", "match.end_reason",
        "match.ended_by", "match.state", "match_completion.side", "match_completion.word", "match_confirmation.side", "match_event.from_state", "match_event.reason", "match_event.side",
        "match_event.to_state", "message.locale", "message.phrase", "message.side", "need.category", "need.closing_reason", "need.state", "notification.notice",
        "offer.category", "offer.review", "offer_suspension.reason", "offer_reminder.stage", "offer_translation.language", "partner_key.scopes", "provider.kind",
        "provider.languages", "provider.status", "provider_block.reason", "provider_block.verdict", "provider_invitation.role",
        "provider_member.role", "provider_reminder.stage", "report.kind", "report.outcome", "report.reporter", "report.state", "request.locale", "request.muted_mails", "request.state",
        "review_check.evidence", "review_check.item", "review_check.result", "review_decision.checklist_key", "review_decision.decision",
        "review_decision.fields", "review_decision.reason_code", "review_escalation.reason", "review_item.kind", "review_item.outcome", "review_item.state",
        "session.kind", "suspension_check.evidence", "suspension_check.item", "suspension_check.result", "vetting_evidence.kind", "vetting_evidence.result", "vetting_evidence.taken_back_for",
    ]),
    ("digests, of which nothing is read", &[
        "attempt_count.key", "audit_seal.hash", "case_code.code_hash", "consent.text_hash", "erasure.subject_hash", "hint_dismissal.mark",
        "idempotency_key.fingerprint", "idempotency_key.key", "installation.keys_check", "mail_link.address_hash", "mail_link.code_hash",
        "offer_source.digest", "offer_translation.of_words", "partner_key.secret_hash", "provider_invitation.code_hash",
        "recovery_code.code_hash", "refresh_token.retry", "refresh_token.token_hash", "report.code_hash", "request.tracking_hash",
        "request_draft.tracking_hash", "request_pin.pin_hash", "seed_state.digest",
    ]),
    ("sealed by the application, for a while: docs/privacy.md, Beside these", &[
        "child_case_note.sealed", "idempotency_key.response", "mail_link.address", "refresh_token.successor", "report_text.sealed",
        "request_draft.content", "second_factor.pending", "second_factor.seed",
    ]),
    ("ids, codes and numbers, under which nobody is named", &[
        "audit_event.data", "decision_undo.before", "idempotency_key.principal", "job.dedup_id", "job.payload", "notification.dedup_id", "offer.reference",
        "partner_key.prefix",
    ]),
    ("what everybody may read: offers, places, guides, lists of the operator and of organisations", &[
        "checklist.items", "checklist.key", "guide_text.body", "guide_text.sources", "guide_text.summary", "guide_text.title",
        "help_line.hours", "help_line.name_en", "help_line.name_ro", "help_line.name_ru", "help_line.name_uk", "help_line.number",
        "help_line.source", "offer.published_point", "offer_source.key", "offer_source.register_name", "offer_source.source",
        "partner.name", "place.admin1", "place.country", "place.kind",
        "place.name", "place.name_en", "place.name_ro", "place.name_ru", "place.name_uk", "place.point", "place_name.key",
        "place_name.name", "place_name.source", "place_source.code", "place_source.source", "provider.public_name",
        "reference_item.data", "reference_item.key", "reference_item.kind", "seed_state.name",
    ]),
    ("what is said about pages, and what an organisation was called: docs/privacy.md, Beside these", &[
        "guide_text.returned_note", "inbox_item.answers", "inbox_item.text", "inbox_note.text", "job.last_error", "match_renamed.former_name",
        "offer_revision.published_point",
    ]),
    ("what an offer says, and what is said about it: with a private person it goes (`words.rs`), an organisation's stays", &WORDS),
    ("what is asked for, not by whom: with its household all but its kind goes (`words.rs`)", &ASKED),
];

/// Words that go with the private person whose they are, or about whom.
pub(super) const WORDS: [&str; 8] = [
    "hint_reading.hints",
    "offer_revision.content",
    "offer_suspension.note",
    "offer_translation.description",
    "offer_translation.title",
    "provider_block.note",
    "review_decision.note",
    "review_escalation.note",
];

/// What goes with the household that asked.
pub(super) const ASKED: [&str; 1] = ["need.content"];

/// `schema.table.column` and its tag.
async fn tags(app: &TestApp) -> Vec<(String, Option<String>)> {
    sqlx::query_as(
        "select format('%s.%s.%s', n.nspname, c.relname, a.attname), col_description(c.oid, a.attnum)
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('identity', 'public') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         order by 1",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap()
}

fn kind(tag: &str) -> &str {
    tag.split_once(": ").map_or("", |(kind, _)| kind)
}

#[tokio::test]
async fn every_column_of_the_identity_schema_has_a_tag_and_every_personal_one_is_sealed() {
    let app = TestApp::spawn().await;
    let mut personal = BTreeSet::new();
    for (column, tag) in tags(&app).await {
        let Some(own) = column.strip_prefix("identity.") else {
            continue;
        };
        let tag = tag.unwrap_or_default();
        assert!(
            KINDS.contains(&kind(&tag)),
            "{column} has no tag: say in its migration whose it is ({tag:?})"
        );
        if ["pii", "special"].contains(&kind(&tag)) {
            personal.insert(own.to_owned());
        }
    }
    let sealed: BTreeSet<String> = vault::FIELDS
        .iter()
        .map(|field| format!("{}.{}", field.table, field.column))
        .collect();
    assert_eq!(personal, sealed);
}

#[tokio::test]
async fn every_personal_column_stands_in_the_record_of_processing_and_no_other_does() {
    let app = TestApp::spawn().await;
    let record =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/privacy.md"))
            .unwrap();
    let written: BTreeSet<String> = record
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once('`'))
        .map(|(column, _)| column.to_owned())
        .filter(|column| column.matches('.').count() == 2)
        .collect();
    let tagged: BTreeSet<String> = tags(&app)
        .await
        .into_iter()
        .filter(|(_, tag)| {
            tag.as_deref()
                .is_some_and(|tag| ["pii", "special"].contains(&kind(tag)))
        })
        .map(|(column, _)| column)
        .collect();
    assert_eq!(written, tagged);
}

#[tokio::test]
async fn every_column_that_can_hold_words_has_a_tag_or_is_known_to_hold_nobody() {
    let app = TestApp::spawn().await;
    let tagged: BTreeSet<String> = tags(&app)
        .await
        .into_iter()
        .filter(|(_, tag)| tag.as_deref().is_some_and(|tag| KINDS.contains(&kind(tag))))
        .filter_map(|(column, _)| column.strip_prefix("public.").map(str::to_owned))
        .collect();
    let wordy: Vec<String> = sqlx::query_scalar(
        "select format('%s.%s', c.relname, a.attname)
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            join pg_type t on t.oid = a.atttypid
         where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            and c.relname not in ('spatial_ref_sys', '_sqlx_migrations')
            and t.typname not in ('uuid', 'int2', 'int4', 'int8', 'bool', 'date', 'timestamptz', 'daterange', 'xid8')",
    )
    .fetch_all(&mut app.superuser().await)
    .await
    .unwrap();
    let untagged: BTreeSet<String> = wordy
        .into_iter()
        .filter(|column| !tagged.contains(column))
        .collect();
    let mut known = BTreeSet::new();
    for (why, columns) in NOBODYS {
        for column in columns {
            assert!(known.insert((*column).to_owned()), "{column} twice: {why}");
        }
    }
    let new: Vec<_> = untagged.difference(&known).collect();
    assert!(
        new.is_empty(),
        "say in the migration whose they are, or here why nobody's: {new:?}"
    );
    let gone: Vec<_> = known.difference(&untagged).collect();
    assert!(gone.is_empty(), "gone, or tagged by now: {gone:?}");
}

#[tokio::test]
async fn every_sealed_column_comes_with_the_export_of_whoever_it_is_about() {
    let app = TestApp::spawn().await;
    let canaries = crate::canaries::renamed(&app).await;
    let mut exports = String::new();
    for who in [
        &canaries.volunteer.member,
        &canaries.ngo.member,
        &canaries.account,
    ] {
        let export = app.get("/accounts/me/export").by(who).expect(200).await;
        exports.push_str(&export.text);
    }
    let household = app
        .get(format!("/requests/{}/export", canaries.household.request))
        .by(&canaries.household.who)
        .expect(200)
        .await;
    exports.push_str(&household.text);
    let missing: Vec<_> = vault::FIELDS
        .iter()
        .map(|field| format!("{}.{}", field.table, field.column))
        .filter(|column| {
            !canaries
                .markers
                .iter()
                .any(|m| m.field == column && exports.contains(&m.text))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
