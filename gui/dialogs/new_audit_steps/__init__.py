"""The steps of a new audit, one widget a file."""
