//! Decides in which ways a name can stand for an entry: `Russia`, `Russian`, `Russians`, `Moscow` and `the Kremlin` all lead to one state.

/// The way a name stands for its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SenseKind {
    /// A state by its usual, short or official name: `Germany`, `Federal Republic of Germany`.
    StateName,
    /// A state by a name it no longer bears: `Zaire`, `Burma`.
    OldStateName,
    /// A state by letters: `US`, `U.A.E.`, `DPRK`.
    StateAbbreviation,
    /// An adjective of a state: `German`, `French`.
    Adjective,
    /// One citizen: `German`, `Frenchwoman`, `Briton`.
    Demonym,
    /// The citizens: `Germans`, `French`, `Britons`.
    DemonymPlural,
    /// The capital, which stands for the government when it acts: `Berlin`.
    Capital,
    /// A building, street or residence that stands for the government: `Kremlin`, `Downing Street`.
    Seat,
    /// An organisation by any of its names.
    Organization,
    /// An armed group, party, movement or people by any of its names.
    Group,
    /// A person by full name or a usual variant of it: `Muammar Gaddafi`, `Moammar Kadhafi`.
    Person,
    /// A person by surname; only in the look-up for surnames.
    Surname,
    /// A town, region or water by any of its names.
    Place,
    /// A title or role in the singular: `foreign minister`.
    Title,
    /// A title or role in the plural: `foreign ministers`.
    TitlePlural,
    /// A common noun for an actor in the singular: `soldier`, `army`.
    Nominal,
    /// A common noun for actors in the plural: `soldiers`.
    NominalPlural,
    /// A word that changes a title: `former`, `acting`, `deputy`.
    Modifier,
}

crate::stored::variants!(SenseKind {
    StateName,
    OldStateName,
    StateAbbreviation,
    Adjective,
    Demonym,
    DemonymPlural,
    Capital,
    Seat,
    Organization,
    Group,
    Person,
    Surname,
    Place,
    Title,
    TitlePlural,
    Nominal,
    NominalPlural,
    Modifier
});

impl SenseKind {
    /// The kind of a row of the table of state names, by its word in column `kind`.
    pub(crate) fn of_state_row(word: &str) -> Option<Self> {
        Some(match word {
            "abbreviation" => SenseKind::StateAbbreviation,
            "adjective" => SenseKind::Adjective,
            "capital" => SenseKind::Capital,
            "demonym" => SenseKind::Demonym,
            "demonyms" => SenseKind::DemonymPlural,
            "name" | "official" => SenseKind::StateName,
            "old" => SenseKind::OldStateName,
            "seat" => SenseKind::Seat,
            _ => return None,
        })
    }
}
