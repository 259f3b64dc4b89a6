"""One small SVG generator for window and paper: presentation attributes only, each picture with a title."""
