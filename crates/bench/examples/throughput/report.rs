//! The tables.

use std::io::{self, Write};
use std::time::Duration;

use chancery::Document;
use chancery_bench::words;
use chancery_gazetteer::Gazetteer;
use chancery_linguistics::Model;
use chancery_linguistics::network::format::Weights;

use crate::arithmetic::{clock_rate, multiply_adds, multiply_adds_a_cycle};
use crate::measure::{best, forget_peak_memory, on_all_threads, once, peak_memory};
use crate::{Stages, pipeline};

/// One document that takes longer than this ends its table.
const PATIENCE: Duration = Duration::from_secs(20);

type Stage = (&'static str, fn(&Stages, &Document));

const STAGES: [Stage; 3] = [
    ("segmentation", Stages::segmentation),
    ("network", Stages::network),
    ("pipeline", Stages::pipeline),
];

/// One line a stage and number of documents: stage, documents, words, CPU seconds.
pub(crate) fn tsv(
    out: &mut impl Write,
    stages: &Stages,
    docs: &[Document],
    counts: &[usize],
    rounds: usize,
) -> io::Result<()> {
    for &count in counts {
        for (name, stage) in STAGES {
            let time = best(rounds, || {
                in_turn(docs, count).for_each(|doc| stage(stages, doc))
            });
            writeln!(
                out,
                "{name}\t{count}\t{}\t{:.6}",
                words_of(docs, count),
                time.as_secs_f64()
            )?;
        }
    }
    Ok(())
}

/// Loading, and the memory of a process that reads one story.
pub(crate) fn load_and_memory(out: &mut impl Write, doc: &Document) -> io::Result<()> {
    let mut loaded = None;
    let first = once(|| loaded = Some(pipeline()));
    let after_loading = peak_memory();
    if let Some(pipeline) = loaded {
        pipeline.analyze(doc.clone());
    }
    let after_a_story = peak_memory();
    let weights = best(5, || drop(Model::load(chancery_english::WEIGHTS)));
    let gazetteer = best(5, || drop(Gazetteer::embedded()));
    let again = best(5, || drop(pipeline()));
    writeln!(out, "Loading, CPU milliseconds")?;
    writeln!(out, "  all tables, first time {:>8.1}", milliseconds(first))?;
    writeln!(out, "  all tables, again      {:>8.1}", milliseconds(again))?;
    writeln!(
        out,
        "  weights                {:>8.1}",
        milliseconds(weights)
    )?;
    writeln!(
        out,
        "  gazetteer              {:>8.1}\n",
        milliseconds(gazetteer)
    )?;
    writeln!(out, "Peak memory, MiB")?;
    writeln!(
        out,
        "  after loading          {:>8}",
        or_dash(after_loading)
    )?;
    writeln!(
        out,
        "  after one story        {:>8}\n",
        or_dash(after_a_story)
    )
}

/// Many documents, one after the other, on one thread.
pub(crate) fn documents(
    out: &mut impl Write,
    stages: &Stages,
    docs: &[Document],
    counts: &[usize],
    rounds: usize,
) -> io::Result<()> {
    writeln!(
        out,
        "Documents one after the other, one thread, a CPU second"
    )?;
    write!(out, "{:>9} {:>9}", "documents", "words")?;
    for (name, _) in STAGES {
        write!(out, " | {:>22}", name)?;
    }
    writeln!(out, " | {:>6}", "peak")?;
    write!(out, "{:>9} {:>9}", "", "")?;
    for _ in STAGES {
        write!(out, " | {:>11} {:>10}", "words/s", "docs/s")?;
    }
    writeln!(out, " | {:>6}", "MiB")?;
    for &count in counts {
        let n_words = words_of(docs, count);
        write!(out, "{count:>9} {:>9}", grouped(n_words as f64))?;
        forget_peak_memory();
        for (_, stage) in STAGES {
            let time = best(rounds, || {
                in_turn(docs, count).for_each(|doc| stage(stages, doc))
            });
            write!(
                out,
                " | {:>11} {:>10}",
                rate(n_words, time),
                rate(count, time)
            )?;
        }
        writeln!(out, " | {:>6}", or_dash(peak_memory()))?;
        out.flush()?;
    }
    writeln!(out)
}

/// One document made of many stories, as in a dump without borders: does the cost of a word stay the same?
pub(crate) fn one_document(
    out: &mut impl Write,
    stages: &Stages,
    docs: &[Document],
    counts: &[usize],
) -> io::Result<()> {
    writeln!(
        out,
        "One document made of several stories, one thread, words a CPU second"
    )?;
    writeln!(
        out,
        "{:>9} {:>9} | {:>12} | {:>11} | {:>11} | {:>6}",
        "stories", "words", "segmentation", "network", "pipeline", "MiB"
    )?;
    for &count in counts {
        let texts: Vec<&str> = in_turn(docs, count).map(Document::text).collect();
        let doc = Document::from_plain("joined", texts.join("\n\n"));
        let n_words = words(doc.text());
        write!(out, "{count:>9} {:>9}", grouped(n_words as f64))?;
        forget_peak_memory();
        let mut last = Duration::ZERO;
        for ((_, stage), width) in STAGES.into_iter().zip([12, 11, 11]) {
            last = best(1, || stage(stages, &doc));
            write!(out, " | {:>width$}", rate(n_words, last))?;
        }
        writeln!(out, " | {:>6}", or_dash(peak_memory()))?;
        out.flush()?;
        if last > PATIENCE {
            writeln!(
                out,
                "{:>9} stopped: the last row took {:.0} s",
                "",
                last.as_secs_f64()
            )?;
            break;
        }
    }
    writeln!(out)
}

/// The largest number of documents on all processors, by the clock on the wall.
pub(crate) fn all_threads(
    out: &mut impl Write,
    stages: &Stages,
    docs: &[Document],
    counts: &[usize],
) -> io::Result<()> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let count = counts.iter().copied().max().unwrap_or_default();
    writeln!(
        out,
        "All threads ({threads}), {count} documents, a second on the wall"
    )?;
    for (name, stage) in STAGES {
        let time = on_all_threads(threads, count, |item| {
            stage(stages, &docs[item % docs.len()])
        });
        writeln!(
            out,
            "  {name:<12} {:>11} words/s {:>10} docs/s",
            rate(words_of(docs, count), time),
            rate(count, time)
        )?;
    }
    writeln!(out)
}

/// The multiply-adds of the network, beside what the processor could do.
pub(crate) fn arithmetic(
    out: &mut impl Write,
    stages: &Stages,
    docs: &[Document],
    rounds: usize,
) -> io::Result<()> {
    let weights = Weights::read(chancery_english::WEIGHTS).expect("the embedded weights are sound");
    let lengths = || {
        docs.iter()
            .flat_map(|doc| chancery_linguistics::segment(doc).sentences)
            .map(|sentence| sentence.tokens.len())
    };
    let tokens = lengths().sum::<usize>().max(1);
    // A token of a sentence of n has n candidates: n - 1 others and the root.
    let candidates = lengths().map(|n| n * n).sum::<usize>() as f64 / tokens as f64;
    let each = multiply_adds(&weights.header, candidates);

    let time_of = |stage: fn(&Stages, &Document)| {
        best(rounds, || docs.iter().for_each(|doc| stage(stages, doc)))
    };
    let cutting = time_of(Stages::segmentation);
    let time = time_of(Stages::network)
        .saturating_sub(cutting)
        .as_secs_f64()
        .max(1e-9);
    let tokens_a_second = tokens as f64 / time;
    let found = each * tokens_a_second / 1e9;
    let clock = clock_rate() / 1e9;
    let possible = multiply_adds_a_cycle().map(|a_cycle| f64::from(a_cycle) * clock);
    writeln!(
        out,
        "Arithmetic of the network, one thread (segmentation taken off; look-up, decoding, lemmas still in)"
    )?;
    writeln!(out, "  multiply-adds a token  {:>11}", grouped(each))?;
    writeln!(
        out,
        "  tokens a CPU second    {:>11}",
        grouped(tokens_a_second)
    )?;
    writeln!(out, "  GMAC/s                 {found:>11.1}")?;
    writeln!(out, "  clock, GHz             {clock:>11.2}")?;
    writeln!(out, "  possible, GMAC/s       {:>11}", or_dash(possible))?;
    writeln!(
        out,
        "  share, per cent        {:>11}",
        or_dash(possible.map(|possible| 100.0 * found / possible))
    )
}

/// `count` documents, from the first again after the last.
fn in_turn(docs: &[Document], count: usize) -> impl Iterator<Item = &Document> {
    docs.iter().cycle().take(count)
}

fn words_of(docs: &[Document], count: usize) -> usize {
    in_turn(docs, count).map(|doc| words(doc.text())).sum()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn rate(count: usize, time: Duration) -> String {
    grouped(count as f64 / time.as_secs_f64().max(1e-9))
}

fn or_dash(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"))
}

/// A whole number with commas between thousands: `1,234,567`.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
