"""CIP: what programs of study are called, and which occupations they prepare for."""
