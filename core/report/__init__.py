"""Report and roadmap: the published audit as pages, signed and verified."""
