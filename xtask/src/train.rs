//! Trains the English network: `cargo xtask train` makes `crates/english/data/english.bin` anew from the treebanks.
//!
//! The treebanks are not part of the project; `--data` names their folder. The fixed tables of word vectors lie in
//! `xtask/wordtables`, which says how they were made. Same data, same settings, same bytes: every random choice
//! has a fixed seed, and sums run in a fixed order.

mod augment;
mod batch;
mod corpus;
mod encoder;
mod evaluate;
mod heads;
mod inputs;
mod layers;
mod lstm;
mod mentions;
mod model;
mod multiply;
mod optimizer;
mod parameters;
mod random;
mod reference;
mod rename;
mod store;

use std::path::PathBuf;
use std::time::Instant;

use chancery_linguistics::network::format::Header;

use batch::{Batch, Labels};
use corpus::{Corpus, Sentence};
use inputs::Inputs;
use model::Model;
use optimizer::Optimizer;
use parameters::{Gradients, Parameters};
use random::Random;
use rename::Pool;

/// What a part of the training gives, or why it stopped.
type Result<T> = std::result::Result<T, String>;

/// Longer training sentences are left out.
const MAX_WORDS: usize = 120;
/// A batch is full when it holds this many words.
const BATCH_WORDS: usize = 400;
/// Each batch is cut into this many parts, which two threads may work on; the result does not depend on threads.
const PARTS: usize = 2;

/// Train the weights of the English network.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder of the treebanks. Paths count from the root of the checkout.
    #[arg(long, default_value = "../shared/train")]
    data: PathBuf,
    /// Folder of the compressed word tables.
    #[arg(long, default_value = "xtask/wordtables")]
    tables: PathBuf,
    /// Folder of the lists of names.
    #[arg(long, default_value = "xtask/names")]
    names: PathBuf,
    /// File to write.
    #[arg(long, default_value = "crates/english/data/english.bin")]
    output: PathBuf,
    /// Passes over the training sentences.
    #[arg(long, default_value_t = 20)]
    epochs: usize,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads: 1 or 2.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Also write what the weights compute for ten sentences, to compare an inference with.
    #[arg(long)]
    reference: Option<PathBuf>,
}

/// Runs the training.
///
/// # Errors
///
/// When a file is missing, cannot be read, is malformed, or cannot be written.
pub(crate) fn run(args: &Args) -> Result<()> {
    let root = crate::root();
    let (data, output) = (root.join(&args.data), root.join(&args.output));
    let missing = corpus::missing(&data);
    if !missing.is_empty() {
        return Err(format!(
            "training needs these files in {}: {}",
            data.display(),
            missing.join(", ")
        ));
    }
    let corpus = corpus::read(&data)?;
    let table = |name| store::read_table(&root.join(&args.tables).join(name));
    let mut inputs = Inputs::new(table("vectors.bin.gz")?, table("pieces.bin.gz")?);
    let pool = Pool::new(&root.join(&args.names), &corpus.train)?;
    let labels = Labels::of(&corpus.train);
    let (model, parameters) = Model::new(&labels, &mut Random::new(args.seed));
    let parameters = train(
        args,
        &corpus,
        &pool,
        &labels,
        &model,
        parameters,
        &mut inputs,
    );

    let mut header = Header {
        data_hash: corpus.hash,
        note: String::new(),
        upos: labels.upos,
        xpos: labels.xpos,
        relations: labels.relations,
        names: labels.names,
    };
    let draft = store::write(&header, &model, &parameters, &inputs);
    header.note = note(args, &corpus, &draft)?;
    let bytes = store::write(&header, &model, &parameters, &inputs);
    std::fs::write(&output, &bytes).map_err(text)?;
    say(&format!(
        "{}: {} bytes\n{}",
        output.display(),
        bytes.len(),
        header.note
    ));
    if let Some(path) = &args.reference {
        std::fs::write(path, reference::describe(&bytes)?).map_err(text)?;
    }
    Ok(())
}

/// The scores of the weights as they are stored, and the settings.
fn note(args: &Args, corpus: &Corpus, bytes: &[u8]) -> Result<String> {
    let (labels, model, parameters, mut inputs) = store::read(bytes)?;
    let mut lines = vec![format!("epochs {}, seed {}", args.epochs, args.seed)];
    for (name, sentences) in [("EWT dev", &corpus.dev_ewt), ("GUM dev", &corpus.dev_gum)] {
        let scores = evaluate::evaluate(&model, &parameters, &mut inputs, &labels, sentences);
        lines.push(format!("{name}: {scores}"));
    }
    Ok(lines.join("\n"))
}

/// Runs all epochs and gives the averaged parameters.
fn train(
    args: &Args,
    corpus: &Corpus,
    pool: &Pool<'_>,
    labels: &Labels,
    model: &Model,
    mut parameters: Parameters,
    inputs: &mut Inputs,
) -> Parameters {
    let mut random = Random::new(args.seed ^ 0x5eed);
    let sentences: Vec<&Sentence> = corpus
        .train
        .iter()
        .filter(|sentence| sentence.words.len() <= MAX_WORDS)
        .collect();
    let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    let mut optimizer = Optimizer::new(&parameters, args.epochs * (words / BATCH_WORDS + 1));
    let mut gradients = [(); PARTS].map(|()| parameters.gradients());
    let began = Instant::now();
    for epoch in 1..=args.epochs {
        let (mut loss, mut seen) = (0.0, 0);
        for parts in batches(&sentences, pool, labels, inputs, &mut random) {
            let words: usize = parts.iter().map(|part| part.types.len()).sum();
            let step = Step {
                model,
                parameters: &parameters,
                inputs,
                weight: 1.0 / words as f32,
            };
            loss += step.learn(&parts, &mut gradients, args.threads, &mut random) * words as f32;
            seen += words;
            let [sum, others @ ..] = &mut gradients;
            others.iter_mut().for_each(|other| move_into(sum, other));
            optimizer.step(&mut parameters, sum);
        }
        let seconds = began.elapsed().as_secs();
        say(&format!(
            "epoch {epoch}: loss {:.4}, {seconds} s",
            loss / seen as f32
        ));
        if epoch % 5 == 0 {
            for sentences in [&corpus.dev_ewt, &corpus.dev_gum] {
                let scores =
                    evaluate::evaluate(model, &optimizer.averaged, inputs, labels, sentences);
                say(&format!("    {scores} (total {:.2})", scores.total()));
            }
        }
    }
    optimizer.averaged
}

/// One step of the training, on one state of the parameters.
struct Step<'a> {
    model: &'a Model,
    parameters: &'a Parameters,
    inputs: &'a Inputs,
    /// What each word counts.
    weight: f32,
}

impl Step<'_> {
    /// Gives the loss of all parts, each with its own gradients.
    fn learn(
        &self,
        parts: &[Batch; PARTS],
        gradients: &mut [Gradients; PARTS],
        threads: usize,
        random: &mut Random,
    ) -> f32 {
        let mut randoms = [(); PARTS].map(|()| Random::new(random.bits()));
        let work = parts.iter().zip(gradients).zip(&mut randoms);
        let learn = |((part, gradients), random): ((&Batch, &mut Gradients), &mut Random)| {
            self.model.learn(
                self.parameters,
                gradients,
                self.inputs,
                part,
                self.weight,
                Some(random),
            )
        };
        if threads < 2 {
            return work.map(learn).sum();
        }
        std::thread::scope(|scope| {
            let running: Vec<_> = work.map(|work| scope.spawn(move || learn(work))).collect();
            running
                .into_iter()
                .map(|thread| thread.join().expect("a pass over a batch does not panic"))
                .sum()
        })
    }
}

/// Adds the gradients `from` to `into` and clears them.
fn move_into(into: &mut Gradients, from: &mut Gradients) {
    for (into, from) in into.0.iter_mut().zip(&mut from.0) {
        layers::add(into, from);
        from.fill(0.0);
    }
}

/// The sentences of one epoch, varied and in random order, in batches of similar length.
fn batches(
    sentences: &[&Sentence],
    pool: &Pool<'_>,
    labels: &Labels,
    inputs: &mut Inputs,
    random: &mut Random,
) -> Vec<[Batch; PARTS]> {
    let mut varied: Vec<Sentence> = sentences
        .iter()
        .map(|&sentence| {
            let mut sentence = sentence.clone();
            pool.rename(&mut sentence, random);
            augment::vary(&mut sentence, random);
            sentence
        })
        .collect();
    random.shuffle(&mut varied);
    let mut batches = Vec::new();
    let mut batch = <[Batch; PARTS]>::default();
    let mut words = [0; PARTS];
    for sentence in &varied {
        // The part with fewer words takes the next sentence.
        let part = if words[1] < words[0] { 1 } else { 0 };
        batch[part].push(sentence, labels, inputs);
        words[part] += sentence.words.len();
        if words.iter().sum::<usize>() >= BATCH_WORDS {
            batches.push(std::mem::take(&mut batch));
            words = [0; PARTS];
        }
    }
    if words[1] > 0 {
        batches.push(batch);
    }
    batches
}

/// An error as a line of text.
fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[expect(clippy::print_stdout, reason = "the training tells how far it is")]
fn say(line: &str) {
    println!("{line}");
}
