"""From scores to what to do: findings, what each is worth, and a roadmap within capacity. Pure."""
