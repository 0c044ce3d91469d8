"""What "X instead of Y" leaves out of a follow-up: the Y, which the question before has."""

from __future__ import annotations

from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.boolean import parts_of
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    Clause,
    FillerPart,
    MeasurePart,
    NounPart,
    TestPart,
)
from queryassist.english.sentence import Sentence
from queryassist.spec import Function, QuerySpec


def without_replaced(
    sentence: Sentence, clauses: list[Clause], previous: QuerySpec
) -> list[Clause]:
    """Return the clauses without the "men" of "women instead of men".

    Raises Puzzled where the last question did not ask for those.
    """
    words = sentence.words
    for index, clause in enumerate(clauses[:-1]):
        if words[clause.end - 1] != "instead" or words[clause.end] != "of":
            continue
        said = [i for i in range(index + 1, len(clauses)) if not _is_filler(clauses[i])]
        if not said or not isinstance(clauses[said[0]].part, TestPart | MeasurePart | AskPart):
            return clauses
        if not _is_held(clauses[said[0]], previous):
            raise ask_back("Instead of what? The last question has nothing of the kind.")
        rows = [i for i in said[1:2] if isinstance(clauses[i].part, NounPart)]
        gone = {said[0], *rows} if isinstance(clauses[said[0]].part, AskPart) else {said[0]}
        return [each for i, each in enumerate(clauses) if i not in gone]
    return clauses


def _is_filler(clause: Clause) -> bool:
    return isinstance(clause.part, FillerPart)


def _is_held(clause: Clause, previous: QuerySpec) -> bool:
    """Whether the last question asks for what is to be replaced."""
    match clause.part:
        case TestPart(condition=condition):
            return set(parts_of(condition)) <= set(parts_of(previous.where))
        case MeasurePart(function=function, column=column):
            figures = [m for m in previous.measures if m.function is function]
            return any(column in (None, measure.column) for measure in figures)
        case AskPart(ask=Ask.COUNT):
            return any(measure.function is Function.COUNT for measure in previous.measures)
        case _:
            return False
