//! Who pronouns stand for, through the whole chain: `"The order stands," it said.`

use chancery::Pipeline;
use chancery_model::Document;

/// Names of the speakers of a story's quotes, in order.
fn check(text: &str, expected: &[&str]) {
    let analysis = Pipeline::new()
        .expect("the embedded tables load")
        .analyze(Document::from_plain("story", text));
    let speakers: Vec<_> = analysis
        .quotes
        .iter()
        .map(|quote| {
            let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
            let entities = mention.map_or(&[][..], |mention| analysis.entities.of(mention));
            let names = entities
                .iter()
                .map(|&id| &*analysis.entities.entities[id].name);
            names.collect::<Vec<_>>().join(", ")
        })
        .collect();
    assert_eq!(speakers, expected);
}

#[test]
fn a_body_goes_on_speaking_as_it() {
    check(
        "\"Our ships will stay in port,\" the Norwegian navy said. \"The order stands until Friday,\" it said.",
        &["Norwegian navy", "Norwegian navy"],
    );
}

#[test]
fn a_speaker_without_a_name_is_he_in_his_own_words() {
    let text =
        "Karl Muster met envoys in Vienna. The head of the Red Cross said he hoped to visit Iran.";
    let analysis = Pipeline::new()
        .expect("the embedded tables load")
        .analyze(Document::from_plain("story", text));
    let entities = &analysis.entities;
    let he = entities
        .mentions
        .enumerate()
        .find(|(_, mention)| mention.span.of(text) == "he")
        .map(|(id, _)| entities.of(id))
        .expect("a pronoun");
    assert_eq!(entities.entities[he[0]].name, "head of the Red Cross");
}
