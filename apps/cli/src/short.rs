//! `chancery events`, `quotes` and `entities`: `read` with one table and one part.
//!
//! `chancery quotes story.txt` is `chancery read --table quotes --only quotes story.txt`; on a terminal it shows a brief.

use std::io::{self, IsTerminal};

use chancery_export::{Format, Parts};

use crate::args::{ReadArgs, Table};

/// What `read` would have to be told; or why the user asks for two things at once.
pub(crate) fn long_form(mut args: ReadArgs, table: Table) -> Result<ReadArgs, String> {
    if args.table.is_some() || args.only.is_some() {
        return Err(
            "this command chooses its own table and part; use `chancery read` with --table or --only"
                .to_owned(),
        );
    }
    let mut only = Parts::NONE;
    match table {
        Table::Events => only.events = true,
        Table::Quotes => only.quotes = true,
        Table::Entities => only.entities = true,
        Table::Documents => only = Parts::ALL,
    }
    if args.format.is_none() && args.output.is_none() && io::stdout().is_terminal() {
        args.format = Format::by_name("brief");
    }
    args.table = Some(table);
    args.only = Some(only);
    Ok(args)
}
