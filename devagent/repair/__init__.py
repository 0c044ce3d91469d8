"""Pure: candidate fixes, how they are made, checked for form, and ranked."""
