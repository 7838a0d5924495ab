//! The demo data: whole after every start, however often one was killed.

#![cfg(test)]

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    pin::pin,
    task::Poll,
};

use jiff::SignedDuration;
use punte_api::app::limits::Origin;
use punte_api::{demo::DemoView, seed::seed_demo};
use punte_core::sensitive::Sensitive;
use punte_tests::TestApp;
use serde_json::Value;
use tempfile::TempDir;

const OFFERS: &str = include_str!("../../seeds/demo/offers.json");
const PROVIDERS: &str = include_str!("../../seeds/demo/providers.json");
const HOUSEHOLDS: &str = include_str!("../../seeds/demo/households.json");

fn entries(file: &str) -> Vec<Value> {
    serde_json::from_str(file).unwrap()
}

fn count(entries: usize) -> i64 {
    i64::try_from(entries).unwrap()
}

fn sign_in_file(directory: &TempDir) -> PathBuf {
    directory.path().join("demo-sign-ins.json")
}

/// Works until `since` held and then so many steps more, then drops the work where it stands. `None`: it was dropped.
async fn cut<T>(
    work: impl Future<Output = T>,
    since: impl Fn() -> bool,
    steps: usize,
) -> Option<T> {
    let mut work = pin!(work);
    let mut left = None;
    std::future::poll_fn(|context| {
        if left.is_none() && since() {
            left = Some(steps);
        }
        match &mut left {
            Some(0) => return Poll::Ready(None),
            Some(steps) => *steps -= 1,
            None => {}
        }
        work.as_mut().poll(context).map(Some)
    })
    .await
}

async fn seed(app: &TestApp, directory: &Path) -> DemoView {
    let use_cases = app.use_cases().await;
    let view = seed_demo(&use_cases, directory).await.unwrap();
    use_cases.pool.close().await;
    view
}

/// What is there in the end: as much as the files say, and each code opens a request.
async fn check_whole(app: &TestApp, view: &DemoView) {
    let (offers, providers, households) =
        (entries(OFFERS), entries(PROVIDERS), entries(HOUSEHOLDS));
    let approved = offers.iter().filter(|o| o["publish"] == "approved").count();
    for (statement, expected) in [
        (
            "select count(*) from identity.account",
            providers.len() + 6 + app.cast.moderators.len() + app.cast.people.len(),
        ),
        (
            "select count(*) from identity.provider i join provider p on p.id = i.provider_id
             where coalesce(p.public_name, '[demo]') like '[demo]%'",
            providers.len(),
        ),
        (
            "select count(*) from offer o join offer_revision r on r.id = o.latest_revision_id
             where r.content ->> 'title' like '[demo]%' and o.review = 'approved'",
            approved,
        ),
        (
            "select count(*) from offer o join offer_revision r on r.id = o.latest_revision_id
             where r.content ->> 'title' like '[demo]%' and o.review not in ('approved', 'withdrawn')",
            offers.len() - approved,
        ),
        (
            "select count(distinct content ->> 'title') from visible_offer where content ->> 'title' like '[demo]%'",
            approved,
        ),
        (
            "select count(*) from request where state = 'open'",
            households.len(),
        ),
    ] {
        assert_eq!(app.count(statement).await, count(expected), "{statement}");
    }
    assert_eq!(view.sign_ins.len(), providers.len() + 6);
    let use_cases = app.use_cases().await;
    let mut opened = BTreeSet::new();
    for household in &view.households {
        let (_, request) = use_cases
            .track(&household.code, Origin::here())
            .await
            .unwrap();
        assert!(opened.insert(request), "{}", household.about);
    }
    use_cases.pool.close().await;
    assert_eq!(opened.len(), households.len());
}

#[tokio::test]
async fn a_demo_that_is_killed_again_and_again_ends_as_one_that_is_not() {
    let app = TestApp::spawn().await;
    let data = TempDir::new().unwrap();
    let has_codes =
        || fs::read_to_string(sign_in_file(&data)).is_ok_and(|text| text.contains("\"code\""));
    // In accounts, providers and offers; then in households, from the moment on at which their codes are written.
    let cuts = [1, 30, 300, 900, 1400].map(|steps| (steps, false));
    for (steps, in_households) in cuts.into_iter().chain([0, 1, 25, 40].map(|n| (n, true))) {
        if in_households {
            // The codes of the last time are not waited for.
            let _none = fs::remove_file(sign_in_file(&data));
        }
        let use_cases = app.use_cases().await;
        let ended = cut(
            Box::pin(seed_demo(&use_cases, data.path())),
            || !in_households || has_codes(),
            steps,
        )
        .await;
        assert!(ended.is_none(), "{steps} steps were enough");
        assert_eq!(has_codes(), in_households);
        use_cases.pool.close().await;
    }
    let filed = app.count("select count(*) from request").await;
    assert!(filed > 0, "it was cut between two requests");
    let view = seed(&app, data.path()).await;
    check_whole(&app, &view).await;
}

#[tokio::test]
async fn a_start_changes_nothing_unless_the_sign_ins_are_others_or_a_week_went_by() {
    let app = TestApp::spawn().await;
    let (data, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let first = seed(&app, data.path()).await;
    check_whole(&app, &first).await;
    let mode = fs::metadata(sign_in_file(&data))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "passwords and codes are the owner's");

    let before = app.digest().await;
    let again = seed(&app, data.path()).await;
    assert_eq!(app.digest().await, before);
    assert_eq!(codes(&again), codes(&first));

    // Half of a file, as a start left it that was killed while it wrote.
    fs::write(sign_in_file(&other), "{ \"sign_ins\": [").unwrap();
    let elsewhere = seed(&app, other.path()).await;
    check_whole(&app, &elsewhere).await;
    let use_cases = app.use_cases().await;
    for sign_in in &elsewhere.sign_ins[1..4] {
        let password = Sensitive::new(sign_in.password.clone());
        let code = elsewhere.staff_code(app.now());
        let signed_in = use_cases
            .sign_in(&sign_in.email, password, code.as_deref())
            .await;
        assert!(signed_in.is_ok(), "{}", sign_in.email);
    }
    use_cases.pool.close().await;

    app.advance(SignedDuration::from_hours(24 * 8));
    let late = seed(&app, other.path()).await;
    check_whole(&app, &late).await;
    assert!(codes(&late).is_disjoint(&codes(&elsewhere)));
}

fn codes(view: &DemoView) -> BTreeSet<String> {
    view.households.iter().map(|h| h.code.clone()).collect()
}
