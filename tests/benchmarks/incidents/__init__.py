"""Scripted incidents: what happens, when it began, and what should be told of it."""
