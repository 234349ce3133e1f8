//! What holds for any text: look-ups never fail, matches stay inside the sentence, and the same words give the same matches.

use std::sync::LazyLock;

use chancery_gazetteer::{Gazetteer, PartialDate, Table};
use proptest::prelude::*;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn words() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "United", "Nations", "al", "-", "Assad", "'s", "US", "foreign", "minister", "of",
            "South", "Korea", ",", "’", "ı", "İ", "\u{300}"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..12)
}

proptest! {
    #[test]
    fn matches_stay_inside(words in words()) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let finder = GAZETTEER.finder(&words);
        for word in 0..words.len() + 2 {
            for found in [finder.all_at(word), finder.surnames_at(word)] {
                prop_assert!(found.windows(2).all(|pair| pair[0].words > pair[1].words), "longest first");
                for name in &found {
                    prop_assert!(name.words > 0 && word + name.words <= words.len());
                    prop_assert!(!name.senses.is_empty());
                }
            }
            prop_assert_eq!(finder.longest_at(word), finder.all_at(word).into_iter().next());
            prop_assert_eq!(finder.all_at(word), GAZETTEER.finder(&words).all_at(word));
        }
    }

    #[test]
    fn questions_never_fail(text in any::<String>()) {
        GAZETTEER.demonym(&text);
        GAZETTEER.first_name(&text);
        PartialDate::parse(&text);
    }

    #[test]
    fn any_file_loads_or_says_where_it_is_wrong(text in any::<String>(), line in any::<String>()) {
        let text = format!("# {text}\nperson\toffice\tof\tfrom\tuntil\tshared\n{line}\n");
        if let Err(error) = Table::new("mine.tsv", &text).and_then(|table| Gazetteer::load(&[table])) {
            prop_assert!(error.to_string().starts_with("mine.tsv:"), "{}", error);
        }
    }
}
