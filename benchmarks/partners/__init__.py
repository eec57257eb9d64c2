"""Speed and quality of what keeps the directory, beside simpler methods."""
