"""The default keys of skills; see `bindings`."""

from typing import Final

from textual.binding import Binding

from learnboard.ui.keys.list_bindings import PAGE_CLOSE
from learnboard.ui.toolkit.keys import SKILLS, Bindings, hidden

SKILLS_PAGE: Final[Bindings] = (
    Binding("n", "new", "rate", id="skills.rate", group=SKILLS, tooltip="rate the skills under the cursor anew"),
    hidden("1,2,3,4,5", "rate", "rate with that digit", "skills.digit", SKILLS),
    Binding("enter", "open", "draft objective", id="skills.open", group=SKILLS, tooltip="of a gap a draft objective"),
    hidden("e", "edit", "change your newest view", "skills.edit", SKILLS),
    Binding("N", "new_instrument", "other skills", id="skills.instrument", group=SKILLS, tooltip="rate other skills"),
    hidden("p", "turn_visibility", "who sees your view", "skills.turn_visibility", SKILLS),
    hidden("delete,backspace", "delete", "delete your newest view", "skills.delete", SKILLS),
    PAGE_CLOSE,
)
