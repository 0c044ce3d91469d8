"""Watches: questions that are asked again and again, and notices when figures cross a line."""
