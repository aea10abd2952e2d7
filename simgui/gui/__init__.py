"""The window. Imports run one way: widgets, background and messages, then a room, main_window, app."""
