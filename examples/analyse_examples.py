"""One graph from all the example articles, and what can be asked of it.

    python examples/analyse_examples.py out

writes `out/graph` (the graph, to be asked again), `out/graph.ttl` and `out/graph.html`.
"""

import sys
from collections import Counter
from pathlib import Path

import networkx as nx
from rdflib import Dataset

import graphbuild

ARTICLES = Path(__file__).parent / "articles"

TOLD_BY_BOTH = """
PREFIX gb: <https://w3id.org/graphbuild/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT (MIN(STR(?one)) AS ?actor_name) (MIN(STR(?other)) AS ?target_name) (COUNT(DISTINCT ?article) AS ?articles)
WHERE {
  ?act gb:actor ?actor ; gb:target ?target ; prov:wasQuotedFrom ?article .
  ?actor rdfs:label ?one . ?target rdfs:label ?other .
}
GROUP BY ?actor ?target
HAVING (COUNT(DISTINCT ?article) > 1)
ORDER BY DESC(?articles) ?actor ?target
"""
"""Pairs of actor and target that more than one article tells of: here the articles' graphs have become one."""


def accusations(dataset: Dataset) -> None:
    """Print who accuses whom, and the sentence that says so."""
    print("\nWho accuses whom")
    for row in graphbuild.ask(dataset, "who-accuses-whom").dicts():
        print(f"  {row['date']}  {row['actor_name']} -> {row['target_name'] or '(nobody named)'}")
        print(f"              {row['sentence']}")


def merged(dataset: Dataset) -> None:
    """Print the pairs that several articles tell of, by plain SPARQL through rdflib."""
    print("\nTold by more than one article")
    for row in dataset.query(TOLD_BY_BOTH):
        print(f"  {row.actor_name} -> {row.target_name}: {row.articles} articles")


def network(dataset: Dataset) -> None:
    """Print who stands in the middle, and who acts on whom most, by networkx."""
    acts = graphbuild.project(dataset)
    pairs = Counter((actor, target) for actor, target in acts.edges())
    weighted = nx.DiGraph()
    weighted.add_weighted_edges_from((actor, target, count) for (actor, target), count in pairs.items())
    label = acts.nodes(data="label")
    print(f"\n{acts.number_of_nodes()} actors, {len({act for *_, act in acts.edges(keys=True)})} acts on others")
    print("\nThe most acts on one another")
    for (actor, target), count in pairs.most_common(8):
        print(f"  {label[actor]} -> {label[target]}: {count}")
    print("\nIn the middle, by betweenness")
    rank = nx.betweenness_centrality(weighted)
    for actor in sorted(rank, key=lambda one: (-rank[one], one))[:8]:
        print(f"  {rank[actor]:.3f}  {label[actor]}")


def main(out: Path) -> None:
    """Build the graph in `out`, ask it, and write it as Turtle and as a picture."""
    dataset = graphbuild.build([ARTICLES], into=out / "graph")
    print("Acts by kind")
    for row in graphbuild.ask(dataset, "kinds").dicts():
        print(f"  {row['acts']:4}  {row['kind']}")
    accusations(dataset)
    merged(dataset)
    network(dataset)
    graphbuild.save(dataset, out / "graph.ttl")
    graphbuild.draw(dataset, out / "graph.html", title="Ten disputes")
    print(f"\nThe graph is in {out / 'graph'}, {out / 'graph.ttl'} and {out / 'graph.html'}.")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
