"""Reads GeoJSON of a folder with geopandas and shapely and holds it against the record.

python3 geo.py FOLDER    FOLDER has out.geojson and out.jsonl. Needs geopandas.
"""

import json
import pathlib
import sys

import geopandas
import shapely.geometry


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"geojson: {what}: {found}, the record has {expected}")


def placed(folder):
    """The events of the record that have a place, with their document and the entity of the place."""
    with open(folder / "out.jsonl", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            entities = {entity["id"]: entity for entity in record["entities"]}
            for event in record["events"]:
                if event["place"]:
                    yield record, event, entities[event["place"]]


def check(folder):
    folder = pathlib.Path(folder)
    with open(folder / "out.geojson", encoding="utf-8") as file:
        collection = json.load(file)
    expect("type", collection["type"], "FeatureCollection")
    expect("members", sorted(collection), ["features", "type"])
    events = list(placed(folder))
    expect("features", len(collection["features"]), len(events))
    for feature, (record, event, place) in zip(collection["features"], events):
        expect("id", feature["id"], f"{record['id']}:{event['id']}")
        properties, point = feature["properties"], place["coordinates"]
        for key in ("type", "mode", "cameo", "status", "setting"):
            expect(f"{key} of {feature['id']}", properties[key], event[key])
        expect("place", properties["place"], place["name"])
        expect("point", properties["point"], point and point["kind"])
        if point is None:
            expect("geometry", feature["geometry"], None)
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        expect("point", (shape.x, shape.y), (point["longitude"], point["latitude"]))
    if events:
        frame = geopandas.read_file(folder / "out.geojson")
        expect("rows of geopandas", len(frame), len(events))
        expect("points of geopandas", int(frame.geometry.notna().sum()), sum(bool(e["coordinates"]) for *_, e in events))
    print(f"geojson: {len(events)} items, ok")


if __name__ == "__main__":
    check(sys.argv[1])
