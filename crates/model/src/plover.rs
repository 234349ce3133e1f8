//! The PLOVER ontology: types, modes, contexts and quad classes (PLOVER manual 0.8, CC BY-SA 4.0; facts in our words).

use crate::coded::coded_enum;

coded_enum! {
    /// The 16 event types.
    pub enum EventType {
        Agree => "AGREE", Consult => "CONSULT", Support => "SUPPORT", Concede => "CONCEDE",
        Cooperate => "COOPERATE", Aid => "AID", Retreat => "RETREAT",
        Request => "REQUEST", Accuse => "ACCUSE", Reject => "REJECT", Threaten => "THREATEN",
        Protest => "PROTEST", Sanction => "SANCTION", Mobilize => "MOBILIZE", Coerce => "COERCE", Assault => "ASSAULT",
    }
}

coded_enum! {
    /// Quad class.
    pub enum Quad {
        VerbalCooperation => "verbal-cooperation", MaterialCooperation => "material-cooperation",
        VerbalConflict => "verbal-conflict", MaterialConflict => "material-conflict",
    }
}

coded_enum! {
    /// Modes; which type admits which is [`Mode::belongs_to`].
    pub enum Mode {
        Visit => "visit", ThirdParty => "third-party", Multilateral => "multilateral", Phone => "phone",
        Withdraw => "withdraw", Release => "release", Disarm => "disarm", Ceasefire => "ceasefire", Access => "access",
        Resign => "resign",
        Assist => "assist", Change => "change", Yield => "yield", Meet => "meet",
        Disapprove => "disapprove", Investigate => "investigate", Allege => "allege",
        Restrict => "restrict", Arrest => "arrest", Relations => "relations", Expel => "expel",
        Territory => "territory", Violence => "violence",
        Demo => "demo", Riot => "riot", Strike => "strike", Hunger => "hunger", Boycott => "boycott",
        Obstruct => "obstruct", Vandalize => "vandalize",
        Convict => "convict", Discontinue => "discontinue",
        Troops => "troops", Weapons => "weapons", PoliceForce => "police", Militia => "militia",
        Seize => "seize", Censor => "censor", Curfew => "curfew", MartialLaw => "martial-law", Deport => "deport",
        Withhold => "withhold", Misinformation => "misinformation", Cyber => "cyber",
        Abduct => "abduct", Beat => "beat", Torture => "torture", Sexual => "sexual", Targeted => "targeted",
        Destroy => "destroy", Primitive => "primitive", Firearms => "firearms", Explosives => "explosives",
        SuicideAttack => "suicide-attack", Aerial => "aerial", Drone => "drone", HeavyWeapons => "heavy-weapons",
        CrowdControl => "crowd-control", Unconventional => "unconventional",
    }
}

coded_enum! {
    /// Contexts.
    pub enum Context {
        Military => "military", Intelligence => "intelligence", Executive => "executive", Legislative => "legislative",
        Election => "election", PoliticalInstitutions => "political_institutions", ProDemocracy => "pro_democracy",
        ProAutocracy => "pro_autocracy", Economic => "economic", Legal => "legal", Reparations => "reparations",
        HumanRights => "human_rights", RightsFreedoms => "rights_freedoms", Repression => "repression",
        HumanSecurity => "human_security", Gender => "gender", Lgbt => "lgbt", ReligionEthnicity => "religion_ethnicity",
        Inequality => "inequality", Diplomatic => "diplomatic", Territory => "territory", Peacekeeping => "peacekeeping",
        Health => "health", Asylum => "asylum", Migration => "migration", Disasters => "disasters",
        NaturalResource => "natural_resource", Environment => "environment", Technology => "technology",
        Terrorism => "terrorism", Cbrn => "cbrn", Cyber => "cyber", Misinformation => "misinformation",
        Crime => "crime", Corruption => "corruption", IllegalDrugs => "illegal_drugs", Trafficking => "trafficking",
    }
}

impl EventType {
    /// Quad class by the manual's table.
    pub const fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }

    /// PLOVER score, -10 to 10; that of the mode where the manual gives one.
    /// The manual prints the head score of ACCUSE as +3, against its modes of -2 to -3.5: taken as a sign error.
    pub const fn score(self, mode: Option<Mode>) -> f32 {
        match (self, mode) {
            (Self::Consult, Some(Mode::Visit | Mode::Multilateral)) => 4.0,
            (Self::Consult, Some(Mode::ThirdParty)) => 1.0,
            (Self::Consult, Some(Mode::Phone)) => 1.5,
            (Self::Agree | Self::Consult, _) => 2.5,
            (Self::Support, _) => 5.0,
            (Self::Concede, _) => 4.5,
            (Self::Cooperate, _) => 9.5,
            (Self::Aid, _) => 10.0,
            (Self::Retreat, _) => 6.5,
            (Self::Request, _) => 0.0,
            (Self::Accuse, Some(Mode::Disapprove)) | (Self::Reject, _) => -2.0,
            (Self::Accuse, Some(Mode::Investigate | Mode::Allege)) | (Self::Threaten, _) => -3.5,
            (Self::Accuse, _) => -3.0,
            (Self::Protest, _) => -5.0,
            (Self::Sanction, _) => -6.0,
            (Self::Mobilize, _) => -5.5,
            (Self::Coerce, _) => -7.0,
            (Self::Assault, _) => -9.0,
        }
    }
}

impl Mode {
    /// True when the manual lists this mode under `event_type`.
    pub const fn belongs_to(self, event_type: EventType) -> bool {
        use EventType as T;
        match event_type {
            T::Agree | T::Support | T::Concede | T::Cooperate | T::Aid => false,
            T::Consult => matches!(
                self,
                Self::Visit | Self::ThirdParty | Self::Multilateral | Self::Phone
            ),
            T::Retreat => matches!(
                self,
                Self::Withdraw
                    | Self::Release
                    | Self::Disarm
                    | Self::Ceasefire
                    | Self::Access
                    | Self::Resign
            ),
            T::Request | T::Reject => {
                matches!(self, Self::Assist | Self::Change | Self::Yield | Self::Meet)
            }
            T::Accuse => matches!(self, Self::Disapprove | Self::Investigate | Self::Allege),
            T::Threaten => matches!(
                self,
                Self::Restrict
                    | Self::Arrest
                    | Self::Relations
                    | Self::Expel
                    | Self::Territory
                    | Self::Violence
            ),
            T::Protest => matches!(
                self,
                Self::Demo
                    | Self::Riot
                    | Self::Strike
                    | Self::Hunger
                    | Self::Boycott
                    | Self::Obstruct
                    | Self::Vandalize
            ),
            T::Sanction => matches!(
                self,
                Self::Convict | Self::Expel | Self::Withdraw | Self::Discontinue
            ),
            T::Mobilize => matches!(
                self,
                Self::Troops | Self::Weapons | Self::PoliceForce | Self::Militia
            ),
            T::Coerce => matches!(
                self,
                Self::Seize
                    | Self::Restrict
                    | Self::Censor
                    | Self::Curfew
                    | Self::MartialLaw
                    | Self::Arrest
                    | Self::Deport
                    | Self::Withhold
                    | Self::Misinformation
                    | Self::Cyber
            ),
            T::Assault => matches!(
                self,
                Self::Abduct
                    | Self::Beat
                    | Self::Torture
                    | Self::Sexual
                    | Self::Targeted
                    | Self::Destroy
                    | Self::Primitive
                    | Self::Firearms
                    | Self::Explosives
                    | Self::SuicideAttack
                    | Self::Aerial
                    | Self::Drone
                    | Self::HeavyWeapons
                    | Self::CrowdControl
                    | Self::Unconventional
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_belongs_somewhere() {
        for mode in Mode::ALL {
            assert!(EventType::ALL.iter().any(|&t| mode.belongs_to(t)), "{mode}");
        }
    }

    #[test]
    fn the_manual_counts() {
        assert_eq!((EventType::ALL.len(), Context::ALL.len()), (16, 37));
        assert_eq!(EventType::Consult.score(Some(Mode::Visit)), 4.0);
        assert_eq!(EventType::Sanction.quad(), Quad::MaterialConflict);
    }
}
