//! Part-of-speech tags and features as Universal Dependencies English has them.

use crate::coded::coded_enum;

coded_enum! {
    /// Universal part of speech (UD 2).
    pub enum Upos {
        Adj => "ADJ", Adp => "ADP", Adv => "ADV", Aux => "AUX", Cconj => "CCONJ", Det => "DET", Intj => "INTJ",
        Noun => "NOUN", Num => "NUM", Part => "PART", Pron => "PRON", Propn => "PROPN", Punct => "PUNCT",
        Sconj => "SCONJ", Sym => "SYM", Verb => "VERB", X => "X",
    }
}

coded_enum! {
    /// Penn Treebank part of speech with the extensions of UD English.
    pub enum Xpos {
        Add => "ADD", Afx => "AFX", Cc => "CC", Cd => "CD", Dt => "DT", Ex => "EX", Fw => "FW", Gw => "GW",
        Hyph => "HYPH", In => "IN", Jj => "JJ", Jjr => "JJR", Jjs => "JJS", Lrb => "-LRB-", Ls => "LS", Md => "MD",
        Nfp => "NFP", Nn => "NN", Nnp => "NNP", Nnps => "NNPS", Nns => "NNS", Pdt => "PDT", Pos => "POS",
        Prp => "PRP", PrpPoss => "PRP$", Rb => "RB", Rbr => "RBR", Rbs => "RBS", Rp => "RP", Rrb => "-RRB-",
        Sym => "SYM", To => "TO", Uh => "UH", Vb => "VB", Vbd => "VBD", Vbg => "VBG", Vbn => "VBN", Vbp => "VBP",
        Vbz => "VBZ", Wdt => "WDT", Wp => "WP", WpPoss => "WP$", Wrb => "WRB", Dollar => "$", CloseQuote => "''",
        OpenQuote => "``", Comma => ",", Period => ".", Colon => ":",
    }
}

/// Morphological features in CoNLL-U form (`Number=Sing|Person=3`), sorted by name; empty when there are none.
///
/// English features follow from tag and word by rule, so the strings form a small fixed set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Feats(&'static str);

impl Feats {
    /// Features from their CoNLL-U form.
    pub const fn new(feats: &'static str) -> Self {
        Self(feats)
    }

    /// The CoNLL-U form, `""` for none.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The value of one feature: `Number` of `Number=Sing` is `Sing`.
    pub fn get(self, name: &str) -> Option<&'static str> {
        self.0
            .split('|')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_both_ways() {
        assert!(
            Xpos::ALL
                .iter()
                .all(|&tag| Xpos::from_code(tag.code()) == Some(tag))
        );
        assert_eq!(Upos::from_code("PROPN"), Some(Upos::Propn));
        assert_eq!(Upos::from_code("propn"), None);
    }

    #[test]
    fn features_are_read_by_name() {
        let feats = Feats::new("Number=Sing|Person=3");
        assert_eq!((feats.get("Person"), feats.get("Pers")), (Some("3"), None));
    }
}
