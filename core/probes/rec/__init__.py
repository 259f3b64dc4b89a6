"""Questions about backup and recovery."""
