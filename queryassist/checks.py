"""System checks of queryassist."""
