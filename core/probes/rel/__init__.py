"""Questions about reliability."""
