"""Read: a parsed text becomes actors and the acts between them."""
