"""The way out of a reading that cannot go on: a question back or a refusal."""

from __future__ import annotations

from queryassist.readings import AskBack, Choice, Refusal


class Puzzled(Exception):
    """The question cannot be read as it stands; ``outcome`` is what to tell the person."""

    def __init__(self, outcome: AskBack | Refusal) -> None:
        super().__init__(outcome.message)
        self.outcome = outcome


def ask_back(message: str, choices: tuple[Choice, ...] = ()) -> Puzzled:
    return Puzzled(AskBack(message, choices))
