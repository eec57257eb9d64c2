"""Pure analysis: values in, values out. No file, clock, network or database."""
