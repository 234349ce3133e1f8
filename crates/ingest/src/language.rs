//! Decides whether a text is in another language than English, the only one that is analysed.
//!
//! Three-letter sequences tell: `sch` and `ein` are German. Short texts are let through, since a headline of names looks
//! like any language.

/// Letters that a text must have before its language is told.
const MIN_LETTERS: usize = 200;
/// Characters that are looked at.
const HEAD: usize = 4_000;

/// English name of the language, when the text is long enough and surely not English.
pub(crate) fn other_than_english(text: &str) -> Option<&'static str> {
    let end = text
        .char_indices()
        .nth(HEAD)
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    if head.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        return None;
    }
    let found = whatlang::detect(head)?;
    (found.is_reliable() && found.lang() != whatlang::Lang::Eng).then(|| found.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(other_than_english(text), expected, "{text}");
    }

    #[test]
    fn other_languages_are_told() {
        check(
            "Die Außenminister der drei Staaten trafen sich am Freitag im alten Palast und sprachen zwei Stunden lang über die Grenze. Danach verließen sie die Stadt, ohne dass eine Erklärung abgegeben wurde. Ein weiteres Treffen ist für den Herbst geplant.",
            Some("German"),
        );
        check(
            "Les ministres des Affaires étrangères des trois États se sont réunis vendredi dans l'ancien palais et ont parlé pendant deux heures de la frontière. Ils ont ensuite quitté la ville sans faire de déclaration. Une autre réunion est prévue à l'automne.",
            Some("French"),
        );
        check(
            "Los ministros de Asuntos Exteriores de los tres Estados se reunieron el viernes en el antiguo palacio y hablaron durante dos horas sobre la frontera. Después abandonaron la ciudad sin hacer declaraciones. Está prevista otra reunión para el otoño.",
            Some("Spanish"),
        );
        check(
            "Министры иностранных дел трёх государств встретились в пятницу в старом дворце и два часа говорили о границе. Затем они покинули город, не сделав никакого заявления. Ещё одна встреча запланирована на осень. Стороны договорились продолжить переговоры.",
            Some("Russian"),
        );
    }

    #[test]
    fn english_is_let_through_with_foreign_names_and_so_are_short_texts() {
        check("Les ministres se sont réunis vendredi.", None);
        check(
            "MOSCOW, Oct. 24 (Interfax) -- Ministers Oyuunbilegiin Tsogtbayar, Nguyễn Văn Mẫu and Zbigniew Przykładowski met in Ulaanbaatar on Friday, and the Kazakh, Kyrgyz, Uzbek and Tajik delegations from Qyzylorda, Osh, Samarqand and Khujand signed a protocol.",
            None,
        );
        check(
            "\"Nous ne céderons pas,\" the minister said in Paris on Friday, and repeated it in German: \"Wir geben nicht nach.\" The spokesman of the ministry then gave the sentence in English for the reporters of the agencies, who had waited in the yard for two hours.",
            None,
        );
    }
}
