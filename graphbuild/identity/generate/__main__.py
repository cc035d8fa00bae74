"""Make the reference facts again: `python -m graphbuild.identity.generate FACTBOOK.json COUNTRY-CODES.csv`."""

from __future__ import annotations

import argparse
from pathlib import Path

from graphbuild import vocab
from graphbuild.identity.generate import countries, offices, organisations, tables, turtle


def main() -> None:
    """Read the two sources and the hand tables, and write the Turtle files beside the tables."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.identity.generate", description=__doc__)
    parser.add_argument("factbook", type=Path, help="extract of The World Factbook, JSON")
    parser.add_argument("codes", type=Path, help="country-codes.csv of datasets/country-codes")
    given = parser.parse_args()
    make(given.factbook, given.codes, vocab.ontologies() / "reference")


def make(factbook: Path, country_codes: Path, into: Path) -> None:
    """Write `countries.ttl`, `organisations.ttl` and `offices.ttl` from the sources and the shipped tables."""
    facts, codes = tables.factbook(factbook), tables.country_codes(country_codes)
    hand, past, bodies, tenures, people, titles = (
        tables.hand_table(vocab.ontologies() / "reference" / "tables" / f"{name}.psv")
        for name in ("countries", "states", "organisations", "tenures", "people", "titles")
    )
    names = countries.names(hand, codes, facts)
    kept = offices.Tables(tenures, people, titles, bodies)
    turtle.write(into / "countries.ttl", countries.HEADER, countries.triples(hand, past, codes, facts))
    turtle.write(into / "organisations.ttl", organisations.HEADER, organisations.triples(bodies, names, codes, facts))
    turtle.write(into / "offices.ttl", offices.HEADER, offices.triples(kept, names, codes, facts))


if __name__ == "__main__":
    main()
