"""The reference store: what each public table holds, in which release, and how to look it up."""
