"""Pages as other sites and programs take them: cards, feeds, a calendar."""
