"""Systems of codes for occupations and industries: SOC and NAICS."""
