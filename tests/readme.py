"""What the README says."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def key_table(name: str) -> list[tuple[str, str]]:
    """The rows of the table of keys between the marks of a name: the keys, and what they do."""
    table = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert table, f"README.md has no table between <!-- {name} --> and <!-- /{name} -->"
    rows = [
        [cell.strip().replace("`", "").replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        for line in table[1].splitlines()
        if line.strip().startswith("|") and not re.fullmatch(r"[\s|:-]+", line)
    ]
    return [(keys, what) for keys, what in rows[1:]]
