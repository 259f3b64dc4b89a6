"""Qt item models over frozen rows, and the pure functions that make the rows."""
