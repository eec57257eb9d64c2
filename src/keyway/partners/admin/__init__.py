"""The back office of this room: the Monday board, the journal, and desks by Wagtail's viewsets."""
