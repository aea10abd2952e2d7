"""Small windows above the window: keys, settings, our own bugs."""
