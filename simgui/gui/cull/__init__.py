"""The plan of a cull, looked through before anything moves; its run, and what became of it."""
