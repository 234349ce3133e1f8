//! What the graph says of article, entities, quotes and acts.
//!
//! Words of our own (`chancery:status`) hold for every act and every speech. The words of others are used where they are true
//! without a condition: `sem:Event` of what happened, `schema:Quotation` with a creator of what was said.

use chancery_model::{
    Analysis, Entity, EntityId, EntityKind, Event, EventId, PointKind, Quote, QuoteId, Status,
};

use super::graph::{Graph, local, named};
use crate::labels::one_line;
use crate::record::{entity_name, event_name, mention_name, quote_name};

impl<'a> Graph<'a> {
    /// The graph of a document.
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let mut graph = Self::new(analysis);
        graph.article();
        for (id, entity) in analysis.entities.entities.enumerate() {
            graph.entity(id, entity);
        }
        for (id, mention) in analysis.entities.mentions.enumerate() {
            let entities = graph.entities(analysis.entities.of(id));
            if !entities.is_empty() {
                graph.annotate(&mention_name(id), entities, &[mention.span], None);
            }
        }
        for (id, quote) in analysis.quotes.enumerate() {
            graph.quote(id, quote);
        }
        for (id, event) in analysis.events.enumerate() {
            graph.event(id, event);
        }
        for rule in std::mem::take(&mut graph.rules) {
            graph
                .about(local("rule", rule))
                .is("prov:SoftwareAgent")
                .texts("rdfs:label", [rule]);
        }
        graph
    }

    fn article(&mut self) {
        let doc = &self.analysis.document;
        let source = &doc.provenance;
        let dateline = doc.dateline.as_ref();
        let (document, name) = (self.document.clone(), self.name.clone());
        self.about(name)
            .is("prov:Entity")
            .links("prov:wasDerivedFrom", [document.clone()]);
        self.about(document)
            .is("schema:NewsArticle")
            .texts("schema:identifier", [doc.id()])
            .texts("schema:headline", &doc.title)
            .texts("schema:inLanguage", ["en"])
            .day("schema:datePublished", doc.published)
            .texts(
                "schema:dateline",
                dateline.map(|line| one_line(doc.slice(line.span))),
            )
            .day("chancery:filed", dateline.and_then(|line| line.date))
            .address("schema:url", source.url.as_deref())
            .texts("schema:publisher", &source.publisher)
            .texts("schema:author", &source.byline)
            .texts("schema:creditText", &source.credit)
            .links(
                "chancery:duplicateOf",
                doc.duplicate_of
                    .as_ref()
                    .map(|first| local("doc", &first.id)),
            )
            .texts("schema:articleBody", [doc.text()]);
    }

    fn entity(&mut self, id: EntityId, entity: &Entity) {
        let class = match entity.kind {
            EntityKind::Person => Some("schema:Person"),
            EntityKind::State => Some("schema:Country"),
            EntityKind::Organization => Some("schema:Organization"),
            EntityKind::Place => Some("schema:Place"),
            EntityKind::Group | EntityKind::Other => None,
        };
        // A capital's point is no fact about the state.
        let point = entity.coordinates;
        let point = point.filter(|point| point.kind != PointKind::Capital);
        let office = entity.office.as_ref();
        let mut node = self.about(self.item(entity_name(id)));
        node.is("chancery:Entity");
        if let Some(class) = class {
            node.is(class);
        }
        node.texts("schema:name", [&entity.name])
            .texts("chancery:kind", [entity.kind])
            .texts("chancery:country", entity.country)
            .texts("chancery:sector", &entity.sectors)
            .texts("schema:jobTitle", office.map(|office| &office.title))
            .texts("chancery:officeOf", office.and_then(|office| office.of))
            .number("schema:latitude", point.map(|point| point.latitude()))
            .number("schema:longitude", point.map(|point| point.longitude()))
            .texts("chancery:point", point.map(|point| point.kind))
            .links(
                "schema:sameAs",
                entity.wikidata.as_ref().map(|item| local("wd", item)),
            );
    }

    fn quote(&mut self, id: QuoteId, quote: &'a Quote) {
        let analysis = self.analysis;
        let entities = &analysis.entities;
        let name = quote_name(id);
        let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
        let speakers = self.entities(mention.map_or(&[], |mention| entities.of(mention)));
        let mut addressees: Vec<_> = quote
            .addressees
            .iter()
            .flat_map(|&mention| entities.of(mention).to_vec())
            .collect();
        addressees.sort_unstable();
        addressees.dedup();
        let addressees = self.entities(&addressees);
        let parent = quote.parent.map(|parent| self.item(quote_name(parent)));
        let words: Vec<_> = quote
            .content
            .iter()
            .map(|&span| one_line(analysis.document.slice(span)))
            .collect();
        let speaker_words = quote.speaker.as_ref();
        let speaker_words =
            speaker_words.map(|speaker| one_line(analysis.document.slice(speaker.span)));
        let cue = quote.cue.as_ref();
        let document = self.document.clone();
        let mut node = self.about(self.item(&name));
        node.is("chancery:Speech")
            .texts("chancery:kind", [quote.kind])
            .texts("schema:text", [words.join(" … ")])
            .links("schema:isPartOf", [document])
            .links("chancery:speaker", speakers.iter().cloned())
            .texts("chancery:speakerWords", speaker_words)
            .texts("chancery:cue", cue.map(|cue| &cue.lemma))
            .texts("chancery:cueClass", cue.map(|cue| cue.class))
            .links("chancery:addressee", addressees)
            .texts("chancery:medium", quote.medium.map(|medium| medium.kind))
            .links("chancery:parent", parent);
        // `did not say that …` is no quotation of anybody.
        let is_negated = cue.is_some_and(|cue| cue.negated);
        node.flag("chancery:cueNegated", is_negated);
        if !is_negated {
            node.is("schema:Quotation")
                .links("schema:creator", speakers);
        }
        let body = vec![self.item(&name)];
        let reading = Some((&quote.rule, quote.confidence));
        self.annotate(&name, body, &quote.content, reading);
    }

    fn event(&mut self, id: EventId, event: &'a Event) {
        let name = event_name(id);
        let (source, target) = (self.entities(&event.source), self.entities(&event.target));
        let place = event.place.map(|place| self.item(entity_name(place)));
        let same: Vec<_> = event
            .same_as
            .iter()
            .map(|&other| self.item(event_name(other)))
            .collect();
        let said_in = event.said_in.map(|quote| self.item(quote_name(quote)));
        let outcome_of = event
            .outcome_of
            .map(|meeting| self.item(event_name(meeting)));
        let event_type = named(&format!("plover:{}", event.event_type));
        let (start, end) = (
            event.time.map(|time| time.start),
            event.time.map(|time| time.end),
        );
        let document = self.document.clone();
        let mut node = self.about(self.item(&name));
        node.is("chancery:Act");
        if event.status == Status::Actual {
            let mut actors = source.clone();
            actors.extend(
                target
                    .iter()
                    .filter(|actor| !source.contains(actor))
                    .cloned(),
            );
            node.is("sem:Event")
                .links("sem:eventType", [event_type.clone()])
                .links("sem:hasActor", actors)
                .links("sem:hasPlace", place.clone());
            if start == end {
                node.day("sem:hasTimeStamp", start);
            } else {
                node.day("sem:hasBeginTimeStamp", start)
                    .day("sem:hasEndTimeStamp", end);
            }
        }
        node.links("chancery:eventType", [event_type])
            .texts("chancery:mode", event.mode)
            .texts("chancery:cameo", event.cameo)
            .texts("chancery:context", &event.contexts)
            .texts("chancery:status", [event.status])
            .texts("chancery:setting", [event.setting])
            .links("chancery:source", source)
            .links("chancery:target", target)
            .flag("chancery:reciprocal", event.reciprocal)
            .links("chancery:place", place)
            .day("chancery:begin", start)
            .day("chancery:end", end)
            .texts("chancery:timeBasis", event.time.map(|time| time.basis))
            .links("chancery:saidIn", said_in)
            .links("chancery:sameActAs", same)
            .links("chancery:outcomeOf", outcome_of)
            .links("chancery:reportedIn", [document]);
        let body = vec![self.item(&name)];
        let reading = Some((&event.rule, event.confidence));
        self.annotate(&name, body, &event.trigger, reading);
    }
}
