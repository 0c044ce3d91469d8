"""Double entry: a question that two readers read, and what became of it."""
