"""Modules that are put off."""

import subprocess
import sys

PUT_OFF = """
import sys
from learnboard.stand_ins import put_off
with put_off("decimal", "string", "html.entities"):
    import string
    from decimal import Decimal
    from html.entities import entitydefs
there = lambda: sorted({"decimal", "string", "html.entities"} & set(sys.modules))
print(there())
"""


def printed(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-S", "-c", PUT_OFF + code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_module_is_loaded_by_its_use_and_no_other_is():
    code = "print(string.digits, there()); print(Decimal('1.5') + 1, Decimal.from_float(0.5), there())"
    assert printed(code) == ["[]", "0123456789 ['string']", "2.5 0.5 ['decimal', 'string']"]


def test_whoever_imports_it_later_gets_it():
    code = "import decimal; one = decimal.Decimal(1); print(type(Decimal(1)) is type(one), isinstance(one, Decimal))"
    assert printed(code) == ["[]", "True True"]


def test_a_module_that_is_there_stays():
    code = (
        "import decimal as d\nwith put_off('decimal'):\n import decimal\nprint(decimal is d is sys.modules['decimal'])"
    )
    assert printed(code) == ["[]", "True"]


def test_used_at_once_it_is_loaded_at_once():
    code = "with put_off('html'):\n import html; print(html.escape('<'))\nprint('html' in sys.modules)"
    assert printed(code) == ["[]", "&lt;", "True"]


def test_what_is_not_in_it_is_missed_as_ever():
    code = "try: string.nothing\nexcept AttributeError as error: print(error)"
    assert printed(code) == ["[]", "module 'string' has no attribute 'nothing'"]
