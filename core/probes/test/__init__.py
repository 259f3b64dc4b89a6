"""Questions about tests."""
