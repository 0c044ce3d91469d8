"""Journeys in a real browser; skipped where Chromium is not installed."""
