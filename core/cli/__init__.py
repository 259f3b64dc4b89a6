"""The command line: one module a verb; each has `add(parser)` for its options and `run(args)` for its work."""
