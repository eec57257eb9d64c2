"""What may be entered in the room of needs."""
