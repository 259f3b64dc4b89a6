"""Continuous integration: what happens to a change before it is merged."""
