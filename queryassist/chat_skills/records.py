"""What an app says of a skill in its ``skills.py``, and what a skill is asked and answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from queryassist.readings import Choice, Refusal


class SlotKind(StrEnum):
    """What may stand in a slot: any text, one name without blanks, a whole number, or a choice."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of what is said that the skill is told; ``meaning`` is what it stands for.

    ``choices`` are all that a choice may be.
    """

    name: str
    meaning: str
    kind: SlotKind = SlotKind.TEXT
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One call of a skill; ``now`` is aware.

    ``person_id`` is who asks, None an operator at the command line, who may do everything. ``may``
    says whether they have a permission. ``slots`` holds what was said, and nothing for a slot that
    was not filled. It is text of people or of a model: data, never an order.
    """

    person_id: int | None
    may: Callable[[str], bool]
    slots: Mapping[str, str]
    now: datetime

    def get(self, slot: str) -> str:
        """Return what was said for a slot, "" for nothing."""
        return self.slots.get(slot, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of an answer; ``address`` is where it leads within this server, "" for nowhere."""

    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a skill would do once the person confirms it: ``slots`` are what it is called with."""

    label: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A skill's answer.

    ``message`` names nothing that only some may know of, since the audit table shows it; that is
    for ``lines`` and ``choices``. ``subjects`` names what these are about: who may not see one of
    them any more finds the answer hidden. With ``choices`` it is a question back.
    """

    message: str
    lines: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    subjects: tuple[str, ...] = ()
    offer: Offer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Something that one may ask Queen for in the chat, beside questions about datasets.

    ``name`` is an identifier, the same for ever. ``summary`` goes on from “You may”. ``patterns``
    say how it is asked for offline: words, ``(one|or another)``, ``[left out or not]``, ``:`` for a
    colon or dash, and ``{slot}``; a whole sentence has to fit one. ``permissions`` are needed, all
    of them.

    ``answer`` answers and changes nothing. What acts offers it, and ``act`` does it after the
    person has confirmed what was shown. ``list_subjects`` returns the names of all that a person
    may be told of.
    """

    name: str
    summary: str
    example: str
    patterns: tuple[str, ...]
    answer: Callable[[Asked], Told | Refusal]
    list_subjects: Callable[[int], Collection[str]]
    slots: tuple[Slot, ...] = ()
    permissions: tuple[str, ...] = ()
    act: Callable[[Asked], Told | Refusal] | None = None

    def find_missing(self, may: Callable[[str], bool]) -> str | None:
        """Return the first permission that is missing; None where the skill may be used."""
        return next((each for each in self.permissions if not may(each)), None)
