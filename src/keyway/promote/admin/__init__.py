"""What this room adds to the back office."""
