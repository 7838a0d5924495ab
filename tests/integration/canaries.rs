//! People whose every personal field holds a marker of its own, so that wherever a field turns up it is known which one it is.

#![cfg(test)]

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use punte_api::auth::keys::hex;
use punte_tests::{
    Household, Provider, SEEN_FOR, TestApp, Who, housing_need, housing_offer, medical,
    medical_need, request, ride, ride_need, service, service_need, with,
};
use serde_json::{Value, json};

/// Whose a marker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Volunteer,
    Ngo,
    Household,
    Account,
    /// Who belongs to the organisation, and administers nothing.
    Colleague,
    /// A child who asks for help alone, and what is noted about it.
    Child,
    /// Who reported a danger.
    Reporter,
}

/// A marker: which field it was put into, and what to look for.
#[derive(Clone)]
pub struct Marker {
    /// `table.column` of the identity schema.
    pub field: &'static str,
    /// What was put in, or the part of it that nothing else has.
    pub text: String,
    /// Whose it is.
    pub owner: Owner,
}

/// Everybody of one round, and their markers.
pub struct Canaries {
    /// Who gives a home, a ride and medical help.
    pub volunteer: Provider,
    /// Who gives advice.
    pub ngo: Provider,
    /// Their offers: a home, a ride, a doctor; advice.
    pub offers: [String; 4],
    /// The item of the queue with which the home was approved.
    pub item: String,
    /// Who asks for all of them.
    pub household: Household,
    /// Their matches with the offers, accepted; contacts were looked at by both sides.
    pub matches: [String; 4],
    /// Somebody who only signed up.
    pub account: Who,
    /// All markers.
    pub markers: Vec<Marker>,
    /// What is public although it names: the organisation.
    pub public_name: String,
}

/// A provider with a marker in every field; `person` is of the cast.
async fn provider(
    app: &TestApp,
    person: usize,
    kind: &str,
    markers: &mut Vec<Marker>,
) -> (Provider, String) {
    let member = app.cast.people[person].clone();
    let name = format!("Zqname{person} Numescu");
    let fields = [
        ("provider.registration_number", format!("ZQREG{person}")),
        (
            "provider.legal_representative",
            format!("Zqlegal{person} Lege"),
        ),
        ("provider.contact_person", format!("Zqperson{person} Voce")),
        ("provider.email", format!("zqprov{person}@example.org")),
        ("provider.phone", format!("+3736955511{person}")),
        ("provider.contact_hours", format!("zqhours{person} seara")),
    ];
    let [number, legal, contact, email, phone, hours] = fields.clone().map(|(_, text)| text);
    let answer = app
        .post("/providers")
        .by(&member)
        .json(&json!({
            "kind": kind, "name": name, "registration_number": number, "legal_representative": legal,
            "contact_person": contact, "email": email, "phone": phone, "contact_hours": hours,
            "languages": ["ro", "uk"],
        }))
        .expect(201)
        .await;
    let owner = if kind == "ngo" {
        Owner::Ngo
    } else {
        Owner::Volunteer
    };
    markers.extend(fields.map(|(field, text)| Marker { field, text, owner }));
    let provider = Provider {
        id: answer.id(),
        member,
    };
    app.vet(&provider.id, &SEEN_FOR).await;
    (provider, name)
}

/// One round of the main job with a marker in every personal field.
pub async fn make(app: &TestApp) -> Canaries {
    let mut markers = Vec::new();
    let mut mark = |field: &'static str, text: &str| {
        let owner = match field.split_once('.') {
            Some(("request_contact", _)) => Owner::Household,
            Some(("account", _)) => Owner::Account,
            _ => Owner::Volunteer,
        };
        let text = text.to_owned();
        markers.push(Marker { field, text, owner });
    };
    mark("offer_private.address", "strada Zqhome 17");
    mark("offer_private.point", "47.3832197");
    mark("offer_private.point", "28.8214753");
    mark("offer_private.driver", "Zqdriver Roata");
    mark("offer_private.plate", "ZQP 417");
    mark("offer_private.licence_number", "ZQLIC-417");
    mark("request_contact.name", "Zqolena");
    mark("request_contact.phone", "+37369555200");
    mark("request_contact.email", "zqhousehold@example.org");
    mark("request_contact.safe_note", "zqsafe after six");
    mark("account.email", "zqaccount@example.org");
    let (volunteer, name) = provider(app, 0, "volunteer", &mut markers).await;
    markers.push(Marker {
        field: "provider.name",
        text: name,
        owner: Owner::Volunteer,
    });
    let (ngo, public_name) = provider(app, 1, "ngo", &mut markers).await;
    let home = with(
        housing_offer(&volunteer.id),
        "/private",
        json!({ "address": "strada Zqhome 17", "point": { "lat": 47.383_219_7, "lon": 28.821_475_3 } }),
    );
    let lift = with(
        ride(&volunteer.id),
        "/private",
        json!({ "driver": "Zqdriver Roata", "plate": "ZQP 417" }),
    );
    let doctor = with(
        medical(&volunteer.id),
        "/private/licence_number",
        "ZQLIC-417",
    );
    let offers = [
        app.live(&volunteer, &home).await,
        app.live(&volunteer, &lift).await,
        app.live(&volunteer, &doctor).await,
        app.live(&ngo, &service(&ngo.id)).await,
    ];
    let item: uuid::Uuid =
        sqlx::query_scalar("select id from review_item where offer_id = $1::uuid")
            .bind(&offers[0])
            .fetch_one(&mut app.superuser().await)
            .await
            .unwrap();
    let household = app.file_request(&household_body()).await;
    let mut matches = Vec::new();
    for (number, offer) in offers.iter().enumerate() {
        let of = if number < 3 { &volunteer } else { &ngo };
        let proposed = app.try_propose(&household, number, offer).await.expect(201);
        let id = proposed.id();
        app.try_accept(of, &id).await.expect(200);
        for who in [&household.who, &of.member] {
            app.get(format!("/matches/{id}/contacts"))
                .by(who)
                .expect(200)
                .await;
        }
        matches.push(id);
    }
    // How it was with the advice, from both sides.
    for (who, owner, text) in [
        (&household.who, Owner::Household, "Zqkind words of a mother"),
        (&ngo.member, Owner::Ngo, "Zqkind words of an adviser"),
    ] {
        app.post(format!("/matches/{}/feedback", matches[3]))
            .by(who)
            .json(&json!({ "delivered": "yes", "rating": 5, "comment": text }))
            .expect(201)
            .await;
        let message = text.replace("Zqkind words of", "Zqkey is with");
        app.post(format!("/matches/{}/messages", matches[3]))
            .by(who)
            .json(&json!({ "text": message }))
            .expect(201)
            .await;
        for (field, text) in [
            ("feedback_comment.comment", text.to_owned()),
            ("message_text.text", message),
        ] {
            markers.push(Marker { field, text, owner });
        }
    }
    // What a case worker notes about the household.
    let worker = app.case_worker(&ngo, "canary.worker@example.org").await;
    let case = app.follow(&worker, &ngo, &household.code).await;
    let text = "Zqnote of a case worker";
    app.post(format!("/cases/{case}/notes"))
        .by(&worker)
        .json(&json!({ "text": text }))
        .expect(201)
        .await;
    markers.push(Marker {
        field: "case_text.text",
        text: text.to_owned(),
        owner: Owner::Household,
    });
    let account = app.sign_up("zqaccount@example.org").await;
    Canaries {
        volunteer,
        ngo,
        offers,
        item: item.to_string(),
        household,
        matches: matches.try_into().unwrap(),
        account,
        markers,
        public_name,
    }
}

/// As [`make`]; since then the private person corrected their name and was vetted anew. Those with whom they agreed may see what it was.
pub async fn renamed(app: &TestApp) -> Canaries {
    let mut canaries = make(app).await;
    let host = &canaries.volunteer;
    let own = app.get(format!("/providers/{}", host.id)).by(&host.member);
    let own = own.expect(200).await;
    let name = "Zqanew Numescu";
    app.put(format!("/providers/{}/profile", host.id))
        .by(&host.member)
        .if_match(own.version())
        .json(&with(own.at("/profile").clone(), "/name", name))
        .expect(200)
        .await;
    for (path, body) in [
        ("identity-views", json!({ "reason": "vetting" })),
        ("evidence", json!({ "kind": "visit" })),
    ] {
        app.post(format!("/providers/{}/{path}", host.id))
            .by(app.as_moderator())
            .json(&body)
            .expect(201)
            .await;
    }
    let mut markers = canaries.markers.iter_mut();
    let present = markers.find(|m| m.field == "provider.name").unwrap();
    let former = Marker {
        field: "former_name.name",
        ..present.clone()
    };
    name.clone_into(&mut present.text);
    canaries.markers.push(former);
    canaries
}

/// The request of a woman with a child, with a marker in every field of how to reach her.
fn household_body() -> Value {
    let body = request(&[
        housing_need(2, "2027-03-10", "2027-03-12"),
        ride_need(1),
        medical_need(),
        service_need(1),
    ]);
    with(
        body,
        "/contact",
        json!({
            "channel": "phone", "name": "Zqolena", "phone": "+37369555200", "email": "zqhousehold@example.org",
            "safe_note": "zqsafe after six",
        }),
    )
}

/// The markers of somebody.
pub fn of(markers: &[Marker], owner: Owner) -> Vec<Marker> {
    markers
        .iter()
        .filter(|m| m.owner == owner)
        .cloned()
        .collect()
}

/// The markers that a text holds: plain, and as hexadecimal, which is how dumps write bytes.
pub fn found_in<'a>(markers: &'a [Marker], text: &str) -> Vec<&'a Marker> {
    let spelt = markers
        .iter()
        .flat_map(|m| [m.text.to_lowercase(), hex(m.text.as_bytes())]);
    let spelt = AhoCorasick::new(spelt).unwrap();
    let text = text.to_lowercase();
    let found: BTreeSet<usize> = spelt
        .find_overlapping_iter(&text)
        .map(|found| found.pattern().as_usize() / 2)
        .collect();
    found.into_iter().map(|number| &markers[number]).collect()
}

/// As `geography` is dumped: the bytes of a coordinate.
pub fn coordinate_hex(degrees: f64) -> String {
    hex(&degrees.to_le_bytes())
}
