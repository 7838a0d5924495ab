//! Which of several places of one name people mean.

/// People of a town that is meant by its name, though a village has the same.
const TOWN: u32 = 5_000;

/// How many times as many people as the next one it has.
const TIMES: u32 = 10;

/// Whom nobody counted is as large as a village: the gazetteer begins with 500 people.
const VILLAGE: u32 = 500;

/// Of places that are called just so, by their people, the one that is meant: the only one, or a town beside which the others
/// are small. None where it has to be asked.
pub fn clear_winner(people: &[u32]) -> Option<usize> {
    let (winner, most) = people.iter().copied().enumerate().max_by_key(|(_, n)| *n)?;
    let next = people
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != winner)
        .map(|(_, n)| (*n).max(VILLAGE))
        .max();
    match next {
        None => Some(winner),
        Some(next) => (most >= TOWN && most >= next.saturating_mul(TIMES)).then_some(winner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_meant_where_villages_share_its_name_and_villages_are_asked_about() {
        // Chernivtsi, and the village of that name near Vinnytsia.
        assert_eq!(clear_winner(&[264_298, 2_672]), Some(0));
        assert_eq!(clear_winner(&[2_672, 264_298]), Some(1));
        // Palanca, Costești, two that nobody counted.
        assert_eq!(clear_winner(&[3_065, 2_760, 2_020, 1_189]), None);
        assert_eq!(clear_winner(&[10_654, 4_704]), None);
        assert_eq!(clear_winner(&[0, 0]), None);
        assert_eq!(
            clear_winner(&[4_999, 0]),
            None,
            "ten times nothing is no town"
        );
        assert_eq!(clear_winner(&[900]), Some(0), "the only one");
        assert_eq!(clear_winner(&[]), None);
    }
}
