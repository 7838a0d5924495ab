//! Chance that can be repeated.

use uuid::Uuid;

/// SplitMix64 (Steele, Lea, Flood, 2014): small, and the same everywhere for ever.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `n - 1`.
    pub fn below(&mut self, n: u32) -> u32 {
        u32::try_from(self.next() % u64::from(n)).unwrap()
    }

    /// The same, of a small number.
    pub fn small(&mut self, n: u32) -> u8 {
        u8::try_from(self.below(n)).unwrap()
    }

    /// True that often.
    pub fn percent(&mut self, n: u32) -> bool {
        self.below(100) < n
    }

    /// One of them.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(u32::try_from(all.len()).unwrap())).unwrap()]
    }

    /// Up to `n` different ones.
    pub fn some<T: Copy + PartialEq>(&mut self, all: &[T], n: u32) -> Vec<T> {
        let mut chosen = Vec::new();
        for _ in 0..self.below(n + 1) {
            let one = self.pick(all);
            if !chosen.contains(&one) {
                chosen.push(one);
            }
        }
        chosen
    }

    /// 0 to 1.
    pub fn unit(&mut self) -> f64 {
        f64::from(self.below(1_000_001)) / 1_000_000.0
    }

    /// Any id.
    pub fn uuid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }
}
