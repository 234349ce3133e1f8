//! Decides which offices are the same in all states: the `secretary of state` of one is the `foreign minister` of another.

use crate::entry::words;

/// An office that the table of holders can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// President, king, emir, pope; also a supreme or paramount leader.
    HeadOfState,
    /// Prime minister, chancellor, premier.
    HeadOfGovernment,
    /// Foreign minister, US secretary of state.
    ForeignMinister,
    /// Defence minister or secretary.
    DefenceMinister,
    /// Interior minister, home or homeland security secretary.
    InteriorMinister,
    /// Finance minister, treasury secretary, chancellor of the exchequer.
    FinanceMinister,
    /// Any other minister.
    Minister,
    /// Deputy head of state: `vice president`.
    DeputyHeadOfState,
    /// Head of an organisation: secretary-general, president of the commission, director general.
    OrganizationHead,
    /// High representative of the European Union for foreign affairs.
    ForeignPolicyChief,
    /// National security adviser.
    SecurityAdviser,
    /// Head of an intelligence service.
    IntelligenceHead,
    /// Chief of the armed forces.
    MilitaryHead,
    /// Speaker or president of a chamber.
    Speaker,
    /// Envoy or special representative.
    Envoy,
    /// Ambassador, also to the United Nations.
    Ambassador,
    /// Spokesman, spokeswoman, press secretary.
    Spokesperson,
    /// Leader of a party, movement or armed group; leader of the opposition.
    GroupLeader,
    /// Member of a legislature.
    Legislator,
    /// Governor of a province or federal state.
    Governor,
    /// Mayor.
    Mayor,
}

words!(Role {
    "ambassador" => Ambassador,
    "defence-minister" => DefenceMinister,
    "deputy-head-of-state" => DeputyHeadOfState,
    "envoy" => Envoy,
    "finance-minister" => FinanceMinister,
    "foreign-minister" => ForeignMinister,
    "foreign-policy-chief" => ForeignPolicyChief,
    "governor" => Governor,
    "group-leader" => GroupLeader,
    "head-of-government" => HeadOfGovernment,
    "head-of-state" => HeadOfState,
    "intelligence-head" => IntelligenceHead,
    "interior-minister" => InteriorMinister,
    "legislator" => Legislator,
    "mayor" => Mayor,
    "military-head" => MilitaryHead,
    "minister" => Minister,
    "organisation-head" => OrganizationHead,
    "security-adviser" => SecurityAdviser,
    "speaker" => Speaker,
    "spokesperson" => Spokesperson,
});

/// Grammatical gender for pronouns, as the tables know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// `she`
    Female,
    /// `he`
    Male,
}

words!(Gender { "f" => Female, "m" => Male });

/// How a word changes the title after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// `former`, `ex`, `retired`, `ousted`: the office is over.
    Former,
    /// `late`, `slain`: the holder is dead.
    Late,
    /// `acting`, `interim`: held for a time.
    Acting,
    /// `deputy`, `vice`, `assistant`: the one below.
    Deputy,
    /// `designate`, `elect`, `incoming`: not yet in office.
    Incoming,
    /// `shadow`: of the opposition.
    Shadow,
    /// `senior`, `top`, `chief`: no change of office.
    Rank,
}

words!(Modifier {
    "acting" => Acting,
    "deputy" => Deputy,
    "former" => Former,
    "incoming" => Incoming,
    "late" => Late,
    "rank" => Rank,
    "shadow" => Shadow,
});
