"""Recognisers of shares that are tested: "more than 60 % of", "over half of"."""

from __future__ import annotations

from decimal import Decimal

from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.parts import Clause, Number, ShareTestPart
from queryassist.english.clauses.row_kinds import rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.cursor import Phrases
from queryassist.english.words.lexicon import Comparator, Noun
from queryassist.english.words.roles import Role
from queryassist.spec import Operator

_FRACTIONS: dict[tuple[str, ...], Number] = {
    ("half",): 50,
    ("a", "third"): Decimal(100) / 3,
    ("two", "thirds"): Decimal(200) / 3,
    ("a", "quarter"): 25,
    ("three", "quarters"): 75,
}


@starts_with(Comparator, words={"most", "a", "the"})
def share_test(sentence: Sentence, at: int) -> Clause | None:
    """ "more than 60 % of", "over half of": a share that the groups are tested by."""
    most = majority(sentence, at)
    if most is not None:
        return Clause(at, most, ShareTestPart(((Operator.GT, 50),)))
    comparator = find_comparator(sentence, at)
    percent = _percent(sentence, comparator[0]) if comparator else None
    if comparator is None or percent is None:
        return None
    end = sentence.skip(percent[0], Role.OF, Role.ARTICLE)
    return Clause(at, end, ShareTestPart(((comparator[1], percent[1]),)))


def majority(sentence: Sentence, at: int) -> int | None:
    """Return where the "most (of the)" of "where most (of the) users are women" ends, or None."""
    said = sentence.phrase(at, _MOST)
    if said is None or sentence.words[at - 1] not in ("where", "which"):
        return None
    end = sentence.skip(said[0], Role.OF, Role.ARTICLE)
    rows = sentence.find(end, Noun)
    verb = rows[0] if rows is not None else end
    kind = rows_named(sentence, verb + 1) if sentence.words[verb : verb + 1] == ["are"] else None
    return end if kind is not None and kind.conditions else None


_MOST = Phrases(dict.fromkeys(("most", "a majority of", "the majority of", "the majority"), True))


def _percent(sentence: Sentence, at: int) -> tuple[int, Number] | None:
    """Return (end, percentage) of "60 %" or "half of"."""
    number = sentence.number(at)
    if number is not None and number.unit == "percent":
        return number.end, number.value
    for words, value in _FRACTIONS.items():
        end = at + len(words)
        if tuple(sentence.words[at:end]) == words and sentence.role(end, Role.OF) is not None:
            return end, value
    return None
