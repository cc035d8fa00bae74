"""Who is who: reference facts, links from names to them, and decisions about who is the same."""
