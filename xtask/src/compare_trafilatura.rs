//! `cargo xtask compare-trafilatura`: how fast pages are ingested beside Python trafilatura, on the same pages in the same run.
//!
//! trafilatura comes from the Python package index into an environment outside the tree. Both read article and metadata on one
//! thread, in turn, so that a machine that is busy for a while disturbs both; the best turn of each counts.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::python::{environment, example, folder, output, say};
use crate::{Outcome, root};

/// What is installed. trafilatura needs a part of lxml that is a package of its own.
const PACKAGES: [&str; 2] = ["trafilatura==2.3.1", "lxml_html_clean"];

/// Shows that the environment is complete.
const CHECK: &str = "import trafilatura; assert trafilatura.__version__ == '2.3.1'";

/// Reads the pages with trafilatura.
const SCRIPT: &str = include_str!("compare_trafilatura.py");

/// Passes over the pages in one turn of each program: the first fills the caches of both.
const PASSES: &str = "2";

/// How often the pages of the tests are repeated, where no others are given.
const REPEAT: usize = 50;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of the Python environment, outside the tree; made where it is not there yet.
    #[arg(long)]
    venv: Option<PathBuf>,
    /// Folder of pages, `.html` or `.html.gz`; by default those of the evaluation set beside the checkout, else those of the tests.
    #[arg(long)]
    pages: Option<PathBuf>,
    /// Turns of which the best counts.
    #[arg(long, default_value_t = 3)]
    turns: usize,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let venv = folder(args.venv.as_deref(), "chancery-compare-trafilatura")?;
    let python = environment(&venv, &PACKAGES, CHECK)?;
    let ours = example("pages")?;
    let evaluation = root().join("../shared/eval/ingest/html");
    let pages = match &args.pages {
        Some(pages) => collect(pages, 1, &venv)?,
        None if evaluation.is_dir() => collect(&evaluation, 1, &venv)?,
        None => collect(&root().join("crates/ingest/tests/pages"), REPEAT, &venv)?,
    };
    let (mut n_pages, mut best) = (0.0, [f64::INFINITY; 3]);
    for turn in 1..=args.turns.max(1) {
        let full = trafilatura(&python, &pages, "full")?;
        let fast = trafilatura(&python, &pages, "fast")?;
        let (n, chancery) = chancery(&ours, &pages)?;
        say(&format!(
            "turn {turn}: trafilatura {full:.3} s, fast {fast:.3} s, chancery {chancery:.3} s"
        ));
        n_pages = n;
        for (best, seconds) in best.iter_mut().zip([full, fast, chancery]) {
            *best = seconds.min(*best);
        }
    }
    say(&format!(
        "\n{n_pages} pages{:12}pages/CPU s   times trafilatura",
        ""
    ));
    let names = ["trafilatura 2.3.1", "trafilatura 2.3.1, fast", "chancery"];
    for (name, seconds) in names.into_iter().zip(best) {
        say(&format!(
            "{name:<26} {:>8.1} {:>10.1}",
            n_pages / seconds,
            best[0] / seconds
        ));
    }
    Ok(())
}

/// Writes the pages of a folder, sorted by name, as lines of JSON beside the Python environment.
fn collect(pages: &Path, repeat: usize, venv: &Path) -> Result<PathBuf, String> {
    let cannot =
        |path: &Path, why: &dyn std::fmt::Display| format!("cannot read {}: {why}", path.display());
    let mut files: Vec<PathBuf> = fs::read_dir(pages)
        .map_err(|why| cannot(pages, &why))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.to_string_lossy();
            name.ends_with(".html") || name.ends_with(".html.gz")
        })
        .collect();
    if files.is_empty() {
        return Err(format!("{} holds no pages", pages.display()));
    }
    files.sort();
    let mut lines = String::new();
    for file in files {
        let bytes = fs::read(&file).map_err(|why| cannot(&file, &why))?;
        let mut page = bytes.clone();
        if file.extension().is_some_and(|end| end == "gz") {
            page.clear();
            flate2::read::MultiGzDecoder::new(bytes.as_slice())
                .read_to_end(&mut page)
                .map_err(|why| cannot(&file, &why))?;
        }
        let html = String::from_utf8_lossy(&page);
        lines.push_str(&serde_json::json!({ "html": html }).to_string());
        lines.push('\n');
    }
    let path = venv.join("pages.jsonl");
    fs::write(&path, lines.repeat(repeat))
        .map_err(|why| format!("cannot write {}: {why}", path.display()))?;
    Ok(path)
}

/// One turn of trafilatura, in CPU seconds.
fn trafilatura(python: &Path, pages: &Path, how: &str) -> Result<f64, String> {
    let mut command = Command::new(python);
    command.args(["-c", SCRIPT]).arg(pages).args([PASSES, how]);
    let text = output(&mut command)?;
    text.trim()
        .parse()
        .map_err(|_| format!("no number of seconds: {text:?}"))
}

/// One turn of this side: number of pages and CPU seconds.
fn chancery(ours: &Path, pages: &Path) -> Result<(f64, f64), String> {
    let text = output(Command::new(ours).arg(pages).args(["--passes", PASSES]))?;
    let numbers: Option<(f64, f64)> = text
        .trim()
        .split_once('\t')
        .and_then(|(n, seconds)| Some((n.parse().ok()?, seconds.parse().ok()?)));
    numbers.ok_or_else(|| format!("no figures: {text:?}"))
}
