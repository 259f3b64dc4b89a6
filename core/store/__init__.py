"""The audit file: one SQLite database through SQLModel. Its rows never leave this room."""
