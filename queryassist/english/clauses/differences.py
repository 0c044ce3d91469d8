"""Recognisers of figures set against each other: "how many more", "the difference between"."""

from __future__ import annotations

from queryassist.english.clauses.amounts import read_amount
from queryassist.english.clauses.figures import COUNT, find_figure
from queryassist.english.clauses.linking import find_column, is_number
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    Clause,
    ExcessPart,
    FiguresPart,
    FillerPart,
    Link,
    LinkPart,
    OrderPart,
    ProblemPart,
)
from queryassist.english.clauses.row_kinds import rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import (
    ColumnWord,
    ComparativeWord,
    EnumWord,
    EventWord,
    FunctionWord,
    NamedWord,
    Noun,
)
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

_DIFFERENCES = Phrases(
    {
        "how many more": Ask.MORE,
        "how many fewer": Ask.FEWER,
        "difference between": Ask.MORE,
        "gap between": Ask.MORE,
        "gap in": Ask.MORE,
        "difference in": Ask.MORE,
        "difference of": Ask.MORE,
    }
)

OUTNUMBER = "outnumber"
"""The verb of "women outnumber men": there are more of them."""


_DIFFER = frozenset({"differ", "differs"})
_DIFFERING = _DIFFER | {"difference", "gap"}
_OUTNUMBER = frozenset({"outnumber", "outnumbers", "exceed", "exceeds"})
_HIGHER = frozenset("higher lower larger smaller bigger greater".split())


@starts_with(
    Role.ARTICLE, words={*_DIFFERENCES.first_words, *_DIFFER, *_OUTNUMBER, "between", "by", "how"}
)
def difference(sentence: Sentence, at: int) -> Clause | None:
    """ "how many more women than men": one figure minus the other."""
    word = sentence.words[at]
    if word == "between" and not _DIFFERING.isdisjoint(sentence.words[:at]):
        return Clause(at, at + 1, FillerPart())
    if word in ("by", *_DIFFER, *_OUTNUMBER):
        return _by_how_much(sentence, at)
    if sentence.words[at : at + 2] == ["how", "much"] and comparative_figure(sentence, at + 2):
        compared = sentence.find(at + 2, ComparativeWord)
        more = compared is not None and compared[1].more
        return Clause(at, at + 2, AskPart(Ask.MORE if more else Ask.FEWER))
    if (higher := _how_much_higher(sentence, at)) is not None:
        return higher
    start = sentence.skip(at, Role.ARTICLE)
    found = sentence.phrase(start, _DIFFERENCES)
    return Clause(at, found[0], AskPart(found[1])) if found is not None else None


def _how_much_higher(sentence: Sentence, at: int) -> Clause | None:
    """The "how much higher" of "how much higher is the average balance in Japan than in Spain"."""
    said = sentence.words[at : at + 3]
    figure = any(sentence.find(i, FunctionWord) for i in range(at + 3, sentence.size))
    if said[:2] != ["how", "much"] or said[2:] == [] or said[2] not in _HIGHER or not figure:
        return None
    if "than" not in sentence.words[at + 3 :]:
        return None
    lower = said[2] in ("lower", "smaller")
    return Clause(at, at + 3, AskPart(Ask.FEWER if lower else Ask.MORE))


@starts_with(words={"by"})
def excess(sentence: Sentence, at: int) -> Clause | None:
    """The "by at least 10" of "women outnumber men by at least 10"."""
    if sentence.words[at] != "by" or OUTNUMBER not in sentence.words[:at]:
        return None
    amount = read_amount(sentence, at + 1)
    if amount is None or amount.unit is not None or amount.column is not None:
        return None
    return Clause(at, amount.end, ExcessPart(amount.tests))


def _by_how_much(sentence: Sentence, at: int) -> Clause | None:
    """ "by how much do … differ", "by how many do … outnumber …"."""
    words = sentence.words
    if words[at] == "by":
        asked = words[at + 1 : at + 3] in (["how", "much"], ["how", "many"])
        told = not (_DIFFER | _OUTNUMBER).isdisjoint(words[at:])
        return Clause(at, at + 3, AskPart(Ask.MORE)) if asked and told else None
    before = " ".join(words[:at])
    if words[at] in _DIFFER:
        return Clause(at, at + 1, FillerPart()) if "how" in before else None
    return Clause(at, at + 1, LinkPart(Link.VERSUS)) if "by how m" in before else None


@starts_with(ComparativeWord)
def comparative_figure(sentence: Sentence, at: int) -> Clause | None:
    """The "older" of "are women older than men", "who is older, men or women": an average."""
    found = sentence.find(at, ComparativeWord, lambda word: is_number(word.column))
    if found is None or not (_AVERAGE & set(sentence.words) or _between_kinds(sentence, found[0])):
        return None
    average = Measure(function=Function.AVG, column=found[1].column.name)
    return Clause(at, found[0], FiguresPart((average,)))


_AVERAGE = frozenset({"average", "mean"})


def _between_kinds(sentence: Sentence, at: int) -> bool:
    """Whether two kinds of rows are set against each other: "… than women", "…, men or women"."""
    for place in range(at, sentence.size):
        than = sentence.role(place, Role.THAN)
        if than is not None:
            return _is_kind(sentence, than) and any(_is_kind(sentence, i) for i in range(place))
    kinds = (rows_named(sentence, i) for i in range(sentence.size))
    ends = {kind.end for kind in kinds if kind is not None and kind.conditions}
    return any(sentence.words[e : e + 1] == ["or"] and _is_kind(sentence, e + 1) for e in ends)


def _is_kind(sentence: Sentence, at: int) -> bool:
    kind = rows_named(sentence, at)
    return kind is not None and bool(kind.conditions)


@starts_with(FunctionWord, words={*_HIGHER, "more", "fewer", "less"})
def more_or_fewer(sentence: Sentence, at: int) -> Clause | None:
    """ "are there more men or women", "who holds more on average, men or women"."""
    if sentence.words[at] in _HIGHER:
        return _higher_for_one(sentence, at)
    if sentence.words[at] not in ("more", "fewer", "less"):
        return _average_for_one(sentence, at)
    if sentence.find(at + 1, FunctionWord) is not None and "or" in sentence.words:
        return Clause(at, at + 1, AskPart(Ask.COMPARE))
    if (ranked := _compared_rank(sentence, at) or _most_of_all(sentence, at)) is not None:
        return ranked
    kinds = (EnumWord, NamedWord, Noun)
    compared = any(sentence.find(at + 1, kind) for kind in kinds)
    compared = compared or sentence.find(at + 1, EventWord, lambda word: word.noun) is not None
    if not compared and find_column(sentence, at + 1, is_number) is None:
        return None
    return Clause(at, at + 1, AskPart(Ask.COMPARE))


def _most_of_all(sentence: Sentence, at: int) -> Clause | None:
    """The "more users" of "the country that has more users", where nothing is compared with."""
    beside = (Role.THAN, Role.OR, Role.VERSUS)
    if any(sentence.role(place, *beside) is not None for place in range(sentence.size)):
        return None
    heads = [found for i in range(at) if (found := sentence.find(i, ColumnWord)) is not None]
    head = heads[0][1] if heads else None
    one = head is not None and not head.plural and (head.column.indexed or head.column.values)
    figure = find_figure(sentence, at + 1) if one else None
    if figure is None or figure[1] != COUNT:
        return None
    descending = sentence.words[at] == "more"
    return Clause(at, figure[0], OrderPart(None, COUNT, descending, extreme=True))


def _compared_rank(sentence: Sentence, at: int) -> Clause | None:
    """The "more active" of "who is more active, men or women": how much so, or how many are?"""
    named = sentence.find(at + 1, NamedWord, lambda word: word.named.ranking is not None)
    if named is None or not _between_kinds(sentence, named[0]):
        return None
    if sentence.words[named[0]] not in (",", ":", "than", "on"):
        return None
    column = sentence.world.dataset.get_column(named[1].named.ranking or "")
    word = sentence.text(at + 1, named[0])
    message = f"“{word}”: is that the average {column.label}, or how many are {word}?"
    return Clause(at, named[0], ProblemPart(message))


_FOR = frozenset({"for", "in", "among", "with"})


def _average_for_one(sentence: Sentence, at: int) -> Clause | None:
    """The "on average" of "who is older on average, men or women": both sides are compared."""
    found = sentence.find(at, FunctionWord, lambda word: word.function is Function.AVG)
    if found is None or "or" not in sentence.words[found[0] :] or "than" in sentence.words:
        return None
    compared = any(
        end == at and isinstance(sense, ComparativeWord)
        for start in range(at)
        for end, sense in sentence.senses(start)
    )
    return Clause(at, found[0], AskPart(Ask.COMPARE)) if compared else None


def _higher_for_one(sentence: Sentence, at: int) -> Clause | None:
    """ "is the average balance higher for women or (for) men": a comparison of figures."""
    after = sentence.words[at + 1 :]
    if after[:1] and after[0] in _FOR and "or" in after and "than" not in after:
        return Clause(at, at + 1, AskPart(Ask.COMPARE))
    return None
