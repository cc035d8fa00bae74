"""How the Turtle of `ontologies/reference/` is made from public-domain files and hand-kept tables; never imported at run time."""
