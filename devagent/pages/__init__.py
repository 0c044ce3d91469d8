"""What the pages about code show, made from what services and look-ups return."""
