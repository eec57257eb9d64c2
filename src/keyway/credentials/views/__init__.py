"""Pages of credentials, programs, promises and paths."""
