"""The parts of the dialog for signing and exporting, one widget a file."""
