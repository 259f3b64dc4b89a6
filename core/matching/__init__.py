"""The pattern engine: all patterns, one pass, linear time; the only room that imports re2."""
