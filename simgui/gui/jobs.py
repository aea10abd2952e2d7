"""What runs now, for the status line: whoever works says so here, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

# of a bar: Qt's numbers have 31 bits, and a library may have more pairs
BAR_STEPS = 1000


def steps_under_way(done: int, total: int) -> int:
    """Where a bar stands, which is never full while the work goes on."""
    return min(done * BAR_STEPS // max(total, 1), BAR_STEPS - 1)


@dataclass(frozen=True)
class Job:
    """`text`: what it does, with n of N, rate and time left. `total` None: not known yet, so no bar."""

    name: str
    text: str
    done: int
    total: int | None
    cancel: Callable[[], object] | None


class Jobs(QObject):
    """The jobs of one window, in the order in which they began."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Job] = {}

    def __iter__(self) -> Iterator[Job]:
        return iter(list(self._jobs.values()))

    def __len__(self) -> int:
        return len(self._jobs)

    def show(
        self,
        name: str,
        text: str,
        done: int = 0,
        total: int | None = None,
        cancel: Callable[[], object] | None = None,
    ) -> None:
        """Begin a job, or say how far it is. `name` tells it apart and is never shown."""
        self._jobs[name] = Job(name, text, done, total, cancel)
        self.changed.emit()

    def end(self, name: str) -> None:
        if self._jobs.pop(name, None) is not None:
            self.changed.emit()

    def cancel_newest(self) -> bool:
        """Stop the newest that can be stopped; False when there is none."""
        for job in reversed(self._jobs.values()):
            if job.cancel is not None:
                job.cancel()
                return True
        return False
