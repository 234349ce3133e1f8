//! Decides how the crate's own tables are read: `#` comments, one line of column names, tab-separated rows.

/// Fields of each row of an embedded table with `N` columns, in file order.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| {
        let mut fields = line.split('\t').map(str::trim);
        std::array::from_fn(|_| {
            fields
                .next()
                .expect("a row of an embedded table has all its fields")
        })
    })
}
