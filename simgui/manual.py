"""What --help says below the options: examples, exit codes, variables and files, as a manual page has them."""

from __future__ import annotations

# command ('' is the window): lines that can be typed, and what each does
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "": (
        ("simgui", "open the window"),
        ("simgui holiday.jpg", "open it and search this picture"),
        ("simgui ~/Pictures", "open it and offer to index this folder"),
        ("simgui a.jpg --screenshot hits.png", "save the window with the hits; no display needed"),
    ),
    "index": (
        ("simgui index ~/Pictures ~/Downloads", "two folders; again: only what changed"),
        ("simgui index", "bring all folders of the library up to date"),
        ('simgui index ~/Pictures --exclude "*.gif"', "leave some names out, from now on"),
        ("simgui index --embedder efficientnet_b0 --re-embed", "change the network; decisions stay"),
    ),
    "search": (
        ("simgui search holiday.jpg", "its 50 nearest pictures, with distances"),
        ("simgui search holiday.jpg -k 10 --within 0.55", "at most ten, and only near ones"),
        ("simgui search holiday.jpg --verify", "compared too: what is a copy, and what was done to it"),
        ("simgui search new/*.jpg --json", "many pictures, one JSON object"),
    ),
    "calibrate": (
        ("simgui calibrate", "after indexing with another network, or much else than photographs"),
        ("simgui calibrate --originals 100", "surer, and longer"),
    ),
    "groups": (
        ("simgui groups", "copies of one picture together: which one stays, and why"),
        ("simgui groups --across --json", "only copies in different folders, for a program"),
        (
            'simgui groups --protect "*/test/*" --what leaves --export out.csv',
            "never take from test; write a list",
        ),
        (
            "simgui groups --prefer older,path --links picks",
            "the oldest stays; a folder of links to what stays",
        ),
    ),
    "cull": (
        ("simgui cull --dry-run", "what was decided to leave: what would happen, and what stays and why"),
        ("simgui cull", "move it into the library's quarantine"),
        ("simgui cull --all-verified --hand-over", "all that needs no looking at; labels go to what stays"),
        ("simgui cull --all-verified --exact --action hardlink", "equal files become one on the disk"),
    ),
    "restore": (
        ("simgui restore", "put back what the newest cull took"),
        ("simgui restore 17", "cull 17, as simgui history counts them"),
        ("simgui restore --all", "everything that is away"),
    ),
    "quarantine": (
        ("simgui quarantine list", "how much it holds, and from where"),
        ("simgui quarantine empty", "delete it for good; asks for the number of files"),
        ("simgui quarantine empty --yes 12", "does not ask, and deletes only if it is 12"),
    ),
    "decide": (
        ("simgui decide a.jpg b.jpg duplicate", "the two are copies of one picture"),
        ("simgui decide a.jpg b.jpg not-duplicate", "they are not, however near"),
        ("simgui decide a.jpg b.jpg clear", "nothing is decided about them any more"),
        ("simgui decide a.jpg keep", "this file stays"),
    ),
    "undo": (
        ("simgui undo", "take back the newest decision, or what the newest cull took"),
        ("simgui undo 17", "take back event 17, as simgui history counts them"),
    ),
    "redo": (
        ("simgui redo", "what was undone last holds again"),
        ("simgui redo --json", "the same, and say it as JSON"),
    ),
    "history": (
        ("simgui history", "number, time and sentence of each"),
        ("simgui history --json", "the same for a program"),
    ),
    "status": (
        ("simgui status", "how many files, images and problems; each folder"),
        ("simgui status --library /mnt/nas/library --json", "another library, as JSON"),
    ),
    "protect": (
        ("simgui protect ~/Pictures/originals", "no cull moves or changes anything in it"),
        ("simgui protect ~/Pictures/originals --off", "from now on culls may"),
    ),
    "forget": (
        ("simgui forget ~/Pictures/old", "says what would be forgotten, and asks"),
        ("simgui forget ~/Pictures/old --yes", "does not ask"),
    ),
    "doctor": (
        ("simgui doctor", "ends with 1 when something needed is missing"),
        ("simgui doctor --library /mnt/nas/library", "look at another library's stores too"),
    ),
    "desktop": (
        ("simgui desktop --install", "menu entry, icons, open with; says each file"),
        ("simgui desktop --remove", "take exactly those away again"),
        ("simgui desktop --install --prefix /usr/local/share", "for everybody (as root)"),
    ),
}

# in the order in which the window's page lists them
ABOUT = {
    "index": "take folders in, or bring all up to date",
    "search": "the nearest pictures of a picture",
    "calibrate": "fit what distances mean, on the library's own pictures",
    "groups": "the library's own duplicates, and which of them stay",
    "cull": "move what was decided to leave aside; it can be taken back",
    "restore": "put back what a cull took",
    "quarantine": "what culls have moved aside: list it, or empty it",
    "decide": "what you think of two pictures, or of one file",
    "undo": "take the newest decision or cull back",
    "redo": "take the newest undo back",
    "history": "all that was decided, newest first",
    "status": "what the library holds",
    "protect": "a folder that no cull touches",
    "forget": "take a folder out of the library; its files stay",
    "doctor": "what this installation has, and whether it works",
    "desktop": "menu entry, icon and open with, on Linux desktops",
}

EXIT_CODES = """\
exit codes:
  0    all done
  1    something that was asked for was not done; the reason stands on standard
       error (with --json also in the object)
  2    wrong arguments
  130  stopped by Ctrl-C; what was done is kept"""

ENVIRONMENT = """\
environment:
  SIMGUI_LIBRARY   the library's folder, where --library names none
  QT_QPA_PLATFORM  how Qt shows the window: xcb, wayland, offscreen
  XDG_DATA_HOME    where the default library and the menu entry lie"""

FILES = """\
files:
  catalog.sqlite3     what the library knows, and every decision: worth a copy
  vectors-*.h5        descriptors      }
  neighbours.sqlite3  their distances  } made again from the catalogue and the
  thumbnails.sqlite3  small pictures   } pictures when they are lost
  quarantine/         files that culls moved aside, with a list of each cull's
  They lie in the library's folder. simgui status names it."""


def epilog(command: str) -> str:
    """For argparse, which prints it as it is."""
    parts = [_examples(command)]
    if not command:
        lines = (f"  {name:<9} {about}" for name, about in ABOUT.items())
        parts.insert(0, "\n".join(["commands (simgui COMMAND --help tells more):", *lines]))
    parts += [EXIT_CODES, ENVIRONMENT]
    if command in ("", "index"):
        parts.append(FILES)
    return "\n\n".join(parts)


def _examples(command: str) -> str:
    lines = ["examples:"]
    for line, meaning in EXAMPLES[command]:
        lines += [f"  {line}", f"      {meaning}"]
    return "\n".join(lines)


NO_DISPLAY_IN_CONTAINER = """\
simgui: The container has no display to show the window on. Share one (README,
simgui: Container), or let Qt's VNC show it, for this computer only:
simgui:     docker run --env QT_QPA_PLATFORM=vnc:size=1440x900 --publish 127.0.0.1:5900:5900 ..."""

VNC_OUTSIDE_CONTAINER = """\
simgui: Qt's VNC listens on all networks of this computer, without a password,
simgui: so it is used in simgui's container only. Choose another QT_QPA_PLATFORM."""
