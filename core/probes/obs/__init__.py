"""Questions about telemetry and alerting."""
