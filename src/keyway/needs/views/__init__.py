"""Pages of the room of needs."""
