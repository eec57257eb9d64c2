"""What can be asked in the room of needs: reads only."""
