//! Dependency relations as Universal Dependencies English has them.

use crate::coded::coded_enum;

coded_enum! {
    /// Universal dependency relation with the subtypes that UD English uses.
    pub enum Relation {
        Acl => "acl", AclRelcl => "acl:relcl", Advcl => "advcl", AdvclRelcl => "advcl:relcl", Advmod => "advmod",
        Amod => "amod", Appos => "appos", Aux => "aux", AuxPass => "aux:pass", Case => "case", Cc => "cc",
        CcPreconj => "cc:preconj", Ccomp => "ccomp", Compound => "compound", CompoundPrt => "compound:prt",
        Conj => "conj", Cop => "cop", Csubj => "csubj", CsubjOuter => "csubj:outer", CsubjPass => "csubj:pass",
        Dep => "dep", Det => "det", DetPredet => "det:predet", Discourse => "discourse", Dislocated => "dislocated",
        Expl => "expl", Fixed => "fixed", Flat => "flat", Goeswith => "goeswith", Iobj => "iobj", List => "list",
        Mark => "mark", Nmod => "nmod", NmodDesc => "nmod:desc", NmodPoss => "nmod:poss",
        NmodUnmarked => "nmod:unmarked", Nsubj => "nsubj", NsubjOuter => "nsubj:outer", NsubjPass => "nsubj:pass",
        Nummod => "nummod", Obj => "obj", Obl => "obl", OblAgent => "obl:agent", OblUnmarked => "obl:unmarked",
        Orphan => "orphan", Parataxis => "parataxis", Punct => "punct", Reparandum => "reparandum", Root => "root",
        Vocative => "vocative", Xcomp => "xcomp",
    }
}

impl Relation {
    /// The relation without its subtype: `nsubj:pass` becomes `nsubj`.
    pub fn universal(self) -> Self {
        let code = self.code();
        code.split_once(':')
            .and_then(|(base, _)| Self::from_code(base))
            .unwrap_or(self)
    }

    /// True for the subjects: `nsubj`, `csubj` and their subtypes.
    pub fn is_subject(self) -> bool {
        matches!(self.universal(), Self::Nsubj | Self::Csubj)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtypes_fold() {
        assert_eq!(Relation::NsubjPass.universal(), Relation::Nsubj);
        assert_eq!(Relation::CcPreconj.universal(), Relation::Cc);
        assert_eq!(Relation::Obj.universal(), Relation::Obj);
        assert!(
            Relation::ALL
                .iter()
                .all(|r| !r.universal().code().contains(':'))
        );
    }
}
