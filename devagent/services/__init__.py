"""The use-cases of devagent."""
