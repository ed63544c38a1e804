//! Mixes the steps of a question: alike for every reader, in both languages and after each build, so that an
//! answer that was kept fits the page; and never in the right order, which would give the answer away.

/// The numbers below `count`, at least two, mixed by `seed`.
pub(crate) fn shuffled(count: usize, seed: &str) -> Vec<usize> {
    let mut random = hash(seed);
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        // Knuth's MMIX generator; its high bits are the good ones.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (random >> 33) as usize % (last + 1));
    }
    if order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

/// FNV-1a: the same on every machine and in every release, which the standard library does not promise of its own.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_mixed_alike_each_time_and_never_in_order() {
        for count in 2..7 {
            for seed in 0..200 {
                let seed = format!("quiz/{seed}");
                let order = shuffled(count, &seed);
                assert_eq!(order, shuffled(count, &seed));
                assert!(!order.is_sorted(), "{seed}");
                let mut sorted = order;
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            }
        }
        assert_ne!(shuffled(6, "one"), shuffled(6, "other"));
    }
}
