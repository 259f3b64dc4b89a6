"""Commit records to delivery measurements: pure computing, no git here."""
