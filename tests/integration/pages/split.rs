//! A group that may be split chooses several offers, each for as many as it takes; one that stays together is asked nothing.

#![cfg(test)]

use punte_core::locale::Locale;
use punte_tests::{
    Browser, Filled, Household, Sight, TestApp, housing_need, request, shelter_offer, with,
};
use serde_json::{Value, json};

/// Three women who need three beds.
async fn three(app: &TestApp, may_split: bool) -> Household {
    let need = housing_need(3, "2027-03-10", "2027-03-12");
    let body = request(&[with(need, "/may_split", may_split)]);
    let women = json!({ "women": 3, "languages": ["uk"] });
    app.file_request(&with(body, "/household", women)).await
}

/// The form that chooses an offer.
fn choice(page: &Sight, offer: &str) -> Filled {
    page.forms()
        .into_iter()
        .find(|f| f.action.ends_with("/propose") && f.value("offer") == Some(offer))
        .unwrap_or_else(|| panic!("{offer} cannot be chosen: {}", page.html))
}

/// For how many a match is, and where its need stands.
async fn agreed(app: &TestApp, household: &Household, page: &Sight) -> (String, Value) {
    assert!(page.address.starts_with("/en/my/matches/"), "{}", page.html);
    let id = page.address.rsplit('/').next().unwrap().to_owned();
    let seen = app.get(format!("/matches/{id}")).by(&household.who);
    (id, seen.expect(200).await.at("/quantity").clone())
}

#[tokio::test]
async fn a_group_that_may_be_split_chooses_each_offer_for_as_many_as_it_takes() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let two = with(shelter_offer(&provider.id), "/content/capacity", 2);
    let two = app.live(&provider, &two).await;
    // Beds enough for all, and a host who wants no more than one.
    let one = with(
        shelter_offer(&provider.id),
        "/content/details/max_guests",
        1,
    );
    let one = app.live(&provider, &one).await;
    let household = three(&app, true).await;
    let mut browser = Browser::at_home(&app, &household).await;
    let need = format!("my/needs/{}", household.needs[0]);
    for locale in Locale::ALL {
        let page = browser.open(&format!("/{}/{need}", locale.as_str())).await;
        assert_eq!(choice(&page, &two).value("quantity"), Some("2"));
        assert_eq!(choice(&page, &one).value("quantity"), Some("1"));
    }
    let page = browser.open(&format!("/en/{need}")).await;
    let words = page.text("main").unwrap();
    for said in ["room for 2 of you", "2 beds free", "1 bed free"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let why = browser.open(&format!("/en/{need}/offers/{two}")).await;
    assert_eq!(choice(&why, &two).value("quantity"), Some("2"));

    // What is no number of them is said beside the field of this offer, and kept.
    for wrong in ["9", "0", "x", "99999"] {
        let refused = browser
            .send(&choice(&page, &two).with("quantity", wrong))
            .await;
        assert_eq!(refused.status, 422, "{wrong}");
        let ids = refused.attributes(".err[id]", "id");
        assert_eq!(ids, [format!("quantity-{two}-e")]);
        let links = refused.attributes("#errors a", "href");
        assert_eq!(links, [format!("#quantity-{two}")]);
        assert_eq!(choice(&refused, &two).value("quantity"), Some(wrong));
        assert_eq!(choice(&refused, &one).value("quantity"), Some("1"));
    }
    assert_eq!(app.count("select count(*) from match").await, 0);

    // Two go to one, and the third to the other; whoever clears the field asks for as many as it takes.
    let chosen = browser.send(&choice(&page, &two)).await;
    let (first, units) = agreed(&app, &household, &chosen).await;
    assert_eq!(units, json!(2));
    app.try_accept(&provider, &first).await.expect(200);
    let now = app.need(&household, 0).await;
    assert_eq!(
        (&now["state"], &now["served"]),
        (&json!("partly_served"), &json!(2))
    );
    let page = browser.open(&format!("/en/{need}")).await;
    let words = page.text("main").unwrap();
    let all = "room here for all of you who still look";
    assert!(words.contains(all), "the others have their beds: {words}");
    let rest = choice(&page, &one);
    assert_eq!(rest.value("quantity"), Some("1"));
    let chosen = browser.send(&rest.with("quantity", "")).await;
    let (second, units) = agreed(&app, &household, &chosen).await;
    assert_eq!(units, json!(1));
    app.try_accept(&provider, &second).await.expect(200);
    assert_eq!(app.need(&household, 0).await["state"], "served");
}

#[tokio::test]
async fn a_group_that_stays_together_is_not_asked_for_how_many() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let small = with(shelter_offer(&provider.id), "/content/capacity", 2);
    let small = app.live(&provider, &small).await;
    let large = app.live(&provider, &shelter_offer(&provider.id)).await;
    let household = three(&app, false).await;
    let mut browser = Browser::at_home(&app, &household).await;
    let need = format!("/en/my/needs/{}", household.needs[0]);
    let page = browser.open(&need).await;
    assert!(page.forms().iter().all(|f| f.value("quantity").is_none()));
    let offered = |id: &str| page.forms().iter().any(|f| f.value("offer") == Some(id));
    assert!(offered(&large) && !offered(&small), "all or none");
    let why = browser.open(&format!("{need}/offers/{large}")).await;
    assert_eq!(choice(&why, &large).value("quantity"), None);
    let chosen = browser.send(&choice(&page, &large)).await;
    let (_, units) = agreed(&app, &household, &chosen).await;
    assert_eq!(units, json!(3));
}

/// Two women with three children, who may go to several places.
async fn with_children(app: &TestApp) -> Household {
    let need = with(
        housing_need(5, "2027-03-10", "2027-03-12"),
        "/may_split",
        true,
    );
    let family = json!({ "women": 2, "children": [4, 7, 9], "languages": ["uk"] });
    app.file_request(&with(request(&[need]), "/household", family))
        .await
}

#[tokio::test]
async fn no_part_of_a_group_is_without_an_adult() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let mut shelters = Vec::new();
    for _ in 0..4 {
        shelters.push(app.live(&provider, &shelter_offer(&provider.id)).await);
    }
    let family = with_children(&app).await;
    let choose = async |shelter: &str, quantity: u32| {
        let call = app.post(format!("/needs/{}/proposals", family.needs[0]));
        let body = json!({ "offer_id": shelter, "quantity": quantity });
        call.by(&family.who).json(&body).send().await
    };
    let one = choose(&shelters[0], 1).await.expect(201).id();
    let other = choose(&shelters[1], 1).await.expect(201).id();
    let rest = choose(&shelters[2], 4).await.expect(201).id();
    app.try_accept(&provider, &one).await.expect(200);
    // The other one would leave the children behind: it is asked no more, and what is for all of the rest waits on.
    let state = async |id: &str| {
        let seen = app.get(format!("/matches/{id}")).by(&family.who);
        seen.expect(200).await.text_at("/state")
    };
    assert_eq!(state(&other).await, "declined");
    assert_eq!(state(&rest).await, "proposed");
    choose(&shelters[3], 1)
        .await
        .fields(422, &["/quantity out-of-range"]);
    let mut browser = Browser::at_home(&app, &family).await;
    let page = browser
        .open(&format!("/en/my/needs/{}", family.needs[0]))
        .await;
    assert_eq!(choice(&page, &shelters[3]).value("quantity"), None);
    app.try_accept(&provider, &rest).await.expect(200);
    assert_eq!(app.need(&family, 0).await["served"], 5);
}

#[tokio::test]
async fn one_adult_with_children_is_neither_asked_nor_advised_to_split() {
    let app = TestApp::spawn().await;
    let provider = app.provider(0, "ngo", 3).await;
    let two = with(shelter_offer(&provider.id), "/content/capacity", 2);
    app.live(&provider, &two).await;
    let need = housing_need(3, "2027-03-10", "2027-03-12");
    let file = async |household: Value| {
        let body = with(
            request(std::slice::from_ref(&need)),
            "/household",
            household,
        );
        app.file_request(&body).await
    };
    let advised = async |household: &Household| {
        let ranked = app.rank(household, 0).await;
        let told = ranked.at("/relaxations").as_array().unwrap().clone();
        told.iter()
            .any(|r| r["relaxation"]["code"] == "split_group")
    };
    let asked = async |household: &Household| {
        let mut browser = Browser::at_home(&app, household).await;
        let page = format!("/en/my/needs/{}/correct", household.needs[0]);
        let page = browser.open(&page).await;
        assert_eq!(page.status, 200, "{}", page.html);
        !page.attributes("input[name=may_split]", "value").is_empty()
    };
    let alone = file(json!({ "women": 1, "children": [4, 7] })).await;
    assert!(!advised(&alone).await && !asked(&alone).await);
    let pair = file(json!({ "women": 2, "children": [4] })).await;
    assert!(advised(&pair).await && asked(&pair).await);
    // Nor by SQL.
    let by_hand = async |household: &Household| {
        let written = sqlx::query(
            "update need set content = jsonb_set(content, '{may_split}', 'true') where id = $1::uuid",
        )
        .bind(&household.needs[0])
        .execute(&mut app.superuser().await)
        .await;
        written.err().map(|error| {
            let error = error.as_database_error().unwrap();
            error.constraint().unwrap_or("none").to_owned()
        })
    };
    let rule = "need_adult_in_each_part_check";
    assert_eq!(by_hand(&alone).await.as_deref(), Some(rule));
    assert_eq!(by_hand(&pair).await, None);
    let corrected = sqlx::query(
        r#"update request set adults = 1, household = household || '{"women": 1}' where id = $1::uuid"#,
    )
    .bind(&pair.request)
    .execute(&mut app.superuser().await)
    .await
    .unwrap_err();
    let refused = corrected.as_database_error().unwrap().constraint();
    assert_eq!(refused, Some(rule));
}
