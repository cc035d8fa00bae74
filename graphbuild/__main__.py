"""`python -m graphbuild` is the command line."""

from graphbuild.cli import main

main()
