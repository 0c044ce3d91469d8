"""What was approved gets to where a project is served, is watched, and taken back."""
