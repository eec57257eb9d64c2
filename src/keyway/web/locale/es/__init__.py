"""Spanish: its words, and how it writes dates, times and numbers."""
