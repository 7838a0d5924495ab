//! A part of the map, and how its lines become the few characters of an SVG path.

use super::base::Spot;

/// Width of every map, in the units of its drawing.
pub const WIDTH: f64 = 360.0;
/// Height of every map.
pub const HEIGHT: f64 = 270.0;

/// Lines nearer than this to a straight one are straight.
const TOLERANCE: f64 = 0.45;

/// No map shows less than this from north to south, degrees: about 40 km.
const LEAST: f64 = 0.36;

/// A part of the map: equirectangular, longitudes scaled by the cosine of the middle latitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    west: f64,
    north: f64,
    /// Units a degree of latitude.
    scale: f64,
    /// Length of a degree of longitude, of one of latitude.
    narrow: f64,
}

impl View {
    /// The smallest part with all of these in it, and some room around.
    pub fn around(spots: &[Spot]) -> Self {
        let (mut west, mut south, mut east, mut north) =
            (180.0_f64, 90.0_f64, -180.0_f64, -90.0_f64);
        for (lon, lat) in spots {
            (west, east) = (west.min(*lon), east.max(*lon));
            (south, north) = (south.min(*lat), north.max(*lat));
        }
        if west > east {
            (west, south, east, north) = (22.0, 45.0, 32.0, 50.5);
        }
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north));
        let narrow = middle.1.to_radians().cos().max(0.1);
        // Room for pins and labels at the edge.
        let high = ((north - south) * 1.3).max(LEAST);
        let high = high.max((east - west) * narrow * 1.3 * HEIGHT / WIDTH);
        let scale = HEIGHT / high;
        Self {
            west: middle.0 - WIDTH / scale / narrow / 2.0,
            north: middle.1 + high / 2.0,
            scale,
            narrow,
        }
    }

    /// West, south, east, north.
    pub fn bounds(&self) -> (f64, f64, f64, f64) {
        (
            self.west,
            self.north - HEIGHT / self.scale,
            self.west + WIDTH / self.scale / self.narrow,
            self.north,
        )
    }

    /// Where a point is drawn.
    pub fn place(&self, (lon, lat): Spot) -> Spot {
        (
            (lon - self.west) * self.narrow * self.scale,
            (self.north - lat) * self.scale,
        )
    }

    /// How long so many metres are drawn.
    pub fn length(&self, metres: f64) -> f64 {
        metres / 111_195.0 * self.scale
    }

    /// The path of an area, as far as it is seen.
    pub fn area(&self, ring: &[Spot], path: &mut String) -> Vec<Spot> {
        let drawn: Vec<Spot> = ring.iter().map(|p| self.place(*p)).collect();
        let seen = cut_area(drawn);
        if seen.len() > 2 {
            let halves = seen.split_at(seen.len() / 2);
            let mut line = simple(halves.0);
            line.extend(simple(halves.1));
            write(&line, true, path);
        }
        seen
    }

    /// The path of a line, as far as it is seen.
    pub fn line(&self, line: &[Spot], path: &mut String) {
        let mut run: Vec<Spot> = Vec::new();
        let ends = std::iter::once((f64::NAN, f64::NAN));
        for spot in line.iter().map(|p| self.place(*p)).chain(ends) {
            if is_near(spot) {
                run.push(spot);
            } else {
                if run.len() > 1 {
                    write(&simple(&run), false, path);
                }
                run.clear();
            }
        }
    }
}

/// A little beyond the edge: no line ends inside, no outline runs along the edge.
const BEYOND: f64 = 20.0;

fn is_near((x, y): Spot) -> bool {
    (-BEYOND..=WIDTH + BEYOND).contains(&x) && (-BEYOND..=HEIGHT + BEYOND).contains(&y)
}

/// Cuts an area at the four edges, one after the other (Sutherland and Hodgman).
fn cut_area(mut ring: Vec<Spot>) -> Vec<Spot> {
    let right = WIDTH + BEYOND;
    let bottom = HEIGHT + BEYOND;
    // How far inside of each edge a point is.
    let edges: [fn(Spot, f64) -> f64; 4] = [
        |p, _| p.0 + BEYOND,
        |p, end| end - p.0,
        |p, _| p.1 + BEYOND,
        |p, end| end - p.1,
    ];
    for (inside, end) in edges.into_iter().zip([0.0, right, 0.0, bottom]) {
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut before) = ring.last().copied() else {
            return ring;
        };
        for spot in ring {
            let (a, b) = (inside(before, end), inside(spot, end));
            if (a >= 0.0) != (b >= 0.0) {
                let part = a / (a - b);
                kept.push((
                    before.0 + (spot.0 - before.0) * part,
                    before.1 + (spot.1 - before.1) * part,
                ));
            }
            if b >= 0.0 {
                kept.push(spot);
            }
            before = spot;
        }
        ring = kept;
    }
    ring
}

/// Leaves out what is nearly straight (Douglas and Peucker).
fn simple(line: &[Spot]) -> Vec<Spot> {
    let mut keep = vec![false; line.len()];
    let mut spans = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = spans.pop() {
        for end in [from, to] {
            if let Some(kept) = keep.get_mut(end) {
                *kept = true;
            }
        }
        let (Some(a), Some(b)) = (line.get(from), line.get(to)) else {
            continue;
        };
        let farthest = line
            .iter()
            .enumerate()
            .take(to)
            .skip(from + 1)
            .map(|(at, p)| (at, distance(*p, *a, *b)))
            .max_by(|x, y| x.1.total_cmp(&y.1));
        if let Some((at, far)) = farthest
            && far > TOLERANCE
        {
            spans.push((from, at));
            spans.push((at, to));
        }
    }
    line.iter()
        .zip(keep)
        .filter_map(|(p, kept)| kept.then_some(*p))
        .collect()
}

/// Of a point from the straight line through two others.
fn distance(p: Spot, a: Spot, b: Spot) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let long = dx.hypot(dy);
    if long < 1e-6 {
        return (p.0 - a.0).hypot(p.1 - a.1);
    }
    ((dx * (a.1 - p.1)) - ((a.0 - p.0) * dy)).abs() / long
}

/// Writes a path in half units, each step from the last.
fn write(line: &[Spot], close: bool, path: &mut String) {
    let mut at: Option<(i32, i32)> = None;
    for (x, y) in line {
        let next = (halves(*x), halves(*y));
        match at {
            None => {
                path.push('M');
                number(next.0, true, path);
                number(next.1, false, path);
                path.push('l');
            }
            Some(from) if from == next => continue,
            Some(from) => {
                let first = path.ends_with('l');
                number(next.0 - from.0, first, path);
                number(next.1 - from.1, false, path);
            }
        }
        at = Some(next);
    }
    if path.ends_with('l') {
        path.push_str("0 0");
    }
    if close {
        path.push('z');
    }
}

#[expect(clippy::cast_possible_truncation, reason = "cut to the map before")]
fn halves(x: f64) -> i32 {
    (x * 2.0).round() as i32
}

/// A number of halves, with as few characters as it takes.
fn number(halves: i32, first: bool, path: &mut String) {
    use std::fmt::Write as _;
    if !first && halves >= 0 {
        path.push(' ');
    }
    if halves < 0 {
        path.push('-');
    }
    let whole = halves.abs() / 2;
    // Writing to a string does not fail.
    let written = match (whole, halves % 2 != 0) {
        (0, true) => write!(path, ".5"),
        (whole, true) => write!(path, "{whole}.5"),
        (whole, false) => write!(path, "{whole}"),
    };
    debug_assert!(written.is_ok());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_holds_all_of_its_spots_with_room_around() {
        let spots = [(26.06, 47.95), (26.25, 47.64), (28.86, 47.01)];
        let view = View::around(&spots);
        for spot in spots {
            let (x, y) = view.place(spot);
            assert!(
                (15.0..WIDTH - 15.0).contains(&x) && (15.0..HEIGHT - 15.0).contains(&y),
                "{x} {y}"
            );
        }
        let (west, south, east, north) = view.bounds();
        let corner = view.place((east, south));
        assert!((corner.0 - WIDTH).abs() < 0.01 && (corner.1 - HEIGHT).abs() < 0.01);
        let corner = view.place((west, north));
        assert!(corner.0.abs() < 0.01 && corner.1.abs() < 0.01);
    }

    #[test]
    fn one_spot_or_none_makes_a_map_as_well() {
        for spots in [vec![], vec![(28.86, 47.01)], vec![(28.86, 47.01); 9]] {
            let (west, south, east, north) = View::around(&spots).bounds();
            assert!(east - west > 0.3 && north - south > 0.3);
        }
    }

    #[test]
    fn an_area_is_cut_at_the_edges_and_written_in_halves() {
        let view = View::around(&[]);
        let mut path = String::new();
        let square = [(0.0, 0.0), (60.0, 0.0), (60.0, 80.0), (0.0, 80.0)];
        let seen = view.area(&square, &mut path);
        assert!(seen.iter().all(|p| is_near(*p)), "{seen:?}");
        assert!(
            path.starts_with('M') && path.ends_with('z') && !path.contains("NaN"),
            "{path}"
        );
        path.clear();
        view.area(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)], &mut path);
        assert_eq!(path, "", "nothing of it is seen");
    }

    #[test]
    fn numbers_take_as_few_characters_as_they_can() {
        let mut path = String::new();
        write(
            &[
                (0.0, 0.0),
                (0.5, -0.5),
                (10.5, 3.0),
                (10.5, 3.0),
                (0.0, 3.0),
            ],
            false,
            &mut path,
        );
        assert_eq!(path, "M0 0l.5-.5 10 3.5-10.5 0");
    }
}
