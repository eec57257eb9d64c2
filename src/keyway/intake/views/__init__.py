"""Pages of the back office on which sheets are imported and organizations merged."""
