"""What holds for the project as a whole, whichever app a page is of."""
