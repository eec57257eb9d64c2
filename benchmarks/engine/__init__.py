"""Speed and quality of the engine against simpler methods, side by side in one run."""
