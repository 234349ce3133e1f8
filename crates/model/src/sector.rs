//! PLOVER's actor sectors.

use crate::coded::coded_enum;

coded_enum! {
    /// What an actor does in its state or body (PLOVER 0.8). The main sector stands first in a list.
    pub enum Sector {
        Government => "GOV", Military => "MIL", Legislature => "LEG", Judiciary => "JUD", Police => "COP",
        Intelligence => "SPY", Opposition => "OPP", Party => "PTY", Rebel => "REB", Paramilitary => "PRM",
        /// Unidentified or unaligned armed forces.
        UnidentifiedForces => "UAF",
        Unknown => "UNK", Agriculture => "AGR", Business => "BUS", Criminal => "CRM", Civilian => "CVL",
        Education => "EDU",
        /// Elites: former officials, celebrities.
        Elite => "ELI",
        Journalist => "JRN", Labor => "LAB", Medical => "MED", Refugee => "REF", Religious => "REL",
        /// Civil society not covered elsewhere.
        CivilSociety => "SOC",
        /// A breakaway or would-be state.
        Breakaway => "PRE",
    }
}

impl Sector {
    /// True for the sectors whose people and bodies act for their state.
    pub fn serves_state(self) -> bool {
        matches!(
            self,
            Self::Government
                | Self::Military
                | Self::Legislature
                | Self::Judiciary
                | Self::Police
                | Self::Intelligence
        )
    }
}
