"""Rubrics as data: what is asked, how it is rated, what is advised."""
