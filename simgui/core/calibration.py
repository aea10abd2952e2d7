"""What a distance or a score means for the embedder in use: the limits of the words, each a measured precision."""

from __future__ import annotations

from dataclasses import dataclass

from simgui.core.library import Library


@dataclass(frozen=True)
class Limits:
    """Up to which Euclidean distance (0 to 2) a hit gets which word."""

    copy: float
    likely_copy: float
    similar: float

    def word(self, distance: float, identical: bool = False) -> str:
        """'identical' (by picture hash), 'copy', 'likely_copy', 'similar' or 'unrelated'."""
        if identical:
            return "identical"
        limits = ((self.copy, "copy"), (self.likely_copy, "likely_copy"), (self.similar, "similar"))
        return next((word for limit, word in limits if distance <= limit), "unrelated")


# Provisional, for the default embedder
DEFAULT_LIMITS = Limits(0.55, 0.70, 0.85)


def limits_of(library: Library) -> Limits:
    """Those of the library's embedder: fitted by its user, or else those that are shipped."""
    return DEFAULT_LIMITS
