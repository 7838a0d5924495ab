//! The sides, their rounds, and whether each sold exactly what there was.

use std::cell::Cell;

use punte_core::{
    booking::MatchState,
    id::{MatchId, OfferId},
};

use super::{
    BookingOptions,
    asking::{Answers, Said, ask_all},
    figures::{CaseFigures, Figures, Sum},
    market::{Market, proposals},
    place::Place,
};
use crate::{
    app::{App, AppError, Conflict, Once},
    cli::{
        bench::sql::{
            reservation::{self, Plain},
            scratch::{Counts, Watch},
        },
        err, startup,
    },
    storage::{
        matches::{self, MatchFilter},
        pool,
    },
};

type Made<T> = Result<T, Box<dyn std::error::Error>>;

/// Who promises places.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The use case, with an idempotency key, as pages and programs send one.
    Punte,
    /// Plain SQL.
    Plain(Plain),
}

impl Side {
    const ALL: [Self; 4] = [
        Self::Punte,
        Self::Plain(Plain::Locked),
        Self::Plain(Plain::Conditional),
        Self::Plain(Plain::Recorded),
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Punte => "punte",
            Self::Plain(plain) => plain.name(),
        }
    }

    const fn does(self) -> &'static str {
        match self {
            Self::Punte => {
                "the use case behind `POST /matches/{id}/accept`, everything that it checks and leaves behind"
            }
            Self::Plain(plain) => plain.statements(),
        }
    }
}

/// What a round is about: claims, each on one of the offers, and the places that these have.
struct Plan {
    claims: Vec<usize>,
    places: Vec<u16>,
}

impl Plan {
    /// Claims go round; of ten on an offer, nine find a place.
    fn new(claims: usize, offers: usize) -> Made<Self> {
        let claims: Vec<usize> = (0..claims).map(|n| n % offers).collect();
        let places = (0..offers)
            .map(|offer| {
                let asked = claims.iter().filter(|at| **at == offer).count();
                u16::try_from((asked - asked / 10).max(1))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { claims, places })
    }

    /// How many can have a place.
    fn sold(&self) -> usize {
        let one = |(offer, places): (usize, &u16)| {
            let asked = self.claims.iter().filter(|at| **at == offer).count();
            asked.min(usize::from(*places))
        };
        self.places.iter().enumerate().map(one).sum()
    }
}

/// Offers and proposals of one round.
struct Lot {
    offers: Vec<OfferId>,
    proposals: Vec<MatchId>,
}

/// Makes everything, lets the sides take turns, and counts.
pub(super) async fn run(options: &BookingOptions, place: &Place) -> Made<Figures> {
    let (timed, at_a_time, rounds, offers) = (
        usize::try_from(options.claims)?,
        usize::try_from(options.at_a_time)?,
        usize::try_from(options.rounds)?,
        usize::try_from(options.offers)?,
    );
    let owner = &place.database.migrate_url;
    let app = startup::app(&place.database).await?;
    let market = Market::open(&app, offers).await?;
    let mut plans = Vec::new();
    for offers in [1, offers] {
        let plan = Plan::new(at_a_time + timed, offers)?;
        let mut lots = Vec::new();
        for round in 0..rounds {
            err(&format!(
                "punte: {} proposals to {offers} offers, round {} of {rounds}",
                plan.claims.len(),
                round + 1
            ));
            let offers = market.offers(&app, &plan.places).await?;
            let wanted: Vec<OfferId> = plan
                .claims
                .iter()
                .filter_map(|at| offers.get(*at).copied())
                .collect();
            let proposals = proposals(&app, &wanted).await?;
            lots.push(Lot { offers, proposals });
        }
        plans.push((plan, lots));
    }
    app.pool.close().await;
    reservation::create(owner).await?;
    let mut watch = Watch::open(owner).await?;
    watch.analyze().await?;
    let mut ring = Ring {
        place,
        market: &market,
        watch: &mut watch,
        at_a_time,
    };
    let mut cases = Vec::new();
    for (plan, lots) in &plans {
        cases.push(ring.case(plan, lots).await?);
    }
    let figures = Figures {
        build: if cfg!(debug_assertions) {
            "not for release"
        } else {
            "release"
        },
        postgres: watch.settings().await?,
        claims: timed,
        warm_up: at_a_time,
        rounds,
        at_a_time,
        connections: pool::CONNECTIONS,
        cases,
    };
    watch.close().await?;
    Ok(figures)
}

/// Where the sides meet.
struct Ring<'a> {
    place: &'a Place,
    market: &'a Market,
    watch: &'a mut Watch,
    at_a_time: usize,
}

impl Ring<'_> {
    async fn case(&mut self, plan: &Plan, lots: &[Lot]) -> Made<CaseFigures> {
        let mut sums: Vec<(Side, Sum)> = Side::ALL.map(|side| (side, Sum::default())).into();
        for (round, lot) in lots.iter().enumerate() {
            err(&format!(
                "punte: {} claims on {} offers, round {} of {}",
                plan.claims.len(),
                plan.places.len(),
                round + 1,
                lots.len()
            ));
            // Nobody is always the first.
            sums.rotate_left(1);
            for (side, sum) in &mut sums {
                self.round(*side, plan, lot, sum).await?;
            }
        }
        let sides = Side::ALL
            .into_iter()
            .filter_map(|side| {
                let at = sums.iter().position(|(other, _)| *other == side)?;
                let (_, sum) = sums.swap_remove(at);
                Some(sum.figures(side.name(), side.does()))
            })
            .collect();
        Ok(CaseFigures {
            offers: plan.places.len(),
            places: plan.sold(),
            sides,
        })
    }

    async fn round(&mut self, side: Side, plan: &Plan, lot: &Lot, sum: &mut Sum) -> Made<()> {
        let owner = &self.place.database.migrate_url;
        let (claims, first) = reservation::prepare(owner, &plan.places, &plan.claims).await?;
        self.watch.checkpoint().await;
        let before = self.watch.counts().await?;
        let (warm, timed, counted) = match side {
            Side::Punte => {
                let app = startup::look(&self.place.database).await?;
                let again = Cell::new(0);
                let claims: Vec<(usize, MatchId)> = plan
                    .claims
                    .iter()
                    .copied()
                    .zip(lot.proposals.iter().copied())
                    .collect();
                let claim = async |(offer, id): &(usize, MatchId)| {
                    self.accept(&app, *offer, *id, &again).await
                };
                let answers = self.both(&claims, claim).await?;
                app.pool.close().await;
                sum.asked_again += again.get();
                (answers.0, answers.1, None)
            }
            Side::Plain(how) => {
                let url = &self.place.database.serve_url;
                let pool = pool::connect(url, None, pool::FOR_COMMANDS).await?;
                let claim = async |claim: &reservation::Claim| Ok(how.claim(&pool, *claim).await?);
                let answers = self.both(&claims, claim).await?;
                pool.close().await;
                (answers.0, answers.1, Some(how))
            }
        };
        let counts: Counts = self.watch.counts().await?.since(before);
        let (taken, rows) = match counted {
            None => self.promised(lot).await?,
            Some(how) => reservation::sold(owner, how, first).await?,
        };
        exact(side.name(), plan, warm.sold + timed.sold, &taken, rows)?;
        sum.add(&warm, timed, counts);
        Ok(())
    }

    /// As many as are asked at a time to warm up, then the rest.
    async fn both<T>(
        &self,
        claims: &[T],
        ask: impl AsyncFn(&T) -> Made<Said>,
    ) -> Made<(Answers, Answers)> {
        let (warm, timed) = claims.split_at(self.at_a_time.min(claims.len()));
        Ok((
            ask_all(warm, self.at_a_time, &ask).await?,
            ask_all(timed, self.at_a_time, &ask).await?,
        ))
    }

    async fn accept(
        &self,
        app: &App,
        offer: usize,
        id: MatchId,
        again: &Cell<usize>,
    ) -> Made<Said> {
        let seller = self.market.sellers.get(offer).ok_or("no such provider")?;
        loop {
            let key = id.to_string();
            let body = id.0.as_bytes().to_vec();
            let once = Once::new(key, &seller.member, "accept_match", body);
            match app.accept(&seller.member, Some(&once), id, 1).await {
                Ok(_) => return Ok(Said::Sold),
                Err(AppError::Conflict(Conflict::CapacityExhausted)) => return Ok(Said::Full),
                Err(AppError::Overloaded) => again.set(again.get() + 1),
                Err(error) => return Err(format!("an acceptance: {error}").into()),
            }
        }
    }

    /// What the product says: what is not free of each offer, and how many matches are accepted.
    async fn promised(&self, lot: &Lot) -> Made<(Vec<i64>, Option<i64>)> {
        let app = startup::look(&self.place.database).await?;
        let (mut taken, mut rows) = (Vec::new(), 0);
        for (offer, seller) in lot.offers.iter().zip(&self.market.sellers) {
            let view = app.read_offer(&seller.member, *offer).await?;
            taken.push(i64::from(view.capacity) - i64::from(view.free));
            let filter = MatchFilter {
                offer: Some(*offer),
                states: &[MatchState::Accepted],
                ..MatchFilter::default()
            };
            let accepted = matches::list(&mut *app.pool.acquire().await?, &filter).await?;
            rows += i64::try_from(accepted.len())?;
        }
        app.pool.close().await;
        Ok((taken, Some(rows)))
    }
}

/// Answers, counters and rows agree with what there was; anything else ends the bench.
fn exact(
    name: &str,
    plan: &Plan,
    answered: usize,
    taken: &[i64],
    rows: Option<i64>,
) -> Result<(), String> {
    let places: Vec<i64> = plan.places.iter().copied().map(i64::from).collect();
    let sold = plan.sold();
    let wrong = |what: &str, count: i64| {
        format!("{name} did not sell what there was: {what} {count}, and there were {sold} places")
    };
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    if answered != sold {
        return Err(wrong("it said yes", number(answered)));
    }
    if taken != places {
        return Err(wrong("its counters say", taken.iter().sum()));
    }
    match rows {
        Some(rows) if rows != number(sold) => Err(wrong("its rows say", rows)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_ten_claims_on_an_offer_nine_find_a_place() {
        let plan = Plan::new(100, 1).unwrap();
        assert_eq!((plan.places.as_slice(), plan.sold()), (&[90][..], 90));
        let plan = Plan::new(25, 2).unwrap();
        assert_eq!((plan.places.as_slice(), plan.sold()), (&[12, 11][..], 23));
    }

    #[test]
    fn a_place_too_many_or_too_few_anywhere_is_seen() {
        let plan = Plan::new(25, 2).unwrap();
        let exact = |answered, taken: &[i64], rows| exact("", &plan, answered, taken, rows);
        assert_eq!(exact(23, &[12, 11], Some(23)), Ok(()));
        assert_eq!(exact(23, &[12, 11], None), Ok(()));
        assert!(exact(24, &[12, 11], Some(23)).is_err());
        assert!(exact(22, &[12, 11], Some(23)).is_err());
        assert!(exact(23, &[11, 12], Some(23)).is_err());
        assert!(exact(23, &[12, 12], Some(23)).is_err());
        assert!(exact(23, &[12, 11], Some(24)).is_err());
    }
}
