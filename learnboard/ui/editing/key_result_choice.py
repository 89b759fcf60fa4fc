"""The choice of the key result that a row is for."""

from collections.abc import Mapping

from learnboard.domain.board import Board
from learnboard.domain.model.fields import Id
from learnboard.presentation.options import Option
from learnboard.presentation.values import short_name
from learnboard.service.queries.learning import loggable


def key_result_options(board: Board, own: Id | None, titles: Mapping[Id, str]) -> list[Option]:
    """Return no key result, those that are open, and the row's own; where titles read alike, their ids tell.

    `titles` are those of the key results that rows name.
    """
    known = {id_: title for id_, (title, _) in loggable(board).items()}
    if own:
        known.setdefault(own, titles.get(own, ""))
    options: dict[str, Option] = {"nothing": Option(None, "nothing", "not for one key result")}
    for id_, title in known.items():
        label = short_name(title) or id_
        label = f"{label} ({id_})" if label in options else label
        options[label] = Option(id_, label)
    return [*options.values()]
