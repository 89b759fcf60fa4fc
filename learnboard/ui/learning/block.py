"""The weekly time for learning typed in one line, with what it is understood as beside it."""

from learnboard.domain.errors import InvalidValue
from learnboard.domain.learning_block import EXAMPLE, LearningBlock, parse_block
from learnboard.presentation.calendar import block_understood
from learnboard.service.resource_commands import ChooseLearningBlock
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer


def ask_block(screen: EditorScreen, block: LearningBlock | None, agreed: int) -> None:
    """Ask for the weekday and time that go into calendars; `agreed` are the minutes of a week, if any are."""
    session = screen.session

    def understood(text: str, width: int) -> list[Line]:
        """What stands above the line, where a sentence has room."""
        if not text.strip():
            return []
        try:
            said = StyledText(block_understood(parse_block(text), agreed, session.board.day), "accent")
        except InvalidValue as error:
            said = StyledText(simplified(str(error)), "warn")
        return [[said._replace(text=cut(said.text, width))]]

    def enter(text: str) -> bool:
        try:
            chosen = parse_block(text) if text.strip() else block
        except InvalidValue:
            screen.app.bell()  # the hint says why
            return False
        kept = chosen is block or (chosen and block and chosen.typed == block.typed)
        return bool(kept) or session.execute(ChooseLearningBlock(chosen))

    known = block.typed if block else ""
    prompt = Prompt("weekly time", TextBuffer.of(known, selected=True), enter)
    prompt.hint = lambda text: "" if text.strip() else f"{EXAMPLE}, or none"
    prompt.above, prompt.lines_above = understood, 1
    screen.prompt(prompt)
