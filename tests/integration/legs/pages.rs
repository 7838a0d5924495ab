//! Both sides read where somebody gets in and out, and the driver who does at which stop, and what is free from each to the next.

use punte_tests::{Browser, service_need};

use super::{WAYS, scene, seats, words};

/// Whoever gets in or out at each stop, by the pages of what was agreed: the column of the table.
async fn column(browser: &mut Browser<'_>, offer: &str, number: usize) -> Vec<Vec<String>> {
    let address = format!("/en/provider/offers/{offer}/availability");
    let page = browser.open(&address).await;
    let of = |stop: usize| {
        let cell = format!("tr:nth-child({stop}) td:nth-of-type({number})");
        page.attributes(&format!("[aria-labelledby=route] tbody {cell} a"), "href")
    };
    (1..=3).map(of).collect()
}

#[tokio::test]
async fn pages_say_from_where_to_where() {
    let (app, provider, offer) = scene(2).await;
    // Of two needs there is an order.
    let household = app.file(&[seats(WAYS[1], 1), service_need(1)]).await;
    let mut own = Browser::at_home(&app, &household).await;
    let listed = words(&mut own, &format!("/en/my/needs/{}", household.needs[0])).await;
    assert!(listed.contains("1 seat free"), "{listed}");
    assert!(listed.contains("Siret to Suceava"), "{listed}");
    let id = app.matched(&household, &provider, &offer).await;
    let chosen = words(&mut own, &format!("/en/my/matches/{id}")).await;
    assert!(chosen.contains("Siret to Suceava"), "{chosen}");
    let request = own.open("/en/my/request").await;
    for section in ["chosen", "plan"] {
        let lines = request.texts(&format!("[aria-labelledby={section}] li"));
        let way = lines.iter().filter(|l| l.contains("Siret to Suceava"));
        assert_eq!(way.count(), 1, "{section}: {lines:?}");
    }

    let mut theirs = Browser::new(&app);
    theirs.sign_in("person0@example.org").await;
    for address in [
        format!("/en/provider/matches/{id}"),
        "/en/provider".to_owned(),
        format!("/en/provider/of/{}/history", provider.id),
    ] {
        let asked = words(&mut theirs, &address).await;
        assert!(asked.contains("Siret to Suceava"), "{address}: {asked}");
    }
}

#[tokio::test]
async fn the_driver_reads_who_gets_in_and_out_at_each_stop_and_what_is_free_from_there() {
    let (app, provider, offer) = scene(4).await;
    let mut theirs = Browser::new(&app);
    theirs.sign_in("person0@example.org").await;
    let nobody = vec![Vec::<String>::new(); 3];
    assert_eq!(column(&mut theirs, &offer, 1).await, nobody);
    let page = |id: &str| format!("/en/provider/matches/{id}");
    let mut agreed = Vec::new();
    for (way, quantity) in WAYS.into_iter().zip([2, 1, 1]) {
        let household = app.file(&[seats(way, quantity)]).await;
        agreed.push((app.matched(&household, &provider, &offer).await, household));
        // Whoever asked first stands first.
        app.advance(jiff::SignedDuration::from_secs(1));
    }
    let [near, on, whole] = [0, 1, 2].map(|n: usize| page(&agreed[n].0));
    // Somebody who waits for an answer has no seat yet.
    let waits = app.file(&[seats(WAYS[0], 1)]).await;
    app.propose(&waits, &offer).await;
    let none = Vec::new;
    assert_eq!(
        column(&mut theirs, &offer, 1).await,
        [vec![near.clone(), whole.clone()], vec![on.clone()], none()]
    );
    assert_eq!(
        column(&mut theirs, &offer, 2).await,
        [none(), vec![near], vec![on.clone(), whole]]
    );
    let address = format!("/en/provider/offers/{offer}/availability");
    let list = theirs.open(&address).await;
    assert_eq!(
        list.texts("[aria-labelledby=route] tbody th"),
        ["Chernivtsi", "Siret", "Suceava"]
    );
    assert_eq!(
        list.texts("[aria-labelledby=route] td:nth-of-type(3)"),
        ["1 seat free", "2 seats free", "–"]
    );
    let first = list.texts("[aria-labelledby=route] td:nth-of-type(1)");
    assert!(first[0].contains("2 seats"), "{first:?}");

    // Who called off is not waited for.
    let (id, household) = &agreed[0];
    app.end(&household.who, id, "cancel").await.expect(200);
    let whole = page(&agreed[2].0);
    assert_eq!(
        column(&mut theirs, &offer, 1).await,
        [vec![whole], vec![on], none()]
    );
    let list = theirs.open(&address).await;
    assert_eq!(
        list.texts("[aria-labelledby=route] td:nth-of-type(3)"),
        ["3 seats free", "2 seats free", "–"]
    );
}
