"""Infrastructure as code: what the system runs on, as declared in the repository."""
