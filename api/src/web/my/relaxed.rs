//! One change that would bring more offers, put into the answers that put a need right: its household looks at it there, and saves it itself.

use jiff::{ToSpan, civil::Date};
use punte_core::{
    constraint::{Feature, Level},
    error::FieldError,
    matching::Relaxation,
    offer::Category,
    request::{DayWish, PetSpecies, UnfinishedRequest},
};

use crate::{
    problem::Fault,
    web::ask::{Answers, Wishes},
};

/// The field that carries it.
const CHANGE: &str = "change";

/// The most days on which one could leave (`/ride_days`).
const MOST_RIDE_DAYS: u16 = 30;

/// Which page asks for what is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// What is needed: `/my/needs/{id}/correct`.
    Need,
    /// Who comes: `/my/correct`.
    Household,
}

/// The animals that a feature is about.
const fn species(feature: Feature) -> Option<PetSpecies> {
    match feature {
        Feature::Dogs => Some(PetSpecies::Dog),
        Feature::Cats => Some(PetSpecies::Cat),
        Feature::OtherPets => Some(PetSpecies::Other),
        _ => None,
    }
}

/// Which page asks for what a change gives up, of a need as its page asks it; none where no page does.
pub(super) fn asks(
    change: Relaxation,
    request: &UnfinishedRequest,
    wishes: &Wishes,
) -> Option<Asks> {
    use Feature as F;
    let need = |asked: bool| asked.then_some(Asks::Need);
    match change {
        Relaxation::DropMust { feature } if wishes.asks(feature) => Some(Asks::Need),
        Relaxation::DropMust {
            feature: F::StepFree | F::Wheelchair | F::GroundFloor | F::Cot,
        } => Some(Asks::Household),
        Relaxation::DropMust { feature } => species(feature).map(|_| Asks::Household),
        Relaxation::PetsElsewhere => Some(Asks::Household),
        Relaxation::Radius { .. } => Some(Asks::Need),
        Relaxation::Dates { .. } => need(request.needs_day() && request.day.is_some()),
        Relaxation::SplitGroup => need(request.wants(Category::Housing) && wishes.several),
    }
}

/// A change as a form carries it.
pub(super) fn written(change: Relaxation) -> Result<String, Fault> {
    serde_json::to_string(&change).map_err(|_e| unreadable())
}

/// The change that a form carries; none of a form that was filled in.
pub(super) fn sent(answers: &Answers) -> Result<Option<Relaxation>, Fault> {
    if !answers.has(CHANGE) {
        return Ok(None);
    }
    serde_json::from_str(answers.one(CHANGE))
        .map(Some)
        .map_err(|_e| unreadable())
}

fn unreadable() -> Fault {
    Fault::BadRequest(FieldError::new("/change", "invalid"))
}

/// Puts a change into what is written of a need, or of who comes.
pub(super) fn put_in(change: Relaxation, request: &mut UnfinishedRequest, today: Date) {
    match change {
        Relaxation::DropMust { feature } => {
            let given_up = |of: Feature, level: Level| of == feature && level == Level::Must;
            request
                .wishes
                .retain(|(_, said)| !given_up(said.feature, said.level));
            request
                .access
                .retain(|said| !given_up(said.feature, said.level));
            let pets = &mut request.household.pets;
            pets.retain(|pet| species(feature) != Some(pet.species));
        }
        Relaxation::PetsElsewhere => request.household.pets.clear(),
        Relaxation::Radius { radius_m } => request.radius_m = Some(radius_m),
        Relaxation::Dates { days } => {
            let stay = request.wants(Category::Housing);
            request.day = request.day.map(|day| moved(day, days, stay, today));
        }
        Relaxation::SplitGroup => request.may_split = true,
    }
}

/// A stay so many days later, or earlier; of what is no stay as many days more before and after. Nothing begins before today.
fn moved(day: DayWish, days: i8, stay: bool, today: Date) -> DayWish {
    if stay {
        let from = day.from.checked_add(days.days()).unwrap_or(day.from);
        return DayWish {
            from: from.max(today),
            ..day
        };
    }
    let from = day.from.checked_sub(days.days()).unwrap_or(day.from);
    let from = from.max(today).min(day.from);
    let before = from.until(day.from).map_or(0, |span| span.get_days());
    let more = before
        .unsigned_abs()
        .saturating_add(days.unsigned_abs().into());
    let more = u16::try_from(more).unwrap_or(u16::MAX);
    DayWish {
        from,
        ride_days: day.ride_days.saturating_add(more).min(MOST_RIDE_DAYS),
        ..day
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DAY: DayWish = DayWish {
        from: date(2027, 3, 10),
        nights: 7,
        ride_days: 2,
    };

    #[test]
    fn a_stay_moves_and_a_window_grows_on_both_sides_but_not_into_the_past() {
        let long_ago = date(2027, 1, 1);
        let later = moved(DAY, 3, true, long_ago);
        assert_eq!((later.from, later.nights), (date(2027, 3, 13), 7));
        let earlier = moved(DAY, -7, true, long_ago);
        assert_eq!(earlier.from, date(2027, 3, 3));
        let wider = moved(DAY, 3, false, long_ago);
        assert_eq!((wider.from, wider.ride_days), (date(2027, 3, 7), 8));
        let soon = moved(DAY, 3, false, date(2027, 3, 9));
        assert_eq!((soon.from, soon.ride_days), (date(2027, 3, 9), 6));
        let begun = moved(DAY, 3, false, date(2027, 3, 11));
        assert_eq!((begun.from, begun.ride_days), (DAY.from, 5));
    }
}
