"""The window: an adapter over core.workflows, and the only place that knows PySide6."""
