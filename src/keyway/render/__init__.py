"""Charts, maps and figures drawn from values."""
