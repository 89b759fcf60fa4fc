"""Prompts that are answered by one of some letters."""

from collections.abc import Callable, Mapping

from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer


def confirmation(
    question: str, yes: str, no: str, agreed: Callable[[], object], refused: Callable[[], object]
) -> Prompt:
    """Make a prompt that asks for a yes: `y` is one, `n` and escape are none, and nothing else that is typed counts.

    `yes` and `no` say in a verb what becomes of it: `delete`, `keep`.
    """
    prompt = answered_by_key(question, {"y": (yes, agreed), "n": (no, refused)}, no)
    prompt.hint = lambda _: f"y {yes}s, esc {no}s"
    prompt.keys = (("y", yes), ("escape", no))
    return prompt


def answered_by_key(
    question: str,
    answers: Mapping[str, tuple[str, Callable[[], object]]],
    back: str,
    leave: Callable[[str], bool] = lambda _: True,
) -> Prompt:
    """Make a prompt that is answered by one of some letters, each with what it does; nothing else that is typed counts.

    `back` says what becomes of it if there is no answer.
    """

    def nothing(_: object) -> bool:
        prompt.entry = TextBuffer()  # a pasted letter is no answer
        return False

    prompt = Prompt(
        question,
        TextBuffer(),
        enter=nothing,
        leave=leave,
        changed=nothing,
        others={letter: call for key, (_, call) in answers.items() for letter in (key, key.upper())},
        keys=(*((key, word) for key, (word, _) in answers.items()), ("escape", back)),
        elsewhere=True,
    )
    return prompt
