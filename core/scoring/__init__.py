"""Arithmetic from ratings to scores with intervals: exact fractions, no clock, no files."""
