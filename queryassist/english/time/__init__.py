"""Times of a question, as half-open intervals."""
