"""The review page put together with the window: what is decided there, what is decided elsewhere, and the plan."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from simgui.core.library import Library
from simgui.gui.culling import Culling
from simgui.gui.doing import Doing
from simgui.gui.frame import Rail, StatusLine
from simgui.gui.jobs import Jobs
from simgui.gui.keys import Keys
from simgui.gui.lock_banner import LockBanner
from simgui.gui.review.page import ReviewPage
from simgui.gui.search.marking import Marking
from simgui.gui.work import Work


class Reviewing(QObject):
    """One for a window."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        keys: Keys,
        actions: dict[str, QAction],
        doing: Doing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.page = ReviewPage(library, actions, keys, doing, jobs)

    def serve(
        self,
        rail: Rail,
        number: int,
        status: StatusLine,
        marking: Marking,
        lock_banner: LockBanner,
        work: Work,
        culling: Culling,
    ) -> None:
        """number: the page's, on the rail, which shows how many groups are left."""
        page = self.page
        page.acted.connect(status.say)
        page.acted.connect(lock_banner.look)
        page.changed.connect(marking.changed)
        marking.changed.connect(page.follow_history)
        page.plan_asked.connect(culling.culls.plan)
        culling.culls.changed.connect(page.refresh)
        page.left_changed.connect(lambda left: rail.show_count(number, left))
        rail.show_count(number, page.left_at_first)
        work.began.connect(lambda: page.set_indexing(True))
        work.ended.connect(lambda: page.set_indexing(False))
        lock_banner.changed.connect(lambda: page.set_read_only(lock_banner.read_only))
