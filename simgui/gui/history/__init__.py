"""What was decided, newest first, and how it is taken back."""
