"""Networks of who did what to whom, opened by networkx."""

import datetime

import networkx

from _check import run, same
from _folding import ties


def expected(records):
    """All ties of the record, with their actors."""
    found = [tie for record in records for tie in ties(record)]
    return found, {actor for tie in found for actor in tie}


def graphml(path, records):
    graph = networkx.read_graphml(path, force_multigraph=True)
    found, actors = expected(records)
    same("directed", graph.is_directed(), True)
    same("acts, by weight", sum(int(weight) for _, _, weight in graph.edges(data="weight")), len(found))
    same("pairs", len(set(graph.edges())), len(set(found)))
    check_nodes(graph, actors)
    return graph.number_of_edges()


def gexf(path, records):
    graph = networkx.read_gexf(path)
    found, actors = expected(records)
    same("directed", graph.is_directed(), True)
    same("acts, by weight", sum(int(weight) for _, _, weight in graph.edges(data="weight")), len(found))
    same("pairs", len(set(graph.edges())), len(set(found)))
    check_nodes(graph, actors)
    for _, _, edge in graph.edges(data=True):
        if "start" in edge:
            start, end = (datetime.date.fromisoformat(edge[key]) for key in ("start", "end"))
            same("a tie lasts a day", end - start, datetime.timedelta(days=1))
    return graph.number_of_edges()


def check_nodes(graph, actors):
    """Every actor that a tie joins is there once, with a name and a kind."""
    joined = [node for node, degree in graph.degree() if degree > 0]
    same("actors", len(joined), len(actors))
    for node, data in graph.nodes(data=True):
        same(f"node {node} has label and kind", {"label", "kind"} <= data.keys(), True)


run([("gexf", "out.gexf", gexf), ("graphml", "out.graphml", graphml)])
