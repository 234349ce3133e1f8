"""Reads Turtle, N-Quads and JSON-LD of a folder with rdflib and holds them against the record.

python3 rdf.py FOLDER    FOLDER has out.ttl, out.nq, out.jsonld and out.jsonl. Needs rdflib and pyshacl.
"""

import json
import pathlib
import sys

import pyshacl
import rdflib
from rdflib.namespace import RDF

SEM = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
SCHEMA = rdflib.Namespace("https://schema.org/")
OWN = rdflib.Namespace("urn:chancery:vocab:")

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix own: <urn:chancery:vocab:> .

own:EventShape a sh:NodeShape ; sh:targetClass sem:Event ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path own:status ; sh:hasValue "actual" ; sh:maxCount 1 ] ;
  sh:property [ sh:path sem:eventType ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path sem:hasActor ; sh:class own:Entity ] ;
  sh:property [ sh:path sem:hasPlace ; sh:class own:Entity ; sh:maxCount 1 ] ;
  sh:property [ sh:path sem:hasTimeStamp ; sh:datatype xsd:date ; sh:maxCount 1 ] ;
  sh:property [ sh:path sem:hasBeginTimeStamp ; sh:datatype xsd:date ; sh:maxCount 1 ] .
own:ActShape a sh:NodeShape ; sh:targetClass own:Act ;
  sh:property [ sh:path own:status ; sh:minCount 1 ; sh:maxCount 1 ;
    sh:in ( "actual" "planned" "negated" "conditional" "uncertain" ) ] ;
  sh:property [ sh:path own:eventType ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path [ sh:inversePath oa:hasBody ] ; sh:minCount 1 ; sh:class oa:Annotation ] .
own:ActorShape a sh:NodeShape ; sh:targetSubjectsOf sem:hasActor ; sh:class sem:Event .
own:QuotationShape a sh:NodeShape ; sh:targetClass schema:Quotation ;
  sh:property [ sh:path schema:text ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path schema:creator ; sh:class own:Entity ] ;
  sh:property [ sh:path schema:isPartOf ; sh:minCount 1 ; sh:class schema:NewsArticle ] .
own:TargetShape a sh:NodeShape ; sh:targetClass oa:SpecificResource ;
  sh:property [ sh:path oa:hasSource ; sh:minCount 1 ; sh:maxCount 1 ; sh:class schema:NewsArticle ] ;
  sh:property [ sh:path oa:hasSelector ; sh:minCount 2 ; sh:maxCount 2 ] .
"""


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"rdf: {what}: {found}, the record has {expected}")


def count(graph, kind):
    return len(set(graph.subjects(RDF.type, kind)))


def check(folder):
    folder = pathlib.Path(folder)
    with open(folder / "out.jsonl", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    turtle = rdflib.Graph().parse(folder / "out.ttl", format="turtle")
    json_ld = rdflib.Graph().parse(folder / "out.jsonld", format="json-ld")
    quads = rdflib.Dataset()
    quads.parse(folder / "out.nq", format="nquads")
    from_quads = {(s, p, o) for s, p, o, _ in quads.quads()}
    # Without blank nodes, graphs are isomorphic when their triples are the same.
    for triple in turtle:
        if any(isinstance(term, rdflib.BNode) for term in triple):
            sys.exit(f"rdf: a blank node in {triple}")
    if not set(turtle) == set(json_ld) == from_quads:
        sys.exit("rdf: the three syntaxes do not say the same")
    expect("named graphs", len({name for *_, name in quads.quads()}), len(records))

    events = [event for record in records for event in record["events"]]
    quotes = [quote for record in records for quote in record["quotes"]]
    entities = [entity for record in records for entity in record["entities"]]
    mentions = [mention for record in records for mention in record["mentions"]]
    negated = [quote for quote in quotes if quote["cue"] and quote["cue"]["negated"]]
    tied = [mention for mention in mentions if mention["entities"]]
    actual = [event for event in events if event["status"] == "actual"]
    expect("articles", count(turtle, SCHEMA.NewsArticle), len(records))
    expect("acts", count(turtle, OWN.Act), len(events))
    expect("events", count(turtle, SEM.Event), len(actual))
    expect("speeches", count(turtle, OWN.Speech), len(quotes))
    expect("quotations", count(turtle, SCHEMA.Quotation), len(quotes) - len(negated))
    expect("entities", count(turtle, OWN.Entity), len(entities))
    for kind, own in [("person", SCHEMA.Person), ("state", SCHEMA.Country), ("organization", SCHEMA.Organization)]:
        expect(kind, count(turtle, own), sum(entity["kind"] == kind for entity in entities))
    actors = sum(len(set(event["source"] + event["target"])) for event in actual)
    expect("actors", len(list(turtle.subject_objects(SEM.hasActor))), actors)
    expect("annotations", count(turtle, OA.Annotation), len(events) + len(quotes) + len(tied))

    for target, article in turtle.subject_objects(OA.hasSource):
        text = str(turtle.value(article, SCHEMA.articleBody))
        place, words = {}, {}
        for selector in turtle.objects(target, OA.hasSelector):
            for key in ("start", "end"):
                place[key] = turtle.value(selector, OA[key], default=place.get(key))
            for key in ("prefix", "exact", "suffix"):
                words[key] = turtle.value(selector, OA[key], default=words.get(key))
        start, end = int(place["start"]), int(place["end"])
        found = (text[max(start - 32, 0) : start], text[start:end], text[end : end + 32])
        expect(f"words of {target}", tuple(str(words[key]) for key in ("prefix", "exact", "suffix")), found)

    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    conforms, _, report = pyshacl.validate(turtle, shacl_graph=shapes)
    if not conforms:
        sys.exit(f"rdf: {report}")
    for name in ("turtle", "nquads", "jsonld"):
        print(f"{name}: {len(from_quads)} items, ok")


if __name__ == "__main__":
    check(sys.argv[1])
