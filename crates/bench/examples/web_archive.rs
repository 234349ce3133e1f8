//! How fast pages come out of a web archive, and in how much memory: a table for `docs/benchmarks.md`.
//!
//! `cargo run --release -p chancery-bench --example web_archive`. The archive is made of the stories of `fixtures/` in pages with menus,
//! scripts and related links around them, one gzip member a record with a request before each page, as crawlers write it.
//! Everything runs on one thread and is counted in CPU seconds of that thread.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::time::Duration;

use chancery_ingest::{Limits, Meta, Packing, unpack, warc};
use clap::Parser;
use cpu_time::ThreadTime;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Prints megabytes and pages a second and peak memory by number of pages.
#[derive(Parser)]
struct Args {
    /// Numbers of pages, one row each; fewest first, since peak memory never falls.
    #[arg(long, value_delimiter = ',', default_values_t = [100, 1000, 4000])]
    pages: Vec<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "| pages | MB packed | MB unpacked | unpacking alone, MB/s | records, MB/s | articles, MB/s | articles, pages/s | peak MiB |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|")?;
    for pages in Args::parse().pages {
        let mut file = tempfile::tempfile()?;
        let unpacked = archive(&mut file, pages)? as f64 / 1e6;
        let packed = file.stream_position()? as f64 / 1e6;
        let bare = timed(&mut file, |stream| Ok(io::copy(stream, &mut io::sink())?))?;
        let records = timed(&mut file, |stream| count(stream, pages, false))?;
        let articles = timed(&mut file, |stream| count(stream, pages, true))?;
        let rate = |time: Duration| unpacked / time.as_secs_f64();
        writeln!(
            out,
            "| {pages} | {packed:.1} | {unpacked:.1} | {:.0} | {:.0} | {:.1} | {:.0} | {} |",
            rate(bare),
            rate(records),
            rate(articles),
            pages as f64 / articles.as_secs_f64(),
            peak().map_or_else(|| "unknown".to_owned(), |mib| mib.to_string()),
        )?;
    }
    Ok(())
}

/// CPU time of reading the whole archive.
fn timed<T>(
    file: &mut File,
    read: impl FnOnce(&mut dyn Read) -> Result<T, Box<dyn Error>>,
) -> Result<Duration, Box<dyn Error>> {
    file.rewind()?;
    let mut stream = unpack(Packing::Gzip, file.try_clone()?, &Limits::default());
    let start = ThreadTime::now();
    read(&mut *stream)?;
    Ok(start.elapsed())
}

/// Reads all records, and their articles if asked; there must be as many as pages.
fn count(stream: &mut dyn Read, pages: usize, articles: bool) -> Result<(), Box<dyn Error>> {
    let limits = Limits::default();
    let mut found = 0;
    for record in warc(stream, Meta::default(), limits) {
        let record = record?;
        found += 1;
        if articles {
            std::hint::black_box(record.ingest(&limits)?);
        }
    }
    if found == pages {
        Ok(())
    } else {
        Err(format!("{found} of {pages} pages were found").into())
    }
}

/// Writes so many pages, and says how many bytes they have unpacked.
fn archive(file: &mut File, pages: usize) -> io::Result<u64> {
    let stories: Vec<_> = chancery_bench::stories().collect();
    let mut unpacked = 0;
    for number in 0..pages {
        let (name, story) = stories[number % stories.len()];
        let request = format!("GET /{name}/{number} HTTP/1.1\r\nHost: example.org\r\n\r\n");
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
            page(name, story)
        );
        for (kind, block) in [("request", request), ("response", answer)] {
            let record = format!(
                "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{kind}:{number}>\r\nWARC-Date: 2018-03-15T08:00:00Z\r\n\
                 WARC-Target-URI: https://example.org/{name}/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n\
                 Content-Length: {}\r\n\r\n{block}\r\n\r\n",
                block.len()
            );
            unpacked += record.len() as u64;
            let mut member = GzEncoder::new(&mut *file, Compression::default());
            member.write_all(record.as_bytes())?;
            member.finish()?;
        }
    }
    Ok(unpacked)
}

/// A story as outlets publish it: about 39 KB, a twentieth of it story.
fn page(name: &str, story: &str) -> String {
    let paragraphs: String = story
        .split("\n\n")
        .map(|paragraph| {
            format!(
                "<p class=\"story-text\">{}</p>\n",
                paragraph.replace('&', "&amp;")
            )
        })
        .collect();
    let links = |count: usize, class: &str| -> String {
        (0..count)
            .map(|n| {
                format!("<li class=\"{class}\"><a href=\"/{class}/{n}\" data-track=\"{class}-{n}\">Section {n} of {class}</a></li>\n")
            })
            .collect()
    };
    let script: String = (0..200)
        .map(|n| {
            format!(
                "window.settings.push({{id: {n}, name: 'setting-{n}', active: {}}});\n",
                n % 2 == 0
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>{name}</title><meta property=\"og:site_name\" content=\"Beispiel Daily\">\n\
         <script>{script}</script></head>\n<body><nav><ul>{}</ul></nav><main><article><h1>{name}</h1>\n{paragraphs}</article>\n\
         <aside><ul>{}</ul></aside></main><footer><ul>{}</ul></footer></body></html>\n",
        links(60, "menu"),
        links(120, "related"),
        links(60, "footer"),
    )
}

/// Most memory that the process has held, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib.div_ceil(1024))
}
