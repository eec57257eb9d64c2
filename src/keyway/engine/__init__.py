"""Pure analysis: values in, values out."""
