"""Every command has one handler, which is a function of the store, this very command and the board's day."""

import inspect
from datetime import date
from typing import NamedTuple, get_args, get_type_hints

import pytest

from learnboard.service import commands
from learnboard.service.commands import Command
from learnboard.service.dispatch import HANDLERS, HandlerResult, handler_of
from learnboard.service.growth_commands import GrowthCommand
from learnboard.service.resource_commands import ResourceCommand
from learnboard.storage.store import Store

_ELSEWHERE = {"GrowthCommand": GrowthCommand, "ResourceCommand": ResourceCommand}
COMMANDS = [
    command
    for name in Command.split(" | ")  # a text, so that no start defines them all
    for command in get_args(_ELSEWHERE.get(name)) or [getattr(commands, name)]
]


class Unknown(NamedTuple):
    """A command that nobody handles."""


def test_every_command_has_one_handler_and_no_other_class_has_one():
    assert sorted(HANDLERS) == sorted(command.__name__ for command in COMMANDS)
    assert len({*HANDLERS.values()}) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_handler_takes_the_store_its_command_and_the_day(command):
    handler = handler_of(command)
    assert inspect.isfunction(handler)
    assert list(inspect.signature(handler).parameters) == ["store", "command", "day"]
    assert get_type_hints(handler) == {"store": Store, "command": command, "day": date, "return": HandlerResult}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_handler_says_what_it_does(command):
    assert handler_of(command).__doc__


def test_a_command_that_nobody_handles_is_an_error():
    with pytest.raises(KeyError):
        handler_of(Unknown)
