"""The vocabulary of an audit: plain frozen values, standard library only."""
