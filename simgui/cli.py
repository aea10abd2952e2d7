"""The command line: arguments, progress, JSON and exit codes. Its JSON is a contract: fields are added, never renamed.

Exit codes: 0 all done, 1 something asked for was not done, 2 wrong arguments, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import logging
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from simgui import cull_command, groups_command, manual, output, output_cull, words
from simgui.arguments import command_parser, window_parser
from simgui.core.embedder import DEFAULT_NAME, Embedder, EmbedderSpec, load_embedder
from simgui.core.errors import Cancelled, EmbedderMismatch, ImageError, InputError, SimguiError
from simgui.core.history import FILE_WORDS, PAIR_WORDS, Event
from simgui.core.indexing import index
from simgui.core.library import Library, default_library_path
from simgui.core.priority import imported
from simgui.core.progress import CancelToken

DONE, NOT_ALL_DONE, WRONG_ARGUMENTS, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a name may hold what the terminal, or a pipe on Windows, has no letters for
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    options = parse(arguments)
    try:
        code = int(options.run(options))
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a reader that has gone is no surprise
        return code
    except SimguiError as error:
        return _fail(error, getattr(options, "json", False))
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # whoever read the output has gone; nothing more can be said there
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_ALL_DONE


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    command = next(iter(_words(arguments)), None)
    parser = command_parser(RUNS) if command in COMMANDS else window_parser(_window)
    return parser.parse_args(arguments)


def _words(arguments: Sequence[str]) -> list[str]:
    """The arguments that are neither options nor the value of --library."""
    found, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--library":
            skip = True
        elif not argument.startswith("-"):
            found.append(argument)
    return found


def _fail(error: SimguiError, as_json: bool) -> int:
    hint = " (simgui index --re-embed changes it.)" if isinstance(error, EmbedderMismatch) else ""
    print(f"simgui: {output.message(error)}{hint}", file=sys.stderr)
    if as_json:
        output.print_json({"error": output.error_json(error)})
    return WRONG_ARGUMENTS if isinstance(error, InputError) else NOT_ALL_DONE


DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
# the file that the Dockerfile leaves beside the program
IN_CONTAINER = Path(sys.prefix, "in-container")


def _spec(options: argparse.Namespace) -> EmbedderSpec | None:
    """The embedder that was asked for; None when none was."""
    if options.embedder is None and options.weights is None:
        return None
    weights = None if options.weights is None else os.path.abspath(options.weights)
    return EmbedderSpec(options.embedder or DEFAULT_NAME, weights)


def _open(options: argparse.Namespace, create: bool = False) -> Library:
    return Library.open(options.library or default_library_path(), create)


def _absolute(path: str) -> bytes:
    return os.path.abspath(os.fsencode(path))


# commands


def _window(options: argparse.Namespace) -> int:
    # Qt ends the process where it finds nothing to draw on, so that is asked first
    if sys.platform == "linux" and not DISPLAYS & os.environ.keys():
        if options.screenshot is None:
            if IN_CONTAINER.exists():
                print(manual.NO_DISPLAY_IN_CONTAINER, file=sys.stderr)
                return NOT_ALL_DONE
            raise SimguiError("no_display")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if "vnc" in os.environ.get("QT_QPA_PLATFORM", "").lower() and not IN_CONTAINER.exists():
        # Qt's VNC listens on every network that the computer has, with no password, whatever it is told
        print(manual.VNC_OUTSIDE_CONTAINER, file=sys.stderr)
        return NOT_ALL_DONE
    try:
        with imported():
            from simgui.gui.app import run
    except ImportError as error:
        raise SimguiError("no_qt", detail=str(error)) from error
    paths = [_absolute(path) for path in options.paths]
    return run(options.library, paths, options.screenshot, _spec(options), options.device)


def _index(options: argparse.Namespace) -> int:
    shown = output.ProgressLine()
    with _Stopping() as stopping, _open(options, create=True) as library:
        try:
            summary = index(
                library,
                lambda spec: stopping.load(spec, options.device),
                [_absolute(path) for path in options.paths],
                spec=_spec(options),
                excludes=options.exclude,
                litter_off=options.take_in,
                min_bytes=options.min_bytes,
                min_side_px=options.min_side,
                re_embed=options.re_embed,
                progress=shown.update,
                cancel=stopping.cancel,
                on_notice=lambda code, fields: shown.say(words.say(code, fields)),
            )
        finally:
            shown.close()
    if options.json:
        # nothing had to be embedded: then what would have been taken is named
        named = dataclasses.replace(
            summary,
            device=summary.device or options.device,
            embedder=summary.embedder or options.embedder or DEFAULT_NAME,
        )
        output.print_json(output.summary_json(named))
    else:
        output.print_summary(summary)
    if summary.cancelled:
        return STOPPED
    nothing = summary.files == 0 and (bool(options.paths) or summary.offline == 0)
    return NOT_ALL_DONE if summary.problems or nothing else DONE


def _search(options: argparse.Namespace) -> int:
    from simgui.core import descriptors
    from simgui.core.search import load_query, search

    if options.verify:
        from simgui.core.closer import COMPARED, look_closer  # brings OpenCV

    with _open(options) as library:
        asked = _spec(options)
        descriptors.claim(library, asked, re_embed=False)
        record = library.embedder()
        embedder: Embedder | None = None
        if record is not None and library.snapshot().images:
            embedder = load_embedder(asked or descriptors.spec_of(record), options.device)
        answers, failed, images = [], False, library.snapshot().images
        for name in options.images:
            try:
                query = load_query(_absolute(name), embedder.input_px if embedder else 224)
                k = max(options.k, COMPARED) if options.verify else options.k
                within = None if options.verify else options.within
                hits = search(library, query, embedder, k=k, within=within)
                if options.verify:
                    hits = look_closer(library, hits, embedder)
                    limit = math.inf if options.within is None else options.within
                    near = [hit for hit in hits.hits if hit.distance <= limit]
                    hits = dataclasses.replace(hits, hits=tuple(near[: options.k]))
            except ImageError as error:
                failed = True
                error = _as_typed(error, library)
                answers.append(
                    {**output.path_json(os.fsencode(name), "query"), "error": output.error_json(error)}
                )
                print(f"simgui: {words.text(name)}: {output.message(error)}", file=sys.stderr)
                continue
            answers.append(output.hits_json(os.fsencode(name), hits))
            if not options.json:
                output.print_hits(name, hits)
    if options.json:
        output.print_json({"images": images, "queries": answers})
    return NOT_ALL_DONE if failed else DONE


def _calibrate(options: argparse.Namespace) -> int:
    from simgui.core import calibration, descriptors
    from simgui.core.calibrate import BESIDE, FEWEST, calibrate

    shown = output.ProgressLine("Searching altered pictures", " pictures")
    with _Stopping() as stopping, _open(options) as library:
        record = library.embedder()
        if record is None:
            raise InputError("too_few_to_calibrate", found=0, needed=FEWEST + BESIDE)
        library.lock()
        embedder = stopping.load(descriptors.spec_of(record), options.device)
        try:
            fitted = calibrate(
                library,
                embedder,
                originals=options.originals,
                progress=shown.update,
                cancel=stopping.cancel,
            )
        except Cancelled:
            print("simgui: stopped; nothing was changed", file=sys.stderr)
            return STOPPED
        finally:
            shown.close()
        calibration.keep(library, fitted.calibration, record.fingerprint)
    if options.json:
        output.print_json(output.fitted_json(record, fitted))
    else:
        output.print_fitted(record, fitted)
    return DONE


def _groups(options: argparse.Namespace) -> int:
    with _Stopping() as stopping, _open(options) as library:
        try:
            groups_command.run(options, library, stopping.cancel)
        except Cancelled:
            print("simgui: stopped; what was compared is kept", file=sys.stderr)
            return STOPPED
    return DONE


def _cull(options: argparse.Namespace) -> int:
    with _Stopping() as stopping, _open(options) as library:
        try:
            done = cull_command.run(options, library, stopping.cancel)
        except Cancelled:
            print("simgui: stopped; nothing has moved", file=sys.stderr)
            return STOPPED
    if done.stopped:
        return STOPPED
    stayed = done.failed or (done.skipped and done.cull_id is not None)  # else it was only to be said
    return NOT_ALL_DONE if stayed else DONE


def _restore(options: argparse.Namespace) -> int:
    if options.all and options.cull is not None:
        raise InputError("all_or_one", cull=options.cull)
    with _Stopping() as stopping, _open(options) as library:
        back = cull_command.restore(options, library, stopping.cancel)
    if back.stopped:
        return STOPPED
    return NOT_ALL_DONE if back.failed or not back.restored else DONE


def _quarantine(options: argparse.Namespace) -> int:
    with _open(options) as library:
        return DONE if cull_command.look_at_quarantine(options, library) else NOT_ALL_DONE


def _as_typed(error: ImageError, library: Library) -> ImageError:
    """A path that the library never knew has not vanished: it was mistyped."""
    path = error.fields.get("path")
    if error.code == "vanished" and isinstance(path, bytes) and library.catalog.file_at(path) is None:
        return ImageError("no_such_file", path=path)
    return error


def _decide(options: argparse.Namespace) -> int:
    from simgui.core import decisions

    word = None if options.word == "clear" else options.word.replace("-", "_")
    paths = [_absolute(path) for path in options.pictures]
    if len(paths) > 2 or (len(paths) == 1 and word in PAIR_WORDS):
        raise InputError("two_pictures_needed", word=options.word)
    if len(paths) == 2 and word in FILE_WORDS:
        raise InputError("one_file_needed", word=options.word)
    with _open(options) as library:
        if len(paths) == 2:
            try:
                first, second = (decisions.picture_at(library, path) for path in paths)
            except ImageError as error:
                raise _as_typed(error, library) from error
            event = decisions.decide_pictures(library, first, second, word)
        else:
            event = decisions.decide_file_at(library, paths[0], word)
    return _tell_event(options, event)


def _undo(options: argparse.Namespace) -> int:
    with _Stopping() as stopping, _open(options) as library:
        history = library.history
        act = history.can_undo() if options.event is None else history.event(options.event)
        if act is None or act.kind != "cull":
            return _tell_event(options, history.undo(options.event), "Undone: ", "There is nothing to undo.")
        back = cull_command.bring_back(library, act.id, stopping.cancel)
    if options.json:
        output.print_json({"event": output.event_json(act), **output_cull.restored_json(back)})
    else:
        output_cull.print_restored(back, cull_command.NOTHING)
    return NOT_ALL_DONE if back.failed or not back.restored else DONE


def _redo(options: argparse.Namespace) -> int:
    with _Stopping() as stopping, _open(options) as library:
        history = library.history
        act = history.redoes() if options.event is None else history.event(options.event)
        if act is None or act.kind != "cull":
            return _tell_event(options, history.redo(options.event), "Redone: ", "There is nothing to redo.")
        done = cull_command.put_again(library, act.id, stopping.cancel)
    if options.json:
        told = output_cull.culled_json(done, None, (), act.body["action"], dry_run=False)
        output.print_json({"event": output.event_json(act), **told})
    else:
        output_cull.print_culled(done, (), moved=True)
    return NOT_ALL_DONE if done.failed or done.skipped else DONE


def _tell_event(options: argparse.Namespace, event: Event | None, before: str = "", none: str = "") -> int:
    if options.json:
        output.print_json({"event": None if event is None else output.event_json(event)})
    elif event is not None:
        print(before + output.sentence(event))
    if event is None:
        print(f"simgui: {none}", file=sys.stderr)
        return NOT_ALL_DONE
    return DONE


def _history(options: argparse.Namespace) -> int:
    from simgui.core import acts

    with _open(options) as library:
        events = [(event, library.history.holds(event.id)) for event in library.history.events()]
        if options.json:
            places = acts.Places(library, [(event.subject, event.body) for event, _ in events])
            output.print_json(
                {
                    "events": [
                        {**output.event_json(event), **output.event_paths_json(event, places), "holds": holds}
                        for event, holds in events
                    ]
                }
            )
            return DONE
    for event, holds in events:
        when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(event.time_s))
        print(f"{event.id:6}  {when}  {output.sentence(event)}{'' if holds else '  (taken back)'}")
    if not events:
        print("Nothing done yet. Decisions and culls will stand here, and can be taken back.")
    return DONE


def _status(options: argparse.Namespace) -> int:
    with _open(options) as library:
        status, unfinished = library.status(), cull_command.unfinished(library)
    if options.json:
        output.print_json({**output.status_json(status), "interrupted_cull": unfinished})
        return DONE
    print(f"{words.text(status.library)}: {status.files} files, {status.images} images, {status.embedded} embedded, "
          f"{status.problems} problems; embedder {status.embedder or 'not chosen yet'}")  # fmt: skip
    for root in status.roots:
        protected = ", protected" if root.protected else ""
        print(f"  {words.text(root.path)}: {root.files} files, {root.state}{protected}")
    if status.indexing:
        print(f"  process {status.indexing['pid']} is indexing now")
    if unfinished:
        print(f"  {words.say('cull_interrupted', {'cull': unfinished['cull_id']})}"
              f" {unfinished['moved']} of {unfinished['planned']} files have moved.")  # fmt: skip
    return DONE


def _forget(options: argparse.Namespace) -> int:
    with _open(options) as library:
        plan = library.forget_plan(_absolute(options.path))
        told = {"path": words.text(plan.path), "files": plan.files, "images": plan.images}
        if not options.json or not options.yes:
            print(
                f"{words.text(plan.path)}: {plan.files} files of {plan.images} images would be forgotten.",
                file=sys.stderr,
            )
            print("The files stay where they are, and so do decisions about their pictures.", file=sys.stderr)
            for path in plan.examples:
                print(f"  {words.text(path)}", file=sys.stderr)
        if not options.yes and not _confirmed():
            if options.json:
                output.print_json({**told, "forgotten": False})
            return NOT_ALL_DONE
        library.forget(plan)
    if options.json:
        output.print_json({**told, "forgotten": True})
    else:
        print("Forgotten.")
    return DONE


def _protect(options: argparse.Namespace) -> int:
    with _open(options) as library:
        cull_command.protect(options, library, _absolute(options.path))
    return DONE


def _confirmed() -> bool:
    print("Forget them? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin is None:
        return False  # closed: nobody can answer
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _doctor(options: argparse.Namespace) -> int:
    from simgui import doctor

    return DONE if doctor.report(options.library or default_library_path()) else NOT_ALL_DONE


def _desktop(options: argparse.Namespace) -> int:
    from simgui import desktop

    prefix = options.prefix or desktop.default_prefix()
    return DONE if desktop.report(prefix, options.install) else NOT_ALL_DONE


RUNS: dict[str, Callable[[argparse.Namespace], int]] = {
    "index": _index,
    "search": _search,
    "calibrate": _calibrate,
    "groups": _groups,
    "cull": _cull,
    "restore": _restore,
    "quarantine": _quarantine,
    "decide": _decide,
    "undo": _undo,
    "redo": _redo,
    "history": _history,
    "status": _status,
    "protect": _protect,
    "forget": _forget,
    "doctor": _doctor,
    "desktop": _desktop,
}
COMMANDS = tuple(RUNS)


# signals


class _Stopping:
    """Ctrl-C (and a polite kill) stop the work where it is and keep what is done; a second one stops at once.

    While the network is loaded there is nothing to keep and no way to ask it to stop, so the first one does.
    """

    def __init__(self) -> None:
        self.cancel = CancelToken()
        self._at_once = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> _Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {
                number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)
            }
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _stop(self, _number: int, _frame: object) -> None:
        self.cancel.cancel()
        if self._at_once:
            raise KeyboardInterrupt
        self._at_once = True

    def load(self, spec: EmbedderSpec, device: str) -> Embedder:
        self._at_once = True
        embedder = load_embedder(spec, device)
        self._at_once = False
        return embedder
