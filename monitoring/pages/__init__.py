"""What pages show of what is watched."""
