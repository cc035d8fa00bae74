"""News articles to an RDF graph of political acts: who does what to whom, in whose words."""
