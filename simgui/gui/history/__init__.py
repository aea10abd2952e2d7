"""The room in which everything that was done is listed, and taken back or put again."""
