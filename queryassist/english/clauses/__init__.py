"""Recognisers: each reads one kind of clause at a place in the question."""
