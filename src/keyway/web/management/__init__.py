"""The `keyway` command line and what its words do."""
