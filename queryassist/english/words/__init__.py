"""Words of a question: tokens, numbers, the lexicon and the values of the data."""
