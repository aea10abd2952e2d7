from tests.gui.conftest import (  # noqa: F401 - the window's fixtures serve here too
    made_library,
    nothing_left_behind,
    pictures,
    qapp,
    qapp_cls,
    settings_elsewhere,
)
