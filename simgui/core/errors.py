"""The one exception tree of simgui.

The core gives a code and fields; `simgui.words` turns them into sentences that say what happened, to which
file, and what to do next, so that the command line and the window say the same and both can be translated.

    SimguiError
      InputError            a wrong argument                                     (exit 2)
      ImageError            one file cannot be used; collected, never ends a run
      StoreError            Locked, Corrupt, SchemaMismatch, EmbedderMismatch, DiskFull
      EmbedderError         WeightsMissing, OutOfMemory
      FileActionError       a file of the user's could not be moved, linked or written

`Cancelled` stands outside the tree: it is not a failure. Anything else that is raised is a bug.
"""

from __future__ import annotations


class SimguiError(Exception):
    """What happened (`code`) and to what (`fields`)."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def __reduce__(self) -> tuple[object, ...]:
        # from one process to another; some kinds take no code
        return _again, (type(self), self.code, self.fields)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code} ({details})" if details else self.code


def _again(kind: type[SimguiError], code: str, fields: dict[str, object]) -> SimguiError:
    error = kind.__new__(kind, code, fields)
    error.code, error.fields = code, fields
    return error


class InputError(SimguiError):
    """The person asked for something that cannot be asked for."""


class ImageError(SimguiError):
    """One file could not be used."""


class StoreError(SimguiError):
    """The library itself could not be read or written."""


class Locked(StoreError):
    """Another process is the library's writer. Fields: library, pid, host."""

    def __init__(self, **fields: object) -> None:
        super().__init__("locked", **fields)


class Corrupt(StoreError):
    """A store cannot be read. Fields: path, detail. The catalogue has a code of its own: it cannot be made anew."""

    def __init__(self, code: str = "corrupt_store", **fields: object) -> None:
        super().__init__(code, **fields)


class SchemaMismatch(StoreError):
    """The library was written by a newer simgui. Fields: library, found, known."""

    def __init__(self, **fields: object) -> None:
        super().__init__("schema_mismatch", **fields)


class EmbedderMismatch(StoreError):
    """The library's descriptors come from another embedder. Fields: library_embedder, asked_embedder."""

    def __init__(self, **fields: object) -> None:
        super().__init__("embedder_mismatch", **fields)


class DiskFull(StoreError):
    """No space left. Fields: path."""

    def __init__(self, **fields: object) -> None:
        super().__init__("disk_full", **fields)


class EmbedderError(SimguiError):
    """The network could not be made ready or run."""


class WeightsMissing(EmbedderError):
    """There are no weights for the network. Fields: why (no_file, changed, not_named, not_fetched), name, and path
    or repository where there is one.
    """

    def __init__(self, why: str, **fields: object) -> None:
        super().__init__("weights_missing", why=why, **fields)


class OutOfMemory(EmbedderError):
    """The device's memory ran out even for one image. Fields: device."""

    def __init__(self, **fields: object) -> None:
        super().__init__("out_of_memory", **fields)


class FileActionError(SimguiError):
    """A file of the user's could not be moved, linked or written."""


class Cancelled(Exception):
    """The person stopped the work. What was done so far is kept."""
