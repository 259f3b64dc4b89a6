"""The one room that talks to git: opening, refs, trees, blobs, history; it never changes a repository."""
