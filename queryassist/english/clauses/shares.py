"""Recognisers of shares that are tested: "more than 60 % of", "over half of"."""

from __future__ import annotations

from decimal import Decimal

from queryassist.english.clauses.amounts import find_comparator
from queryassist.english.clauses.parts import Clause, Number, ShareTestPart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import Comparator
from queryassist.english.words.roles import Role

_FRACTIONS: dict[tuple[str, ...], Number] = {
    ("half",): 50,
    ("a", "third"): Decimal(100) / 3,
    ("two", "thirds"): Decimal(200) / 3,
    ("a", "quarter"): 25,
    ("three", "quarters"): 75,
}


@starts_with(Comparator)
def share_test(sentence: Sentence, at: int) -> Clause | None:
    """ "more than 60 % of", "over half of": a share that the groups are tested by."""
    comparator = find_comparator(sentence, at)
    percent = _percent(sentence, comparator[0]) if comparator else None
    if comparator is None or percent is None:
        return None
    end = sentence.skip(percent[0], Role.OF, Role.ARTICLE)
    return Clause(at, end, ShareTestPart(((comparator[1], percent[1]),)))


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
