"""Projections of jobs by occupation: the nation's and those of the states."""
