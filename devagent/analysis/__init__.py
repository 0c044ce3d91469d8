"""Pure: what is wrong with a piece of code, and which code failing tests point at."""
