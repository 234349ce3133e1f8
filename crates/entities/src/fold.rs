//! When two spellings of a name in one document count as the same: words without case, hyphens and full stops.
//!
//! `al - Assad`, `al-Assad` and `AL-ASSAD` fold to `al`, `assad`; `Sergei` and `Sergey` differ in one letter and may be one person.

/// The folded words of a name: lower case, cut at white space, hyphens and apostrophes; full stops vanish.
pub(crate) fn pieces(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for c in name.chars() {
        if c.is_alphanumeric() {
            if let Some(last) = found.last_mut() {
                last.extend(c.to_lowercase());
            }
        } else if c != '.' && found.last().is_some_and(|last| !last.is_empty()) {
            found.push(String::new());
        }
    }
    found.retain(|piece| !piece.is_empty());
    found
}

/// True when two first names may belong to one person: equal, an initial, or spellings of one name.
pub(crate) fn may_be_same_first_name(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a) || are_spellings(a, b)
}

/// True for two spellings of one foreign name: same first letter, few letters differ.
pub(crate) fn are_spellings(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let allowed = match shorter {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    a.first() == b.first() && distance(&a, &b, allowed) <= allowed
}

/// Number of letters to insert, delete or change; `limit + 1` when it is more than that.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold() {
        assert_eq!(pieces("Bashar al - Assad"), ["bashar", "al", "assad"]);
        assert_eq!(pieces("J. R. O’Neill"), ["j", "r", "o", "neill"]);
        assert!(pieces("- .").is_empty());
    }

    #[test]
    fn first_names_differ_or_not() {
        assert!(may_be_same_first_name("sergei", "sergey"));
        assert!(may_be_same_first_name("a", "anna"));
        assert!(may_be_same_first_name("mahmud", "mahmoud"));
        assert!(!may_be_same_first_name("anna", "hanna"));
        assert!(!may_be_same_first_name("karl", "carla"));
        assert!(!may_be_same_first_name("bill", "hillary"));
    }
}
