//! The words behind a fact, as Web Annotations: by position and by the words themselves.
//!
//! The event `v1` is the body of the annotation `v1-words`, whose target `v1-words-1` is the article, at a TextPositionSelector and a
//! TextQuoteSelector. `held … talks` has two targets. Rule and confidence belong to the annotation: they say how sure the reading
//! is, not the act.

use chancery_model::{RuleId, Span};
use oxrdf::NamedNode;

use super::graph::{Graph, local};
use crate::TextQuote;
use crate::record::rounded;

impl<'a> Graph<'a> {
    /// Says that `name` was read in the words of these spans.
    pub(super) fn annotate(
        &mut self,
        name: &str,
        bodies: Vec<NamedNode>,
        spans: &[Span],
        reading: Option<(&'a RuleId, f32)>,
    ) {
        let annotation = format!("{name}-words");
        let targets: Vec<_> = (1..=spans.len())
            .map(|number| format!("{annotation}-{number}"))
            .collect();
        let target_nodes: Vec<_> = targets.iter().map(|target| self.item(target)).collect();
        let rule = reading.map(|(rule, _)| local("rule", rule.as_str()));
        self.rules.extend(reading.map(|(rule, _)| rule.as_str()));
        let document = self.document.clone();
        let annotation = self.item(annotation);
        self.about(annotation)
            .is("oa:Annotation")
            .links("oa:hasBody", bodies)
            .links("oa:hasTarget", target_nodes)
            .links("prov:wasDerivedFrom", [document])
            .links("prov:wasAttributedTo", rule)
            .number(
                "chancery:confidence",
                reading.map(|(_, confidence)| rounded(confidence)),
            );
        for (target, &span) in targets.iter().zip(spans) {
            self.target(target, span);
        }
    }

    fn target(&mut self, name: &str, span: Span) {
        let position = self.item(format_args!("{name}-position"));
        let quote = self.item(format_args!("{name}-quote"));
        let document = self.document.clone();
        let target = self.item(name);
        self.about(target)
            .is("oa:SpecificResource")
            .links("oa:hasSource", [document])
            .links("oa:hasSelector", [position.clone(), quote.clone()]);
        let [start, end] = self.points.span(span);
        self.about(position)
            .is("oa:TextPositionSelector")
            .offset("oa:start", start)
            .offset("oa:end", end);
        let words = TextQuote::of(&self.analysis.document, span);
        self.about(quote)
            .is("oa:TextQuoteSelector")
            .texts("oa:exact", [words.exact])
            .texts("oa:prefix", [words.prefix])
            .texts("oa:suffix", [words.suffix]);
    }
}
