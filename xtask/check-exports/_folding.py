"""Which acts have a row in the field's tables and networks, as docs/formats/outputs.md says; written apart from the exporters."""

AGREED = {"CONSULT", "SUPPORT", "COOPERATE", "AID"}
THREATENED = {"PROTEST", "SANCTION", "COERCE", "MOBILIZE", "ASSAULT"}
ABLE_TO_ACT = {"person", "state", "organization", "group"}


def folded_type(event):
    """The type of the row, or None where the event has none."""
    status, event_type = event["status"], event["type"]
    if status == "actual" or (status == "planned" and event_type in {"AGREE", "CONCEDE"}):
        return event_type
    if status != "planned":
        return None
    if event_type in AGREED:
        return "AGREE"
    if event_type == "RETREAT":
        return "CONCEDE"
    return "THREATEN" if event_type in THREATENED else None


def acts(record):
    """Events with a row; of several mentions of an act the first."""
    row_of = {event["id"]: folded_type(event) for event in record["events"]}
    seen = set()
    for event in record["events"]:
        if row_of[event["id"]] and not any(other in seen and row_of[other] for other in event["same_as"]):
            yield event
        seen.add(event["id"])


def has_code(event):
    """Whether the row has a CAMEO code; every fold brings one, except that of types that stay as they are."""
    return event["cameo"] is not None or folded_type(event) != event["type"]


def pairs(event):
    """Each source with each target, and the way back where all meet as equals."""
    found = []
    for source in event["source"]:
        for target in event["target"]:
            back = [(target, source)] if event["reciprocal"] else []
            for pair in [(source, target), *back]:
                if pair[0] != pair[1] and pair not in found:
                    found.append(pair)
    return found


def ties(record):
    """Pairs of the network: `(source, target)`, each as what makes actors of several documents one."""
    entities = {entity["id"]: entity for entity in record["entities"]}

    def key(entity):
        wikidata = (entity["links"] or {}).get("wikidata")
        return wikidata or (entity["kind"], entity["name"], entity["country"])

    for event in acts(record):
        for source, target in pairs(event):
            source, target = entities[source], entities[target]
            if {source["kind"], target["kind"]} <= ABLE_TO_ACT and key(source) != key(target):
                yield key(source), key(target)
