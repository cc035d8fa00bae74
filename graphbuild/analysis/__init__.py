"""What a graph of acts says: named questions, a network of actors, and measures on it."""
