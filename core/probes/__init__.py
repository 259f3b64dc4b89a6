"""One question per file. A probe reports what is there and what it searched; it knows no weight and no score."""
