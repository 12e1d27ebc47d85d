"""Frozen value types of the field: no input, no output, nothing beyond the standard library."""
