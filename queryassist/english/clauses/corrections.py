"""Misspelt words of the vocabulary, put right where it is certain which one was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import OSA

from queryassist.english.time.times import TIME_WORDS
from queryassist.english.words.dictionary import english_words
from queryassist.english.words.lexicon import Lexicon
from queryassist.english.words.numbers import NUMBER_WORDS
from queryassist.english.words.text import Kind, Token

_ENDINGS = ("s", "d", "r", "ed", "er", "ing", "ly", "y", "n")


def corrected(token: Token, lexicon: Lexicon) -> str | None:
    """Return the one word of the vocabulary that a token is a misspelling of, or None.

    Two letters swapped in shorter words, one typo in words of 5 to 9 letters, two in longer ones;
    the first letter right, and more than another ending: "spent" is no misspelling of "spend".
    Letters held too long count as one ("verrrified"), and vowels may all be left out ("vrfd").
    """
    word = token.word
    if token.kind is not Kind.WORD or word in english_words():
        return None
    if len(word) < 5:
        found = _unscrambled(word, lexicon) or _completed(token, lexicon)
    else:
        found = _nearest(word, lexicon)
    if found is None:
        found = _alike(_held, token, lexicon)
    bare = _consonants(word) == word
    return _alike(_consonants, token, lexicon) if found is None and bare else found


def _nearest(word: str, lexicon: Lexicon) -> str | None:
    """Return the one word of the vocabulary within the typos that are allowed."""
    allowed = 1 if len(word) < 10 else 2
    nearest: dict[int, list[str]] = {}
    for known in _vocabulary(lexicon):
        if known[0] != word[0] or abs(len(known) - len(word)) > allowed or len(known) < 5:
            continue
        distance = OSA.distance(word, known, score_cutoff=allowed)
        plural = word == known + "s" and known in lexicon.data_words
        if distance <= allowed and (plural or not _same_stem(word, known)):
            nearest.setdefault(distance, []).append(known)
    best = nearest[min(nearest)] if nearest else []
    stems = {known.removesuffix("s") for known in best}
    return best[0] if len(stems) == 1 else None


def _alike(form: Callable[[str], str], token: Token, lexicon: Lexicon) -> str | None:
    """Return the known word of the same form, or one of several that mean the same.

    A word with a capital may be a name.
    """
    if len(token.word) < 3 or token.text[:1].isupper():
        return None
    words = lexicon.words | TIME_WORDS | NUMBER_WORDS
    found = _by_form(form, words).get(form(token.word), ())
    meanings = {tuple(lexicon.senses_at([known], 0)) for known in found}
    return min(found) if len(found) == 1 or (len(meanings) == 1 and meanings != {()}) else None


@lru_cache(maxsize=64)
def _by_form(form: Callable[[str], str], words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) > 3:
            found.setdefault(form(word), []).append(word)
    return found


def _held(word: str) -> str:
    """Return a word with each letter that is repeated once: "verrrified" is "verified"."""
    return "".join(letter for letter, _ in groupby(word))


def _consonants(word: str) -> str:
    """Return a word without its vowels, but for the first letter: "active" is "actv"."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")


def _unscrambled(word: str, lexicon: Lexicon) -> str | None:
    """Return the one known word that a short word is with two letters swapped: "mnay"."""
    alike = _by_letters(lexicon.words).get("".join(sorted(word)), ()) if len(word) > 2 else ()
    found = [known for known in alike if OSA.distance(known, word) == 1]
    found = [known for known in found if known[0] == word[0]] or found
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=32)
def _by_letters(words: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Return the words by their letters in order: those of one key are anagrams."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault("".join(sorted(word)), []).append(word)
    return found


def _completed(token: Token, lexicon: Lexicon) -> str | None:
    """Return the one known word that a short word is without a letter inside: "wih".

    One with a capital may be a name.
    """
    word = token.word
    if len(word) < 3 or token.text[:1].isupper():
        return None
    found = [
        known
        for known in lexicon.words | TIME_WORDS | NUMBER_WORDS
        if len(known) == len(word) + 1 and (known[0], known[-1]) == (word[0], word[-1])
        if any(known[:at] + known[at + 1 :] == word for at in range(1, len(known) - 1))
    ]
    meanings = {tuple(lexicon.senses_at([known], 0)) for known in found}
    return min(found) if len(found) == 1 or (len(meanings) == 1 and meanings != {()}) else None


def _same_stem(word: str, known: str) -> bool:
    shorter, longer = sorted((word, known), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS


def _vocabulary(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.content_words | TIME_WORDS | NUMBER_WORDS
