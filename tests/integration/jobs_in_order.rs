//! Which job is next: nobody in danger waits behind what a thousand others are told.

#![cfg(test)]

use punte_api::app::notices::Notice;
use punte_core::quiet::Matter;
use punte_tests::TestApp;
use serde_json::json;

/// Where a job stands, whichever number that is.
async fn rank(app: &TestApp, kind: &str, notice: Option<Notice>, waited: bool) -> i16 {
    let payload = json!({ "notice": notice, "waited": waited });
    sqlx::query_scalar(
        "insert into job (id, kind, payload, dedup_id, run_at, created_at) values ($1, $2, $3, $1::text, app_now(), app_now())
         returning rank",
    )
    .bind(punte_api::ids::random())
    .bind(kind)
    .bind(payload)
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap()
}

#[tokio::test]
async fn what_hides_goes_first_then_safety_then_what_is_no_mail_then_access_then_other_mails_then_those_of_many()
 {
    let app = TestApp::spawn().await;
    for kind in ["provider_blocked", "offer_gone"] {
        assert_eq!(rank(&app, kind, None, false).await, 0, "{kind}");
    }
    for kind in ["offer_visible", "check_in", "remind"] {
        assert_eq!(rank(&app, kind, None, false).await, 2, "{kind}");
    }
    for notice in Notice::ALL {
        let many = [
            Notice::OffersFound,
            Notice::StillNeeded,
            Notice::NeedStillNeeded,
        ];
        let expected = match notice.matter() {
            Matter::Safety => 1,
            Matter::Access | Matter::Receipt => 3,
            _ if many.contains(&notice) => 5,
            Matter::Agreement | Matter::Find | Matter::Standing => 4,
        };
        let said = Some(notice);
        assert_eq!(
            rank(&app, "mail", said, false).await,
            expected,
            "{}",
            notice.key()
        );
        let morning = if expected == 1 { 1 } else { 5 };
        assert_eq!(
            rank(&app, "mail", said, true).await,
            morning,
            "{}",
            notice.key()
        );
    }
}
