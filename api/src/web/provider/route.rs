//! Who gets in and out of a ride at which of its stops, and what is free from each to the next: the driver's list.

use punte_core::offer::{OfferDetails, RideStop};

use super::proposal::{Asked, asked};
use crate::{
    app::offers::OfferView,
    problem::Fault,
    web::{frame::Frame, stops::Stops, visit::Visit},
};

/// Somebody who comes along.
#[derive(Clone)]
pub struct Rider {
    /// The page of what was agreed.
    pub page: String,
    /// Who: `2 people, 1 child among them`.
    pub party: String,
    /// How much they take: `2 seats`.
    pub quantity: String,
}

/// A stop.
pub struct Halt {
    /// Its name.
    pub name: String,
    /// Who gets in there,
    pub on: Vec<Rider>,
    /// and out.
    pub off: Vec<Rider>,
    /// What is free from there to the next stop, in words; none of the last one.
    pub free: Option<String>,
}

/// A ride from stop to stop.
pub struct Route {
    /// Its stops, in order.
    pub halts: Vec<Halt>,
    /// Who has a seat all the way, because nobody decided on stops.
    pub all_the_way: Vec<Rider>,
}

fn rider(f: &Frame, asked: &Asked) -> Rider {
    Rider {
        page: f.to(&asked.home()),
        party: asked.party(f),
        quantity: asked.quantity(f),
    }
}

/// Of a ride on which somebody has a seat. Of one that is empty there is nothing to say but how many seats it has.
pub async fn of(visit: &Visit, offer: &OfferView) -> Result<Option<Route>, Fault> {
    let OfferDetails::Transport(ride) = &offer.content.details else {
        return Ok(None);
    };
    let (app, caller, f) = (&visit.app, &visit.caller, &visit.frame);
    let found = app.list_riders(caller, offer.id).await?;
    if found.is_empty() && offer.free_by_leg.is_empty() {
        return Ok(None);
    }
    let (views, stretches): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let riders = asked(app, caller, offer.provider_id, views).await?;
    let places = ride.stops.iter().map(|stop| stop.place_id);
    let names = Stops::of(app, caller, places).await?;
    let last = ride.stops.len().saturating_sub(1);
    let free = |leg: usize| offer.free_by_leg.get(leg).copied().unwrap_or(offer.free);
    let halt = |(number, stop): (usize, &RideStop)| Halt {
        name: names.name(stop.place_id).unwrap_or_default().to_owned(),
        on: Vec::new(),
        off: Vec::new(),
        free: (number < last).then(|| f.n("my-fact-seats", free(number))),
    };
    let mut halts: Vec<Halt> = ride.stops.iter().enumerate().map(halt).collect();
    let mut all_the_way = Vec::new();
    for (asked, stretch) in riders.iter().zip(stretches) {
        let rider = rider(f, asked);
        let Some(stretch) = stretch else {
            all_the_way.push(rider);
            continue;
        };
        if let Some(halt) = halts.get_mut(usize::from(stretch.from())) {
            halt.on.push(rider.clone());
        }
        if let Some(halt) = halts.get_mut(usize::from(stretch.to())) {
            halt.off.push(rider);
        }
    }
    Ok(Some(Route { halts, all_the_way }))
}
