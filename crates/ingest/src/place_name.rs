//! Decides how a place name written in capitals is spelled: `PORT-AU-PRINCE` is `Port-au-Prince`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::tsv;

/// Words that stay in lower case inside a place name.
pub(crate) static PARTICLES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/place_particles.tsv"))
        .map(|[word]| word)
        .collect()
});

/// True when every part of a place name but its particles is in capitals.
pub(crate) fn is_capitals(place: &str) -> bool {
    let names = place.split(' ').filter(|word| !PARTICLES.contains(word));
    names
        .flat_map(|word| word.split('-'))
        .filter(|part| !PARTICLES.contains(part))
        .all(|part| !part.chars().any(char::is_lowercase))
}

/// `RIO DE JANEIRO` to `Rio de Janeiro`, `PORT-AU-PRINCE` to `Port-au-Prince`; words not in capitals stay.
pub(crate) fn title_case(place: &str) -> String {
    if !is_capitals(place) {
        return place.to_owned();
    }
    let words = place.split(' ').enumerate().map(|(n, word)| {
        if word.matches('.').count() > 1 {
            return word.to_owned();
        }
        let parts = word
            .split('-')
            .enumerate()
            .map(|(m, part)| title_part(part, n == 0 && m == 0));
        parts.collect::<Vec<_>>().join("-")
    });
    words.collect::<Vec<_>>().join(" ")
}

fn title_part(part: &str, first: bool) -> String {
    let lower = part.to_lowercase();
    if !first && PARTICLES.contains(lower.as_str()) {
        return lower;
    }
    let mut raise = true;
    let mut title = String::with_capacity(part.len());
    for (at, c) in lower.chars().enumerate() {
        if raise {
            title.extend(c.to_uppercase());
        } else {
            title.push(c);
        }
        // `N'Djamena`, but `Sana'a`
        raise = at == 1 && matches!(c, '\'' | '’');
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: &str, expected: &str) {
        assert_eq!(title_case(place), expected);
    }

    #[test]
    fn capitals_become_title_case() {
        check("RIO DE JANEIRO", "Rio de Janeiro");
        check("PORT-AU-PRINCE", "Port-au-Prince");
        check("RAS AL-KHAIMAH", "Ras al-Khaimah");
        check("AL-ARISH", "Al-Arish");
        check("N'DJAMENA", "N'Djamena");
        check("XI'AN", "Xi'an");
        check("WASHINGTON D.C.", "Washington D.C.");
        check("São Paulo", "São Paulo");
    }
}
