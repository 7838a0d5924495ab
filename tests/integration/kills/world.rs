//! A provider with two live offers, made as people make them: accounts by mail, a role by the operator, offers by review.

#![cfg(test)]

use std::time::Instant;

use jiff::{ToSpan as _, civil::Date};
use punte_api::{auth::Seed, clock::SystemClock};
use punte_core::clock::{Clock as _, local_day};
use punte_tests::{MailSink, PASSWORD, SEEN_FOR, service, shelter_offer, with};
use serde_json::{Map, Value, json};
use tokio::time::sleep;

use super::{
    client::{Ask, Client, Who},
    installation::{BOUND, Installation, LOOK},
    ledger::Member,
};

/// What everybody who writes needs.
pub struct World {
    /// Asks the server.
    pub client: Client,
    /// The member of the provider.
    pub provider: Who,
    /// The same, as mails know them.
    pub member: Member,
    /// An offer that is counted: seven at a time.
    pub advice: String,
    /// An offer of seven beds, counted night by night.
    pub shelter: String,
    /// The day on which it was made.
    pub today: Date,
    /// Answers that were kept before anybody wrote.
    pub answers_kept: i64,
}

const MODERATOR: &str = "moderator@example.org";
const PROVIDER: &str = "provider@example.org";

impl World {
    /// Makes it.
    pub async fn make(place: &Installation, sink: &MailSink) -> Self {
        let client = Client::new(&place.listen);
        let today = local_day(SystemClock.now());
        let (moderator, _) = account(&client, sink, MODERATOR).await;
        place.operator(&["admin", "grant", MODERATOR, "moderator"]);
        set_factor(&client, &moderator).await;
        let (provider, member) = account(&client, sink, PROVIDER).await;
        let made = Ask::post("/providers").json(json!({
            "kind": "ngo",
            "name": "Casa Răbdării",
            "registration_number": "1002600012345",
            "contact_person": "Maria Ciobanu",
            "email": PROVIDER,
            "phone": "+37369123456",
            "languages": ["ro", "uk"],
        }));
        let made = client.ask_as(&provider, &made).await.expect(201);
        let id = made.text("/id");
        for kind in SEEN_FOR {
            let seen = Ask::post(format!("/providers/{id}/evidence"));
            let seen = seen.json(json!({ "kind": kind }));
            client.ask_as(&moderator, &seen).await.expect(201);
        }
        let open = json!([{ "from": today.to_string(), "to": (today + 90.days()).to_string() }]);
        let beds = with(shelter_offer(&id), "/content/availability", open);
        let advice = live(&client, &provider, &moderator, service(&id)).await;
        let shelter = live(&client, &provider, &moderator, beds).await;
        Self {
            member: Member {
                account: member,
                address: PROVIDER.to_owned(),
            },
            client,
            provider,
            advice,
            shelter,
            today,
            answers_kept: place.count("select count(*) from idempotency_key").await,
        }
    }
}

/// Makes an account by the link in a mail; its id.
async fn account(client: &Client, sink: &MailSink, email: &str) -> (Who, String) {
    let asked = Ask::post("/accounts").json(json!({ "email": email, "locale": "en" }));
    client.ask(&asked).await.expect(202);
    let code = mailed_code(sink, email).await;
    let confirmed =
        Ask::post("/accounts/confirmations").json(json!({ "code": code, "password": PASSWORD }));
    let made = client.ask(&confirmed).await.expect(201);
    (Who::account(email), made.text("/id"))
}

/// The code in a mail, as soon as it has come.
async fn mailed_code(sink: &MailSink, to: &str) -> String {
    let began = Instant::now();
    loop {
        let messages = sink.messages();
        let mut codes = messages
            .iter()
            .filter(|m| m.to == to)
            .flat_map(|m| m.body.split_whitespace())
            .filter(|word| word.len() == 34 && word.matches('-').count() == 6);
        if let Some(code) = codes.next() {
            return code.to_owned();
        }
        assert!(began.elapsed() < BOUND, "no mail with a code to {to}");
        sleep(LOOK).await;
    }
}

/// Sets up a second factor, without which no role of staff counts.
async fn set_factor(client: &Client, who: &Who) {
    let begin = Ask::post("/accounts/me/second-factor");
    let set_up = client.ask_as(who, &begin).await.expect(201);
    let seed = Seed::from_text(&set_up.text("/key")).expect("a seed");
    let code = seed.code_at(SystemClock.now()).expect("a code");
    let confirm =
        Ask::post("/accounts/me/second-factor/confirmation").json(json!({ "code": code }));
    client.ask_as(who, &confirm).await.expect(201);
}

/// Writes an offer down, hands it in, and has it approved; its id.
async fn live(client: &Client, provider: &Who, moderator: &Who, body: Value) -> String {
    let draft = client
        .ask_as(provider, &Ask::post("/offers").json(body))
        .await
        .expect(201);
    let offer = draft.text("/id");
    let submit = Ask::post(format!("/offers/{offer}/submit")).version(draft.version());
    client.ask_as(provider, &submit).await.expect(200);
    let queue = Ask::get("/review/items?limit=100");
    let queue = client.ask_as(moderator, &queue).await.expect(200);
    let items = queue.body["items"].as_array().expect("a list");
    let item = items.iter().find(|item| item["offer_id"] == offer.as_str());
    let item = item.expect("the offer is in the queue");
    let (id, revision) = (item["id"].as_str().unwrap(), &item["revision_id"]);
    let claim = Ask::post(format!("/review/items/{id}/claim"));
    let claimed = client.ask_as(moderator, &claim).await.expect(200);
    let points = claimed.body["checklist"]["items"].as_array().unwrap();
    let checklist: Map<String, Value> = points
        .iter()
        .map(|point| (point["key"].as_str().unwrap().to_owned(), json!("yes")))
        .collect();
    let approve = Ask::post(format!("/review/items/{id}/decisions")).json(json!({
        "decision": "approve",
        "reason_code": "checklist_complete",
        "revision_id": revision,
        "checklist": checklist,
    }));
    let decided = client.ask_as(moderator, &approve).await.expect(201);
    assert_eq!(decided.text("/state"), "decided", "one approval is enough");
    offer
}
