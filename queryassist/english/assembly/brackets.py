"""Written brackets around alternatives: what stands in them is one condition, whatever follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queryassist.english.assembly.logic import combine
from queryassist.english.clauses.parts import Clause, FillerPart, Link, LinkPart, TestPart
from queryassist.english.sentence import Sentence


def folded(sentence: Sentence, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses with each bracketed condition as one test of its own.

    Brackets around no alternatives, or around more than conditions, say nothing and are kept.
    Raises UnclearLogic where the conditions within cannot be put together.
    """
    clauses = _with_either(sentence, clauses)
    if "(" not in sentence.words:
        return list(clauses)
    opened: list[list[Clause]] = [[]]
    for clause in clauses:
        sign = _sign(sentence, clause)
        if sign == "(":
            opened.append([clause])
        elif sign == ")" and len(opened) > 1:
            inner = [*opened.pop(), clause]
            opened[-1].extend(_as_one(inner) if _matters(inner, clauses) else inner)
        else:
            opened[-1].append(clause)
    return [clause for level in opened for clause in level]


def _with_either(sentence: Sentence, clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Return the clauses, "either women or under 25" as one test, whatever follows."""
    for at, clause in enumerate(clauses):
        following = clauses[at + 1 : at + 4]
        kinds = [type(each.part) for each in following]
        opened = sentence.words[clause.start : clause.end] == ["either"]
        joined = kinds == [TestPart, LinkPart, TestPart] and following[1].part == LinkPart(Link.OR)
        if opened and joined:
            return [*clauses[:at], *_as_one([*following]), *clauses[at + 4 :]]
    return clauses


def _sign(sentence: Sentence, clause: Clause) -> str:
    alone = isinstance(clause.part, FillerPart) and clause.end == clause.start + 1
    return sentence.words[clause.start] if alone else ""


def _matters(inner: list[Clause], clauses: Sequence[Clause]) -> bool:
    """Whether brackets hold several tests, and there is an "or" or a "not" that they may bound."""
    plain = all(isinstance(c.part, TestPart | LinkPart | FillerPart) for c in inner)
    columns = {c.part.column for c in inner if isinstance(c.part, TestPart)}
    bounded = any(
        isinstance(c.part, LinkPart) and c.part.link in (Link.OR, Link.NOT, Link.EXCEPT)
        for c in clauses
    )
    return plain and len(columns) > 1 and bounded


def _as_one(inner: list[Clause]) -> list[Clause]:
    items = [c.part.link if isinstance(c.part, LinkPart) else c.part for c in inner]
    said = [item for item in items if isinstance(item, TestPart | Link)]
    opening = [item for item in said if isinstance(item, Link)][:1]
    leading = (
        opening if said[:1] == opening else []
    )  # "(and in Japan)" is joined to what it follows
    condition = combine(said[len(leading) :]).condition
    if condition is None:
        return inner
    start, end = inner[0].start, inner[-1].end
    whole = TestPart(condition, f"({start})")
    return [
        *(replace(inner[0], part=LinkPart(link)) for link in leading),
        Clause(start, end, whole),
    ]
