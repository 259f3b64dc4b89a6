"""Questions about one critical process."""
