"""What a parser raises when a file is not in its format."""


class NotUnderstood(ValueError):
    """A file could not be parsed; the text says why, in words, without the file's content."""
