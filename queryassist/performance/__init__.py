"""The page of figures about asking, in the admin."""
