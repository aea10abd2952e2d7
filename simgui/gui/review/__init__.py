"""The review page: groups of duplicates, one at a time, and what of each stays."""
