"""A cull or restore whose process ended half-way: found at the next start, finished or put back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from simgui.core import cull_rows, restoring
from simgui.core.cull import Culled, Run, event_of, outcome
from simgui.core.cull_rows import Item
from simgui.core.cull_ways import way_of
from simgui.core.errors import InputError
from simgui.core.history import Event
from simgui.core.library import Library
from simgui.core.progress import CancelToken, ProgressCallback
from simgui.core.restoring import Restored, came_back
from simgui.core.settling import bring_home, start_anew, stop_planned, went

DOUBTFUL = ("planned", "moving", "restoring")


@dataclass(frozen=True)
class Interrupted:
    """`moved` of `planned` pictures have left; `restoring`: it was on its way back when it ended."""

    cull_id: int
    time_s: float
    action: str
    planned: int
    moved: int
    restoring: bool = False


def interrupted(library: Library) -> Interrupted | None:
    """The newest cull that did not end, while nobody works on it. Only reads."""
    if library.culling or (cull := cull_rows.unfinished(library)) is None:
        return None
    if not library.writable and library.writer() is not None:
        return None  # another process works on it
    event = event_of(library, cull)
    states = dict(
        library.catalog.read()
        .execute(
            "SELECT state, count(*) FROM cull_items WHERE event = ? AND part = 'picture' GROUP BY state",
            (cull,),
        )
        .fetchall()
    )
    moved = states.get("moved", 0) + states.get("restoring", 0)
    restored = bool(states.get("restoring") or states.get("restored"))
    return Interrupted(
        cull,
        event.time_s,
        event.body["action"],
        sum(states.values()),
        moved,
        restored and not states.get("planned") and not states.get("moving"),
    )


def finish(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Culled:
    """Go on with it (of one on its way back: what is away stays away). Raises as cull.execute(), and
    InputError('nothing_interrupted').

    The figures are of the whole cull.
    """
    library.lock()
    with library.alone("culling"):
        event = _settled(library)
        found = cull_rows.load(library, event.id, ["planned"])
        items = [item for item in found if item.picture.state == "planned"]
        with library.catalog.write() as connection:
            for item in found:
                if item.picture.state == "planned":
                    start_anew(connection, item)
                else:
                    stop_planned(item)
                    cull_rows.write(connection, item.rows)
        ran = Run(library, event, items, progress, cancel).run()
        everything = cull_rows.load(library, event.id, ["moved", "failed", "skipped", "restored", "emptied"])
        return outcome(event.id, everything, ran.stopped)


def put_back(
    library: Library, *, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
) -> Restored:
    """Take it back: everything that left returns. Raises as restoring.restore(), and
    InputError('nothing_interrupted').
    """
    library.lock()
    with library.alone("culling"):
        event = _settled(library)
        with library.catalog.write() as connection:
            for item in cull_rows.load(library, event.id, ["planned"]):
                stop_planned(item)
                cull_rows.write(connection, item.rows)
        return restoring.Run(library, [event], None, True, progress, cancel).run()


def _settled(library: Library) -> Event:
    """The newest cull that did not end, with no file in doubt any more."""
    cull = cull_rows.unfinished(library)
    if cull is None:
        raise InputError("nothing_interrupted")
    event = event_of(library, cull)
    for item in cull_rows.load(library, cull, ["moving", "restoring"]):
        _settle(library, event, item)
    return event


def _settle(library: Library, event: Event, item: Item) -> None:
    """Look where each file of an item is. What left in part is brought home; what came back in part stays so."""
    action = event.body["action"]
    leaving = [row for row in item.rows if row.state == "moving"]
    where = [way_of(library, action, row.part).settle(row) for row in leaving]
    if leaving and not all(place == "away" for place in where):
        bring_home(library, action, item)
    with library.catalog.write() as connection:
        for row in leaving:
            if row.state == "moving":
                went(library, connection, action, row)
        for row in item.rows:
            if row.state == "restoring":
                _settle_return(library, connection, action, row)
        if item.picture.state != "planned":
            stop_planned(item)
        cull_rows.write(connection, item.rows)
        library.catalog.searched_files_changed(connection)
        if item.picture.state == "moved":
            library.history.cull_went_again(connection, event.id)


def _settle_return(library: Library, connection: sqlite3.Connection, action: str, row: cull_rows.Row) -> None:
    where = way_of(library, action, row.part).settle(row)
    if where == "home":
        came_back(library, connection, action, row)
    else:
        row.state, row.back_path = "moved", None
