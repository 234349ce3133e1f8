//! Decides which rules read time expressions: one file a family, all listed here.

mod clock;
mod dates;
mod deictic;
mod durations;
mod feasts;
mod offsets;
mod quarters;
mod sets;
mod vague;
mod weekdays;
mod years;

pub(crate) use durations::age;

use crate::scan::Rule;

/// All rules; of readings of equal length the earlier rule's stands.
pub(crate) const RULES: &[Rule] = &[
    dates::iso,
    dates::day_of_month,
    dates::day_in_range,
    dates::month,
    weekdays::weekday,
    weekdays::weekend,
    clock::clock,
    clock::part_of_day,
    clock::night,
    quarters::quarter,
    quarters::year_before,
    years::year,
    years::decade,
    years::century,
    deictic::day,
    deictic::unit,
    deictic::anchored_unit,
    deictic::unit_spoken_of,
    deictic::season,
    deictic::year_end,
    feasts::feast,
    offsets::offset,
    sets::every,
    sets::rate,
    sets::per_unit,
    sets::weekdays,
    durations::counted,
    durations::vague_length,
    vague::phrase,
];
