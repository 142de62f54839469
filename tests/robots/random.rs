//! Random numbers that are the same on every machine.

/// The generator `SplitMix64`.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// The numbers for one input: those of another index or another seed have nothing in common with them.
    pub fn of(seed: u64, index: u64) -> Self {
        let mut seeds = Self(seed);
        let mut random = Self(seeds.next().wrapping_add(index));
        Self(random.next())
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = end.max(1) as u64;
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of the choices, of which there must be at least one.
    pub fn of_all<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len())]
    }
}

#[test]
fn numbers_depend_on_seed_and_index_only() {
    let first = |seed, index| Random::of(seed, index).next();
    assert_eq!(first(1, 2), first(1, 2));
    assert_ne!(first(1, 2), first(1, 3));
    assert_ne!(first(1, 2), first(2, 1));
    let mut random = Random::of(1, 0);
    let drawn: std::collections::BTreeSet<usize> = (0..200).map(|_| random.below(5)).collect();
    assert!(drawn.into_iter().eq(0..5));
}
