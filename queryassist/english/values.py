"""The value index: finds the values that a dataset's columns hold in the words of a question.

Pure data in, pure data out: it is told the values and keeps no way to read them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from queryassist.catalog import Column, Dataset
from queryassist.english.text import Kind, Token, tokenize

_LONGEST_VALUE = 100
_MOST_WORDS = 12
_SHORT = 6
_is_plain = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})*").fullmatch
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}

# Words of ordinary questions that are also towns, regions or country codes somewhere.
_ORDINARY = frozenset(
    """
    a all am an and any are as at be but by can did do does few for from had has have he her him
    his how i if in is it its many me more most much my no none not of off on one only or other
    our out over same she so some such than that the their them they this to two under up us was
    we were what when where which who why will with you your
    april august date day early hour march may month second today week year
    age average bank base basic best better big born center central city close count country
    credit deal east enterprise female first gold good great hall high home hope independence
    industry last lead least liberal list love low made male man mean media mobile new nice normal
    north number old open orange page post price private public rate reading region rich sale
    share show silver south split state street success sum surprise term top total tours town
    union user west woman young
    bar bath battle boring commerce cork hull lens mean roman rugby sandwich
    """.split()
)


@dataclass(frozen=True, slots=True)
class ValueHit:
    """A column and one value that it holds, spelled as in the data."""

    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueMatch:
    """Words of a question that name values of the data.

    ``end``        index of the first token after the words
    ``hits``       what they name, columns of highest precedence first; a column comes twice
                   where it holds several spellings of the name; empty where ``ambiguous`` is set
    ``text``       the words as written
    ``exact``      False where a typo was forgiven
    ``risky``      the words may well mean something else: ordinary English, or a short typo;
                   take them for a value only after a preposition or with a capital
    ``ambiguous``  values that are equally near: the person must choose
    """

    end: int
    hits: tuple[ValueHit, ...]
    text: str
    exact: bool = True
    risky: bool = False
    ambiguous: tuple[ValueHit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentMatch:
    """Words that name something known which no row has; ``hits`` hold its usual name."""

    end: int
    hits: tuple[ValueHit, ...]
    text: str
    risky: bool = False


_Names = dict[str, tuple[ValueHit, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIndex:
    """The names of a dataset's values; made by ``build`` and never changed.

    Names are compared as keys: folded words with one space between them, so that case, accents,
    hyphens, apostrophes and dots do not count.
    """

    present: _Names
    missing: _Names
    by_start_and_length: Mapping[tuple[str, int], Sequence[str]]
    openers: frozenset[str]

    @classmethod
    def build(cls, dataset: Dataset, values: Mapping[str, Sequence[str]]) -> ValueIndex:
        """Return the index of ``values``, by column name, and the aliases of those columns.

        Values that cannot stand free in a sentence are left out: those without a word of two
        letters, and those of more than 100 characters or 12 words.
        """
        present: _Names = {}
        missing: _Names = {}
        for column in sorted(dataset.indexed_columns, key=lambda column: -column.precedence):
            held = _held_names(values.get(column.name, ()))
            known, unheld = _alias_names(column, held)
            for key, names in (held | known).items():
                hits = tuple(ValueHit(column.name, value) for value in names)
                present[key] = present.get(key, ()) + hits
            for key, name in unheld.items():
                missing[key] = (*missing.get(key, ()), ValueHit(column.name, name))
        missing = {key: hits for key, hits in missing.items() if key not in present}
        keys = (*present, *missing)
        return cls(
            present=present,
            missing=missing,
            by_start_and_length=_buckets(keys),
            openers=frozenset(key.partition(" ")[0] for key in keys if " " in key),
        )

    def match(
        self, tokens: Sequence[Token], at: int, *, known: Container[str] = frozenset()
    ) -> ValueMatch | None:
        """Return the longest run of tokens from ``at`` that names values, or None.

        A leading "the" may be part of it. None also where a longer run names something that is
        not in the data: "New York City" is not New York. ``known`` makes a match risky.
        """
        for key, end in self._runs(tokens, at):
            if key in self.missing:
                return None
            if key in self.present:
                return ValueMatch(
                    end=end,
                    hits=self.present[key],
                    text=_written(tokens[at:end]),
                    risky=_is_risky(tokens[at:end], known),
                )
        return None

    def absent(
        self, tokens: Sequence[Token], at: int, *, known: Container[str] = frozenset()
    ) -> AbsentMatch | None:
        """Return the longest run of tokens that names what no row has, or None."""
        for key, end in self._runs(tokens, at):
            if key in self.present:
                return None
            if key in self.missing:
                return AbsentMatch(
                    end=end,
                    hits=self.missing[key],
                    text=_written(tokens[at:end]),
                    risky=_is_risky(tokens[at:end], known),
                )
        return None

    def near(self, tokens: Sequence[Token], at: int, *, known: Container[str]) -> ValueMatch | None:
        """Return the longest run of tokens that names a value but for small typos, or None.

        One typo is forgiven in names of 4 to 7 letters, two in longer ones. A word of ``known``
        is never a typo; nor is a run that names something rightly, which ``match`` or ``absent``
        finds. The run may be longer than what ``match`` finds ("San Francsico" where a San is).
        """
        for key, end in self._runs(tokens, at):
            if key in self.present or key in self.missing:
                return None
            if not _may_be_mistyped(tokens[at:end]):
                continue
            nearest = self._nearest(key, known)
            if nearest:
                hits, ambiguous = nearest
                return ValueMatch(
                    end=end,
                    hits=hits,
                    text=_written(tokens[at:end]),
                    exact=False,
                    risky=" " not in key and len(key) < _SHORT,
                    ambiguous=ambiguous,
                )
        return None

    def _runs(self, tokens: Sequence[Token], at: int) -> Iterator[tuple[str, int]]:
        """Yield the key and end of each run from ``at``, longest first, without a leading "the"."""
        runs = _runs(tokens, at)
        yield from reversed(runs)
        if runs and runs[0][0] == "the":
            yield from reversed(_runs(tokens, at + 1))

    def _nearest(
        self, key: str, known: Container[str]
    ) -> tuple[tuple[ValueHit, ...], tuple[ValueHit, ...]] | None:
        """Return the hits of the one nearest name and (), or () and the hits of all that tie."""
        words = key.split(" ")
        if all(_is_word(word, known) for word in words):
            return None
        if _is_word(words[0], known) and words[0] not in self.openers:
            return None
        distances = {
            name: distance
            for name in self._candidates(key)
            if (distance := _typos(words, name.split(" "), known)) is not None
        }
        best = [name for name in distances if distances[name] == min(distances.values())]
        meanings = dict.fromkeys(self.present[name] for name in best if name in self.present)
        if not meanings:
            return None
        if len(meanings) == 1 and not any(name in self.missing for name in best):
            return next(iter(meanings)), ()
        return (), tuple(dict.fromkeys(hit for hits in meanings for hit in hits))

    def _candidates(self, key: str) -> Iterator[str]:
        """Yield the names within the allowed distance that start alike."""
        allowed = _allowed_typos(len(key))
        starts = dict.fromkeys((key[0], key[1])) if len(key) >= _SHORT else (key[0],)
        for start in starts:
            for length in range(len(key) - allowed, len(key) + allowed + 1):
                names = self.by_start_and_length.get((start, length))
                if names:
                    found = process.extract(
                        key, names, scorer=OSA.distance, score_cutoff=allowed, limit=None
                    )
                    yield from (name for name, _, _ in found)


def _held_names(values: Iterable[str]) -> dict[str, list[str]]:
    """Return the values by key; several where they differ only in what keys leave out."""
    held: dict[str, list[str]] = {}
    for value in sorted(set(values)):
        for key in _keys(value):
            held.setdefault(key, []).append(value)
    return held


def _alias_names(
    column: Column, held: Mapping[str, list[str]]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the aliases of held values, and those of groups without one by their first name."""
    known: dict[str, list[str]] = {}
    unheld: dict[str, str] = {}
    for group in column.aliases:
        keys = dict.fromkeys(key for name in group for key in _keys(name))
        values = list(dict.fromkeys(value for key in keys for value in held.get(key, ())))
        for key in keys:
            if values and key not in held:
                known[key] = values
            elif not values:
                unheld[key] = group[0]
    return known, unheld


def _buckets(keys: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    buckets: dict[tuple[str, int], list[str]] = {}
    for key in keys:
        buckets.setdefault((key[0], len(key)), []).append(key)
    return buckets


def _keys(value: str) -> tuple[str, ...]:
    """Return the keys of a value, with and without its punctuation; none if it cannot stand free.

    "Washington, D.C." is found as "washington , dc" and as "washington dc".
    """
    if len(value) > _LONGEST_VALUE:
        return ()
    if _is_plain(value):  # most values are, and tokens cost ten times as much
        words = value.lower().split(" ")
        return (_joined(words),) if len(words) <= _MOST_WORDS else ()
    tokens = tokenize(value)
    runs = _runs(tokens, 0)
    if not runs or runs[-1][1] < len(tokens) - 1:
        return ()
    key = runs[-1][0]
    words = [word for word in key.split(" ") if word[:1].isalnum()]
    if not any(len(word) > 1 and word.isalpha() for word in words):
        return ()
    return tuple(dict.fromkeys((key, " ".join(words))))


def _joined(words: Iterable[str]) -> str:
    return " ".join([_SPELLED_OUT.get(word, word) for word in words])


def _runs(tokens: Sequence[Token], at: int) -> list[tuple[str, int]]:
    """Return key and end of the runs of 1, 2, 3 … words from ``at``."""
    if at < len(tokens) and tokens[at].kind is Kind.QUOTED:
        return [(key, at + 1) for key in _keys(tokens[at].word)[:1]]
    runs: list[tuple[str, int]] = []
    key = ""
    while at < len(tokens) and len(runs) < _MOST_WORDS:
        word, at = _word_at(tokens, at)
        if word == "'s":
            key += "s"
        elif word and word != ".":
            word = word.replace("'", "")
            key += (" " if key else "") + _SPELLED_OUT.get(word, word)
        else:
            continue
        runs.append((key, at))
    return runs


def _word_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the word at ``at`` and the index after it; "U.S.A." is one word."""
    word = tokens[at].word
    at += 1
    if len(word) != 1 or not word.isalpha():
        return word, at
    letters = 1
    while at < len(tokens) and tokens[at].text == ".":
        if at + 1 < len(tokens) and len(tokens[at + 1].word) == 1 and tokens[at + 1].word.isalpha():
            word += tokens[at + 1].word
            letters += 1
            at += 2
        else:
            return word, at + (letters > 1)
    return word, at


def _written(tokens: Sequence[Token]) -> str:
    text = tokens[0].text
    for before, token in zip(tokens, tokens[1:], strict=False):
        text += (" " if token.start > before.end else "") + token.text
    return text


def _is_word(word: str, known: Container[str]) -> bool:
    return word in _ORDINARY or word in known


def _is_risky(tokens: Iterable[Token], known: Container[str]) -> bool:
    """Whether every token is a plain word of the language: "us" is, "U.S." is not."""
    return all(token.kind is Kind.WORD and _is_word(token.word, known) for token in tokens)


def _allowed_typos(letters: int) -> int:
    return 0 if letters < 4 else 1 if letters < 8 else 2


def _may_be_mistyped(tokens: Sequence[Token]) -> bool:
    if tokens[-1].word == "'s":
        return False
    return all(token.kind in (Kind.WORD, Kind.QUOTED) or token.text == "." for token in tokens)


def _typos(words: Sequence[str], name: Sequence[str], known: Container[str]) -> int | None:
    """Return the number of typos that turn ``name`` into ``words``, None where it is another name.

    Typos are restricted Damerau-Levenshtein edits; a lost or added space is one.
    """
    typed, meant = "".join(words), "".join(name)
    allowed = _allowed_typos(min(len(typed), len(meant)))
    if len(words) == len(name):
        typos = [_word_typos(word, target, known) for word, target in zip(words, name, strict=True)]
        total = sum(count for count in typos if count is not None)
        return None if None in typos or total > allowed else total
    if abs(len(words) - len(name)) > 1 or any(_is_word(word, known) for word in words):
        return None
    total = OSA.distance(typed, meant) + 1
    return total if total <= allowed else None


def _word_typos(word: str, target: str, known: Container[str]) -> int | None:
    if word == target:
        return 0
    if _is_word(word, known) or not _starts_alike(word, target):
        return None
    distance = OSA.distance(word, target)
    return distance if distance <= max(1, _allowed_typos(min(len(word), len(target)))) else None


def _starts_alike(word: str, target: str) -> bool:
    if word[:1] == target[:1]:
        return True
    return len(word) >= _SHORT and word[:2] == target[1::-1]
