"""Questions that rooms ask of the reference store."""
