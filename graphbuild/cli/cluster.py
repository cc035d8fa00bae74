"""The command that reads on many machines: cluster."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from graphbuild import pipeline, rdf
from graphbuild.cli.options import (
    Language,
    Lexicons,
    MinScore,
    Problems,
    Quiet,
    References,
    Sources,
    bounded,
    interruptible,
    progress,
)
from graphbuild.pipeline import cluster as many
from graphbuild.rdf import partitions
from graphbuild.sources import Limits, Web


@bounded
def cluster(
    sources: Sources,
    into: Annotated[Path, typer.Option(help="The folder of parts, which all machines share.", show_default=False)],
    scheduler: Annotated[str, typer.Option(help="Where Dask's scheduler is: tcp://host:8786.", show_default=False)],
    graph: Annotated[
        Path | None, typer.Option(help="Also load the parts into this new graph directory.", show_default=False)
    ] = None,
    size: Annotated[int, typer.Option(min=1, help="Articles in a part.")] = many.SIZE,
    min_score: MinScore = 0.0,
    lexicon: Lexicons = [],
    reference: References = [],
    language: Language = None,
    quiet: Quiet = False,
    *,
    limits: Limits,
    web: Web,
) -> None:
    """Read articles on the machines of a Dask cluster, into parts: files of N-Quads that together are the graph.

    A part that is there is not read again, so a build that was interrupted is simply run again. FOLDER/parts.txt names
    the files to load into a server; docs/scale.md says how.

    Example: `graphbuild cluster examples/articles --into out/parts --scheduler tcp://10.0.0.1:8786`
    """
    settings = pipeline.Settings(
        language=language, lexicons=tuple(lexicon), references=tuple(reference), min_score=min_score
    )
    problems = Problems()
    with (
        interruptible(f"what was finished is in {into}; give the same command again to go on"),
        progress(quiet) as bar,
    ):
        task = bar.add_task("parts", total=None)
        built = many.build(
            sources,
            into=into,
            scheduler=scheduler,
            settings=settings,
            size=size,
            limits=limits,
            web=web,
            report=problems,
            seen=lambda _: bar.advance(task),
        )
    if not quiet:
        number = f"{built.articles} article{'' if built.articles == 1 else 's'}"
        typer.echo(
            f"{into}: {number} in {len(built.parts)} files, {built.found} of which were there before; "
            f"{built.copies} copies, {problems.count} unreadable",
            err=True,
        )
    if graph:
        with closing(rdf.open_graph(graph)) as dataset:
            partitions.load_parts(dataset, into)
    problems.close()
