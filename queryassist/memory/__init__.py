"""What Queen remembers: checked questions, taught words, habits, and the state of the data."""
