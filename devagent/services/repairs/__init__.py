"""From a bug report to a proposal that awaits approval, stage by stage."""
