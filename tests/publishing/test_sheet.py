"""Tables: whatever is written comes back, and no spreadsheet takes it for a formula."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tarikh.publishing.sheet import FORMULAS, table


class Record(Struct):
    said: str


dangerous = st.sampled_from([*FORMULAS, "\t", "\r", "\n", "'", '"', ",", ";", ""])
cells = st.builds(str.__add__, dangerous, st.text(st.characters(codec="utf-8", exclude_characters="\0")))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@settings(derandomize=True, deadline=None)
@given(st.lists(cells))
def test_a_cell_comes_back_without_the_apostrophe_that_guards_it(said: list[str]) -> None:
    columns = [("id", lambda it: "x"), ("said", lambda it: it.said)]
    head, *rows = read(table(columns, map(Record, said)))
    assert head == ["id", "said"]
    assert [cell.removeprefix("'") for _, cell in rows] == said
    assert not [cell for _, cell in rows if cell.startswith((*FORMULAS, "\t", "\r", "\n"))]
