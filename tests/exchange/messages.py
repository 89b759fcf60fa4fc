"""Messages of errors, which are sentences."""

import pytest

from learnboard.domain.errors import LearnboardError


def message_of(raised: pytest.ExceptionInfo[LearnboardError]) -> str:
    """The message of an error without its full stop, which it must have."""
    message = str(raised.value)
    assert message.endswith(".")
    assert not message.endswith("..")
    return message.removesuffix(".")
