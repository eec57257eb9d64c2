"""Speed and quality of pathways beside a plain shortest path, side by side in one run."""
