//! A number for every entry of the index that does not hang on the others: a new page moves few of them, so that few
//! files of the index change.

use vertebra_base::fingerprint::Fingerprint;

/// How many entries stand in one file of texts.
pub const BLOCK: u32 = 4;

/// A power of two with room to spare for so many entries.
pub fn table_size(entries: usize) -> u32 {
    let wanted = (entries * 5 / 4).max(BLOCK as usize);
    u32::try_from(wanted.next_power_of_two()).unwrap_or(1 << 31)
}

/// The slot of each entry, by the names of all of them, in their order. An entry stands at the place that its own name
/// gives, or as near behind it as there is room; the table may run over its end.
pub fn slots(names: &[String]) -> Vec<u32> {
    let size = table_size(names.len());
    let mut homes: Vec<(u32, &str, usize)> =
        names.iter().enumerate().map(|(at, name)| (home(name, size), name.as_str(), at)).collect();
    homes.sort_unstable();
    let mut slots = vec![0; names.len()];
    let mut next = 0;
    for (home, _, at) in homes {
        slots[at] = home.max(next);
        next = slots[at] + 1;
    }
    slots
}

fn home(name: &str, size: u32) -> u32 {
    let print = Fingerprint::of_bytes(name.as_bytes()).short();
    u32::from_str_radix(&print, 16).unwrap_or(0) % size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("content/{number}.md")).collect()
    }

    #[test]
    fn no_two_share_a_slot() {
        let mut all = slots(&names(1000));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 1000);
        assert!(all[999] < table_size(1000) + 100, "{}", all[999]);
    }

    #[test]
    fn a_new_name_moves_few_others() {
        let (before, after) = (slots(&names(1000)), slots(&names(1001)));
        let moved = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert!(moved < 20, "{moved}");
    }
}
