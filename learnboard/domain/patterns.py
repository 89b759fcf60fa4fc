"""Regular expressions that are compiled when they are first used.

Python compiles one in 0.1 to 3 ms. A start imports a hundred, and uses a few of them.
"""

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, as far as its methods and attributes go."""
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


class _Later:
    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        """Compile it, and keep what was asked for in place of this."""
        found = getattr(re.compile(*self._arguments), name)
        setattr(self, name, found)
        return found
