"""Objective 1: stories and series, toolkits, campaigns, and whether minds changed."""
