"""Development environment: how a person gets from a clone to a running, checked change."""
