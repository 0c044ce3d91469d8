"""Recogniser of ratios of two kinds of rows: "ratio of men to women", "men per woman"."""

from __future__ import annotations

from queryassist.english.clauses import row_kinds
from queryassist.english.clauses.parts import Clause, FiguresPart, ProblemPart
from queryassist.english.clauses.row_kinds import RowKind, rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

_JOINTS = ("to", "and", "over", "vs", "versus", "/", ":", "against")
_PER = (["per"], ["for", "every"], ["for", "each"], ["to", "each"], ["to", "every"], ["to", "one"])
_BETWEEN = ["are", "there", "is", "do", "we", "have", "come"]


@starts_with(*row_kinds.STARTS, Role.HOW_MANY, words={"ratio", "proportion"})
def ratio(sentence: Sentence, at: int) -> Clause | None:
    """Return how many rows of one kind there are for one of another."""
    for recognise in (_ratio_of, _named_before, _per_one):
        found = recognise(sentence, at)
        if found is not None:
            end, above, below = found
            if set(above.conditions) == set(below.conditions):
                return Clause(at, end, ProblemPart("The ratio of what to what? Please name both."))
            figure = Measure(function=Function.COUNT, where=above.condition, over=below.condition)
            return Clause(at, end, FiguresPart((figure,)))
    return None


_Ratio = tuple[int, RowKind, RowKind]


def _ratio_of(sentence: Sentence, at: int) -> _Ratio | None:
    """ "Ratio of men to women", "the ratio between active and inactive users"."""
    if sentence.words[at] not in ("ratio", "proportion"):
        return None
    start = at + 1
    start += sentence.words[start : start + 1] in (["of"], ["between"], [":"], ["for"])
    pair = _pair(sentence, start)
    told = sentence.words[at] == "ratio" or (pair and sentence.words[pair[1].end] != "and")
    return (pair[2].end, pair[1], pair[2]) if pair is not None and told else None


def _named_before(sentence: Sentence, at: int) -> _Ratio | None:
    """ "Men to women ratio", "the verified/unverified ratio"."""
    pair = _pair(sentence, at) if "ratio" in sentence.words[at + 1 :] else None
    if pair is None or sentence.words[pair[2].end : pair[2].end + 1] != ["ratio"]:
        return None
    return pair[2].end + 1, pair[1], pair[2]


def _pair(sentence: Sentence, at: int) -> tuple[int, RowKind, RowKind] | None:
    above = rows_named(sentence, at)
    if above is None or not above.conditions or above.end >= sentence.size:
        return None
    if sentence.words[above.end] not in _JOINTS:
        return None
    below = rows_named(sentence, above.end + 1)
    return (at, above, below) if below is not None and below.conditions else None


def _per_one(sentence: Sentence, at: int) -> _Ratio | None:
    """ "How many men per woman", "how many verified users are there for every unverified one"."""
    start = sentence.role(at, Role.HOW_MANY)
    above = rows_named(sentence, start) if start is not None else None
    if above is None or not above.conditions:
        return None
    end = above.end
    while sentence.words[end : end + 1] and sentence.words[end] in _BETWEEN:
        end += 1
    per = next(
        (end + len(said) for said in _PER if sentence.words[end : end + len(said)] == said), 0
    )
    below = rows_named(sentence, per) if per else None
    if below is None or not below.conditions:
        return None
    return below.end + (sentence.words[below.end : below.end + 1] == ["one"]), above, below
