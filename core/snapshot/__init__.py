"""One commit as an index of files, plus their text and their parsed models on demand."""
