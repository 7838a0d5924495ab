//! The same requests about what belongs to a provider that was blocked: it is nowhere to be seen, nothing more is agreed with it, and
//! its own people still see what is theirs.

use punte_api::app::{Caller, danger::BlockBody};
use punte_core::{
    danger::BlockReason,
    locale::Locale,
    policy::{Actor, Roles},
    sign_in::Factor,
};
use punte_tests::{MailSink, TestApp};

use super::{TABLE, World};

/// These callers, in the order in which they ask. The key has every scope.
const CALLERS: [&str; 6] = [
    "visitor",
    "outsider",
    "moderator",
    "key",
    "household",
    "member",
];

#[rustfmt::skip]
const TYPED: &[(&str, [u16; 6])] = &[
    //                         vis  out  mod  key  hh   mem
    ("listPublicOffers",      [200, 200, 200, 200, 200, 200]),
    ("readPublicOffer",       [404, 404, 404, 404, 404, 404]),
    ("rankOffers",            [401, 404, 404, 404, 200, 404]),
    ("explainNeed",           [401, 404, 404, 404, 404, 404]),
    ("explainMatch",          [401, 404, 404, 404, 403, 404]),
    ("proposeMatch",          [401, 404, 404, 404, 409, 404]),
    // Its own people and its key see what it has.
    ("readProvider",          [401, 404, 404, 404, 404, 200]),
    // Whoever they are, they stay known as it.
    ("correctProvider",       [401, 404, 404, 404, 404, 409]),
    ("listProviderOffers",    [401, 404, 404, 200, 404, 200]),
    ("readOffer",             [401, 404, 404, 200, 404, 200]),
    // What was agreed was stopped; both sides see that, and no contacts any more.
    ("readMatch",             [401, 404, 404, 404, 200, 200]),
    ("readContacts",          [401, 404, 404, 404, 409, 409]),
    ("listProviderMatches",   [401, 404, 404, 404, 404, 200]),
    ("acceptMatch",           [401, 404, 404, 404, 403, 409]),
    ("declineMatch",          [401, 404, 404, 404, 403, 409]),
    ("takeMatchStep",         [401, 404, 404, 404, 409, 409]),
    ("cancelMatch",           [401, 404, 404, 404, 409, 409]),
    // What was written stays to be read by the two, and nobody writes more.
    ("listMessages",          [401, 404, 404, 404, 200, 200]),
    ("sendMessage",           [401, 404, 404, 404, 409, 409]),
    ("openInquiry",           [401, 404, 404, 404, 409, 404]),
    ("readInquiry",           [401, 404, 404, 404, 200, 200]),
    ("listInquiryMessages",   [401, 404, 404, 404, 200, 200]),
    ("sendInquiryMessage",    [401, 404, 404, 404, 409, 409]),
    // Moderators look on.
    ("openIdentity",          [401, 404, 201, 404, 404, 404]),
];

async fn block(app: &TestApp, provider: &str) {
    let moderator = Caller {
        actor: Actor::Account {
            id: app.as_moderator().account,
            roles: Roles {
                moderator: true,
                ..Roles::default()
            },
            member_of: Vec::new(),
            has_left: Vec::new(),
            administers: Vec::new(),
            helps_for: Vec::new(),
            session: None,
            factor: Factor::Fresh,
        },
        locale: Locale::En,
    };
    let body = BlockBody {
        reason: BlockReason::Exploitation,
        note: None,
    };
    let provider = provider.parse::<uuid::Uuid>().unwrap().into();
    let cases = app.use_cases().await;
    cases
        .block_provider(&moderator, None, provider, body)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_belongs_to_a_blocked_provider_is_nowhere_and_nothing_more_is_agreed_with_it() {
    let world = World::make().await;
    let sink = MailSink::start();
    block(&world.app, &world.objects["provider"]).await;
    world.app.run_jobs(&sink.mailer()).await;
    let mut wrong = Vec::new();
    for (operation, expected) in TYPED {
        let row = TABLE.iter().find(|row| row.0 == *operation).unwrap();
        for (caller, expected) in CALLERS.iter().zip(expected) {
            let answer = world.ask(row, caller, false).await;
            if answer.status != *expected {
                wrong.push(format!(
                    "{operation} as {caller}: {} instead of {expected}: {}",
                    answer.status, answer.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Looking for it is answered as looking for what never was.
    let row = TABLE.iter().find(|row| row.0 == "readPublicOffer").unwrap();
    let [blocked, missing] = [false, true].map(|missing| world.ask(row, "visitor", missing));
    let (mut blocked, mut missing) = (blocked.await.body, missing.await.body);
    blocked["request_id"] = serde_json::Value::Null;
    missing["request_id"] = serde_json::Value::Null;
    assert_eq!(blocked, missing);
    let list = world.app.get("/public/offers").expect(200).await;
    assert!(!list.text.contains(&world.objects["live"]));
}
