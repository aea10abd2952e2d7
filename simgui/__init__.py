"""simgui finds near-duplicate pictures on this computer."""

__version__ = "0.1.0"
