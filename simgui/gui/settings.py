"""What the window remembers between runs. The library itself holds nothing of this."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """A file of the person's own configuration folder; plain text, so that it can be looked at."""

    def __init__(self) -> None:
        self._store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "simgui", "simgui")

    def word(self, key: str, default: str, allowed: tuple[str, ...]) -> str:
        found = str(self._store.value(key, default))
        return found if found in allowed else default

    def data(self, key: str) -> QByteArray:
        found = self._store.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()

    def flag(self, key: str, default: bool) -> bool:
        return str(self._store.value(key, default)).lower() == "true"

    def text(self, key: str) -> str | None:
        """None: never set. An empty text is an answer too."""
        found = self._store.value(key)
        return None if found is None else str(found)

    def number(self, key: str, default: int) -> int:
        found = self.text(key)
        return int(found) if found is not None and found.lstrip("-").isdecimal() else default

    def forget(self, key: str) -> None:
        self._store.remove(key)

    def set(self, key: str, value: object) -> None:
        self._store.setValue(key, value)

    def save(self) -> None:
        self._store.sync()
