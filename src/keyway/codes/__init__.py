"""The code systems of the field: SOC, CIP, NAICS, FIPS."""
