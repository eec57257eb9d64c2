"""Editors' pages: home and section fronts, in English and Spanish."""
