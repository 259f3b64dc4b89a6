"""One module a verb: what entry points ask for, made of the rooms below."""
