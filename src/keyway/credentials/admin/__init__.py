"""The back office of this room: desks of the registry and the queue of claims to verify."""
