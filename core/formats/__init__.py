"""Bytes into frozen models, one format a file; the only importer of YAML, tree-sitter and Pygments."""
