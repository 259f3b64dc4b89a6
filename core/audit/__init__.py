"""The document: an immutable Audit, and the edits that turn one into the next."""
