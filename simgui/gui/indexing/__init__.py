"""The room in which folders are added and brought up to date."""
