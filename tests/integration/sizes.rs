//! How large a test is: small in `script/test`, as large as a variable says in `script/assure`; and dice that fall the same each time.

#![cfg(test)]

/// The number that an environment variable says, or the usual one.
pub fn size(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |n| n.parse().expect("a number"))
}

/// Numbers that look random and are the same each time (xorshift); with `PUNTE_SEED` they are others.
pub struct Dice(u64);

impl Dice {
    /// The dice of one test, which has a number of its own.
    pub fn new(own: u64) -> Self {
        let seed = u64::try_from(size("PUNTE_SEED", 0)).unwrap();
        // Never nought, after which nothing else would come.
        Self((own ^ seed.rotate_left(32)) | 1)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of `0..n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(n).unwrap()).unwrap()
    }
}
