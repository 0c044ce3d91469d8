"""Members and classes that a patch makes other names of others."""

from __future__ import annotations

import pytest

from sandbox.records import FileChange
from sandbox.verdicts.classes import list_merged
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import FlagKind
from tests.sandbox.scanned import entry

STATES = "class S(Enum):\n    OPEN = 1\n    PAID = 2\n"
INVALID = "class Invalid(Exception):\n    pass\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (STATES, STATES.replace("2", "1"), "S.PAID is S.OPEN"),
        (STATES, STATES.replace("2", "OPEN"), "S.PAID is S.OPEN"),
        (
            STATES.replace("Enum", "models.TextChoices").replace("1", '"a", "A"'),
            STATES.replace("Enum", "models.TextChoices").replace("1", "2"),
            "S.PAID is S.OPEN",
        ),
        (STATES, STATES.replace("= 2", ": int = 1.0"), "S.PAID is S.OPEN"),
        (STATES, "class S(Enum):\n    OPEN, PAID = 1, 1\n", "S.PAID is S.OPEN"),
        (STATES, STATES.replace("2", "True"), "S.PAID is S.OPEN"),
        (INVALID, "Invalid = LookupError\n", "Invalid is no class of its own"),
        (INVALID, "Invalid: type = LookupError\n", "Invalid is no class of its own"),
        (INVALID, "Invalid, Other = KeyError, ValueError\n", "Invalid is no class of its own"),
        (INVALID, "if True:\n    Invalid = KeyError\n", "Invalid is no class of its own"),
        (INVALID, "Invalid = (KeyError, ValueError)\n", "Invalid is no class of its own"),
        (INVALID, "from errors import Any as Invalid\n", "Invalid is no class of its own"),
    ],
)
def test_a_name_that_stands_for_another_thing_now_is_told(
    before: str, after: str, told: str
) -> None:
    assert list_merged(before.encode(), after.encode()) == [told]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (STATES, STATES.replace("2", "3")),
        (STATES.replace("2", "1"), STATES.replace("2", "1") + "x = 1\n"),
        (STATES.replace("Enum", "Config"), STATES.replace("Enum", "Config").replace("2", "1")),
        (STATES, STATES.replace("1", "auto()").replace("2", "auto()")),
        (STATES, STATES + "    LATE = 3\n    TARDY = 3\n"),
        (STATES.replace("2", "1"), STATES.replace("2", "1").replace("class S", "class New")),
        (INVALID, "Invalid = namedtuple('Invalid', 'text')\n"),
        (INVALID, "def f():\n    Invalid = 1\n"),
        (INVALID, INVALID.replace("Exception", "ValueError")),
        (INVALID, "from errors import Invalid\n"),
        (INVALID, "x = (\n"),
    ],
)
def test_other_changes_of_classes_are_not_told(before: str, after: str) -> None:
    assert list_merged(before.encode(), after.encode()) == []


def test_it_is_a_flag_that_blocks() -> None:
    change = FileChange(
        path="shop/states.py",
        before=entry("shop/states.py", STATES),
        after=entry("shop/states.py", STATES.replace("2", "1")),
    )

    [flag] = scan([change])

    assert (flag.kind, flag.detail, flag.blocks) == (FlagKind.COMPARISON, "S.PAID is S.OPEN", True)
