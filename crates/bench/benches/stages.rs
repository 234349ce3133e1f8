//! Time of loading, of the language network and of the whole pipeline, by length of story.

use chancery::Pipeline;
use chancery_bench::{long_story, short_story, words};
use chancery_gazetteer::Gazetteer;
use chancery_linguistics::Model;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[divan::bench]
fn load_weights() -> bool {
    Model::load(black_box(chancery_english::WEIGHTS)).is_ok()
}

#[divan::bench]
fn load_gazetteer() -> Gazetteer {
    Gazetteer::embedded()
}

#[divan::bench(args = [Length::Short, Length::Long])]
fn syntax(bencher: Bencher<'_, '_>, length: Length) {
    let model = Model::load(chancery_english::WEIGHTS).expect("the embedded weights are sound");
    let doc = length.story();
    bencher
        .counter(ItemsCount::new(words(doc.text())))
        .bench(|| chancery_linguistics::analyze(black_box(&doc), &model));
}

#[divan::bench(args = [Length::Short, Length::Long])]
fn pipeline(bencher: Bencher<'_, '_>, length: Length) {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    let doc = length.story();
    bencher
        .counter(ItemsCount::new(words(doc.text())))
        .with_inputs(|| doc.clone())
        .bench_values(|doc| pipeline.analyze(black_box(doc)));
}

/// Which story.
#[derive(Debug, Clone, Copy)]
enum Length {
    Short,
    Long,
}

impl Length {
    fn story(self) -> chancery::Document {
        match self {
            Self::Short => short_story(),
            Self::Long => long_story(),
        }
    }
}
