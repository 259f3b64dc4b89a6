"""Delivery: how a change reaches its users, and what stops a bad one."""
