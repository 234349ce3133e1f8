//! `cargo xtask gazetteer-stats`: what the gazetteer knows, by table and state, and where offices of states have no holder.
//!
//! A gap is a time of more than 30 days since 1990 in which no row holds the office: shorter ones are hand-overs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};

use chancery_gazetteer::{
    Detail, Entry, EntryId, Gazetteer, GroupKind, PlaceKind, Role, StateStatus, Tenure,
};
use jiff::civil::Date;

use crate::{Outcome, root};

/// Days without a holder that are no gap.
const HAND_OVER: i32 = 30;
/// Coverage counts from here, or from the birth of the state.
const SINCE: Date = Date::constant(1990, 1, 1);
/// Columns of tables that hold other names, after `aliases`.
const NAME_COLUMNS: [&str; 9] = [
    "aliases",
    "name",
    "person",
    "surname",
    "title",
    "plural",
    "noun",
    "word",
    "first_name",
];

/// Options of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Last day that coverage is asked for.
    #[arg(long, default_value = "2026-06-30")]
    until: Date,
    /// Print every gap, not only the number of them.
    #[arg(long)]
    gaps: bool,
}

/// Prints tables, states and coverage to standard output.
pub(crate) fn run(args: &Args) -> Outcome {
    let gazetteer = Gazetteer::embedded();
    let mut page = tables()?;
    page.push_str(&by_kind(&gazetteer));
    page.push_str(&by_state(&gazetteer));
    page.push_str(&coverage(&gazetteer, args));
    io::stdout()
        .write_all(page.as_bytes())
        .map_err(|why| format!("standard output: {why}"))
}

/// Rows and names of each table: a name is a spelling that the table lists, its own included.
fn tables() -> Result<String, String> {
    let folder = root().join("crates/gazetteer/data");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map_err(|why| format!("{}: {why}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let mut page = format!("{:<18}{:>7}{:>8}\n", "table", "rows", "names");
    for file in files {
        let text = fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let (mut rows, mut names) = (0, 0);
        for line in lines {
            rows += 1;
            let named = columns.iter().zip(line.split('\t'));
            names += named
                .filter(|(column, field)| NAME_COLUMNS.contains(column) && !field.is_empty())
                .map(|(_, field)| field.split("; ").count())
                .sum::<usize>();
        }
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let _ = writeln!(page, "{name:<18}{rows:>7}{names:>8}");
    }
    Ok(page)
}

/// The kind of an entry in one word.
fn kind(entry: &Entry) -> &'static str {
    match &entry.detail {
        Detail::State { status, .. } => match status {
            StateStatus::State => "state",
            StateStatus::Partial => "state, partly recognised",
            StateStatus::Territory => "territory",
            StateStatus::Former => "former state",
        },
        Detail::Organization { .. } => "organisation",
        Detail::Group { kind, .. } => match kind {
            GroupKind::Armed => "armed group",
            GroupKind::Party => "party",
            GroupKind::Movement => "movement",
            GroupKind::People => "people",
        },
        Detail::Person { .. } => "person",
        Detail::Place { kind, .. } => match kind {
            PlaceKind::Capital => "capital",
            PlaceKind::City => "city",
            PlaceKind::Region => "region",
            PlaceKind::Breakaway => "breakaway region",
            PlaceKind::Area => "area",
            PlaceKind::Water => "water",
            PlaceKind::Site => "site",
        },
        Detail::Title { .. } => "title",
        Detail::Nominal { .. } => "noun for actors",
        Detail::Modifier { .. } => "modifier",
    }
}

fn by_kind(gazetteer: &Gazetteer) -> String {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, entry) in gazetteer.entries() {
        let (all, with_item) = counts.entry(kind(entry)).or_default();
        *all += 1;
        *with_item += usize::from(entry.wikidata.is_some());
    }
    let mut page = format!("\n{:<26}{:>7}{:>10}\n", "kind", "entries", "Wikidata");
    for (kind, (all, with_item)) in counts {
        let _ = writeln!(page, "{kind:<26}{all:>7}{with_item:>10}");
    }
    page
}

/// One row an actor code: people, their offices, bodies, groups, places.
fn by_state(gazetteer: &Gazetteer) -> String {
    let mut counts: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for (id, entry) in gazetteer.entries() {
        let column = match entry.detail {
            Detail::Person { .. } => 0,
            Detail::Organization { .. } => 2,
            Detail::Group { .. } => 3,
            Detail::Place { .. } => 4,
            _ => continue,
        };
        let code = entry.country.as_ref().map_or("-", |code| code.as_str());
        let row = counts.entry(code).or_default();
        row[column] += 1;
        row[1] += gazetteer.tenures(id).len();
    }
    let mut page = format!(
        "\n{:<6}{:>8}{:>8}{:>8}{:>8}{:>8}\n",
        "code", "people", "terms", "bodies", "groups", "places"
    );
    for (code, row) in counts {
        let cells: String = row.iter().map(|count| format!("{count:>8}")).collect();
        let _ = writeln!(page, "{code:<6}{cells}");
    }
    page
}

/// For each office, how many states have it without a gap, and the gaps of the others.
fn coverage(gazetteer: &Gazetteer, args: &Args) -> String {
    const OFFICES: [(&str, &[Role]); 3] = [
        (
            "head of state or government",
            &[Role::HeadOfState, Role::HeadOfGovernment, Role::GroupLeader],
        ),
        ("foreign minister", &[Role::ForeignMinister]),
        ("defence minister", &[Role::DefenceMinister]),
    ];
    let states: Vec<(EntryId, &Entry)> = gazetteer
        .entries()
        .filter(|(_, entry)| kind(entry) == "state")
        .collect();
    let mut page = format!(
        "\nstates with a holder since {SINCE} or their birth, to {}, of {}\n{:<30}{:>8}{:>10}{:>8}\n",
        args.until,
        states.len(),
        "office",
        "no gap",
        "nine in ten",
        "any"
    );
    let mut listed = String::new();
    for (office, roles) in OFFICES {
        let (mut whole, mut most, mut any) = (0, 0, 0);
        for (id, state) in &states {
            let (days, gaps) = gaps(gazetteer, *id, state, roles, args.until);
            let open: i32 = gaps.iter().map(|(from, until)| length(*from, *until)).sum();
            whole += usize::from(gaps.is_empty());
            most += usize::from(10 * open <= days);
            any += usize::from(open < days);
            if !gaps.is_empty() && open < days {
                let gaps: Vec<String> = gaps
                    .iter()
                    .map(|(from, until)| format!("{from}..{until}"))
                    .collect();
                let _ = writeln!(listed, "{office}: {}: {}", state.name, gaps.join(" "));
            }
        }
        let _ = writeln!(page, "{office:<30}{whole:>8}{most:>10}{any:>8}");
    }
    if args.gaps {
        let _ = write!(page, "\ngaps of more than {HAND_OVER} days\n{listed}");
    }
    page
}

fn length(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}

/// The days that count for a state, and the times without a holder of one of the roles.
fn gaps(
    gazetteer: &Gazetteer,
    id: EntryId,
    state: &Entry,
    roles: &[Role],
    until: Date,
) -> (i32, Vec<(Date, Date)>) {
    let born = match &state.detail {
        Detail::State { years, .. } => years.from.map_or(SINCE, |from| from.last()),
        _ => SINCE,
    };
    let start = born.max(SINCE);
    let holds = |tenure: &&Tenure| {
        let role = gazetteer.role(tenure.office);
        role.is_some_and(|role| roles.contains(&role))
    };
    let mut found = Vec::new();
    let mut covered = start;
    for tenure in gazetteer.offices_of(id).filter(holds) {
        let from = tenure.from.first().min(until);
        if length(covered, from) > HAND_OVER {
            found.push((covered, from));
        }
        covered = covered.max(tenure.until.map_or(until, |until| until.last()));
    }
    if length(covered, until) > HAND_OVER {
        found.push((covered, until));
    }
    (length(start, until), found)
}
