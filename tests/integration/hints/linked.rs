//! Who has something in common with somebody who was blocked is found by the block, not only when they hand something in.

use jiff::SignedDuration;
use punte_tests::{Browser, Provider, TestApp, profile, service, with};
use serde_json::{Value, json};

use super::{codes, hints, item_of, part};

/// For how many pairs of a block and a provider it is known by what they have in common: the same by the block and by the provider.
pub async fn known_both_ways(app: &TestApp) -> i64 {
    let by_provider = "select distinct b.id, p.id as provider_id,
            case when k.kind in ('account', 'sign_in') then 'member' else k.kind end as known_by
        from provider_block b cross join provider p cross join lateral marks_of(p.id) k
            join block_mark m on m.block_id = b.id and m.kind = k.kind and m.value = k.value
        where p.id <> b.provider_id order by 1, 2, 3";
    let by_block = "select b.id, k.provider_id, k.known_by from provider_block b cross join lateral known_from(b.id) k
        order by 1, 2, 3";
    let mut db = app.app_rw().await;
    let mut found = Vec::new();
    for statement in [by_provider, by_block] {
        let rows: Vec<(uuid::Uuid, uuid::Uuid, String)> =
            sqlx::query_as(statement).fetch_all(&mut db).await.unwrap();
        found.push(rows);
    }
    assert_eq!(found[0], found[1]);
    i64::try_from(found[0].len()).unwrap()
}

/// What the worker does about it; of how many providers it brought something up.
async fn looked(app: &TestApp) -> usize {
    let cases = app.use_cases().await;
    let done = cases.look_at_linked().await.unwrap();
    cases.pool.close().await;
    app.note_hints().await;
    done
}

fn phone(number: usize) -> String {
    format!("+3736921000{number}")
}

/// An organisation with a phone and a number in a register that nobody else has.
fn own(number: usize) -> Value {
    let body = with(profile(number, "ngo"), "/phone", phone(number));
    let register = format!("100970000000{number}");
    with(body, "/registration_number", register)
}

/// Who has what in common, as a block says it.
fn linked(block: &Value) -> Vec<(String, Value, Value)> {
    let mut found: Vec<_> = block["linked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| {
            let id = l["provider_id"].as_str().unwrap().to_owned();
            (id, l["by"].clone(), l["live_offers"].clone())
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

const TOLD: &str = "select count(*) from job where payload ->> 'notice' = 'offer-rechecked'";

#[tokio::test]
async fn who_is_known_from_a_blocked_provider_is_named_by_the_block_and_looked_at_once() {
    let app = TestApp::spawn().await;
    let [first, second, ..] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let blocked = app.provider_of(0, &own(0), 1).await;
    let by_phone = with(own(1), "/phone", phone(0));
    let by_phone = app.provider_of(1, &by_phone, 1).await;
    let by_member = app.provider_of(2, &own(2), 1).await;
    let stranger = app.provider_of(3, &own(3), 1).await;
    sqlx::query("insert into provider_member (provider_id, account_id, role) values ($1::uuid, $2, 'member')")
        .bind(&by_member.id)
        .bind(blocked.member.account.0)
        .execute(&mut app.superuser().await)
        .await
        .unwrap();
    let live = async |provider: &Provider| app.live(provider, &service(&provider.id)).await;
    let older = live(&by_phone).await;
    let newer = live(&by_phone).await;
    let alone = live(&by_member).await;
    live(&stranger).await;
    app.advance(SignedDuration::from_mins(2));
    assert_eq!(looked(&app).await, 0, "nobody is blocked");

    let path = format!("/providers/{}/block", blocked.id);
    let danger = json!({ "reason": "danger" });
    let block = app.post(&path).by(first).json(&danger).expect(201).await;
    let mut expected = vec![
        (by_phone.id.clone(), json!(["phone"]), json!(2)),
        (by_member.id.clone(), json!(["member"]), json!(1)),
    ];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(linked(&block.body), expected);
    assert_eq!(known_both_ways(&app).await, 2);
    let read = app.get(&path).by(second).expect(200).await;
    assert_eq!(linked(&read.body), expected);
    let list = app.get("/blocks").by(second).expect(200).await;
    assert_eq!(linked(&list.items()[0]), expected);
    for private in ["Gazda", "37369", "example.org"] {
        assert!(!list.text.contains(private), "{}", list.text);
    }

    // One thing of each that people see, the newest, and once.
    assert_eq!(looked(&app).await, 2);
    assert_eq!(looked(&app).await, 0, "it waits");
    let mut risky = part(&app, "risky").await;
    let mut both = [newer.clone(), alone.clone()];
    risky.sort();
    both.sort();
    assert_eq!(risky, both);
    assert_eq!(item_of(&app, &newer).await["kind"], "recheck");
    let known =
        |by: &str| json!({ "code": "blocked-before", "by": [by], "provider_ids": [blocked.id] });
    assert!(hints(&app, &newer).await.contains(&known("phone")));
    assert!(hints(&app, &alone).await.contains(&known("member")));
    for offer in [&older, &newer, &alone] {
        assert!(app.is_public(offer).await, "a hint hides nothing");
    }

    let mut browser = Browser::new(&app);
    browser.sign_in(second.email()).await;
    let page = async |browser: &mut Browser<'_>, of: &Provider| {
        let page = browser.open(&format!("/en/desk/providers/{}", of.id)).await;
        let mut links = page.attributes("section[aria-labelledby=linked] a", "href");
        links.sort();
        let text = page.text("section[aria-labelledby=linked]");
        (links, text.unwrap_or_default())
    };
    let address = |of: &Provider| format!("/en/desk/providers/{}", of.id);
    let (links, text) = page(&mut browser, &blocked).await;
    let mut others = [address(&by_phone), address(&by_member)];
    others.sort();
    assert_eq!(links, others);
    for said in [
        "in common: the phone",
        "in common: somebody who belongs to both",
        "people see 2 offers of theirs",
    ] {
        assert!(text.contains(said), "{text}");
    }
    let (links, text) = page(&mut browser, &by_phone).await;
    assert_eq!(links, [address(&blocked)]);
    assert!(text.contains("in common: the phone"), "{text}");
    assert_eq!(page(&mut browser, &stranger).await.0, [""; 0]);
    let item = item_of(&app, &newer).await;
    let item = format!("/en/desk/items/{}", item["id"].as_str().unwrap());
    let item = browser.open(&item).await;
    let named = item.attributes("section[aria-labelledby=hints] a", "href");
    assert!(named.contains(&address(&blocked)), "{named:?}");

    // Lifting the block leaves to whoever moderates what it brought up; found right, its provider is not told that somebody looked.
    let lifted = app
        .post(format!("{path}/verdicts"))
        .by(second)
        .json(&json!({ "verdict": "lifted" }))
        .expect(201)
        .await;
    assert!(linked(&lifted.body).is_empty());
    let gone = codes(&app, &newer).await;
    assert!(!gone.contains(&"blocked-before".to_owned()), "{gone:?}");
    assert_eq!(item_of(&app, &newer).await["state"], "open");
    let done = app.approve_by(first, &newer).await.expect(201);
    assert_eq!(done.text_at("/state"), "decided");
    assert_eq!(app.count(TOLD).await, 0);
    app.advance(SignedDuration::from_mins(2));
    assert_eq!(looked(&app).await, 0, "no block stands");

    // Another block is another reason to look: of whoever waits in the queue with all that people see, it is shown there.
    app.post(&path).by(first).json(&danger).expect(201).await;
    assert_eq!(looked(&app).await, 1);
    assert!(hints(&app, &newer).await.contains(&known("phone")));
    assert!(hints(&app, &alone).await.contains(&known("member")));
}

#[tokio::test]
async fn an_edit_that_is_taken_back_does_not_keep_anybody_from_being_looked_at() {
    let app = TestApp::spawn().await;
    let blocked = app.provider_of(0, &own(0), 1).await;
    let known = with(own(1), "/phone", phone(0));
    let known = app.provider_of(1, &known, 1).await;
    let body = service(&known.id);
    let offer = app.live(&known, &body).await;
    app.advance(SignedDuration::from_mins(2));
    app.post(format!("/providers/{}/block", blocked.id))
        .by(app.as_moderator())
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    assert_eq!(looked(&app).await, 1);
    let title = |title: &Value| json!({ "content": { "title": title } });
    let edit = crate::pages::desk::edit;
    edit(&app, &known, &offer, &title(&json!("Altceva"))).await;
    assert_eq!(item_of(&app, &offer).await["kind"], "edited");
    assert_eq!(looked(&app).await, 0, "the edit waits, with the hint");
    edit(&app, &known, &offer, &title(&body["content"]["title"])).await;
    let waiting = app.queue_item(app.as_moderator(), &offer).await;
    assert_eq!(waiting, None);
    assert_eq!(looked(&app).await, 1);
    assert_eq!(item_of(&app, &offer).await["kind"], "recheck");
}

#[tokio::test]
async fn whoever_belongs_to_a_provider_or_did_does_not_read_what_it_shares_with_a_blocked_one() {
    let app = TestApp::spawn().await;
    let [stranger, member, left] = app.cast.moderators.as_slice() else {
        unreachable!()
    };
    let blocked = app.provider_of(0, &own(0), 1).await;
    let known = with(own(1), "/phone", phone(0));
    let known = app.provider_of(1, &known, 1).await;
    let mut db = app.superuser().await;
    for who in [member, left] {
        sqlx::query("insert into provider_member values ($1::uuid, $2, 'member')")
            .bind(&known.id)
            .bind(who.account.0)
            .execute(&mut db)
            .await
            .unwrap();
    }
    sqlx::query("delete from provider_member where account_id = $1")
        .bind(left.account.0)
        .execute(&mut db)
        .await
        .unwrap();
    let path = format!("/providers/{}/block", blocked.id);
    app.post(&path)
        .by(stranger)
        .json(&json!({ "reason": "danger" }))
        .expect(201)
        .await;
    for (who, links) in [(stranger, 1), (member, 0), (left, 0)] {
        let read = app.get(&path).by(who).expect(200).await;
        assert_eq!(linked(&read.body).len(), links, "{}", who.email());
        let list = app.get("/blocks").by(who).expect(200).await;
        assert_eq!(linked(&list.items()[0]).len(), links, "{}", who.email());
        assert_eq!(list.text.contains(&known.id), links == 1);
    }
}
