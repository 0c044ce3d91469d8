"""Draws where demo users live and what they are called, so that both belong together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from users.models import Gender
from users.seeding.world import WORLD, Country

# Letters that Unicode does not take apart into a base letter and an accent.
_PLAIN_LETTERS = str.maketrans("łŁıøØ", "lLioO")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where somebody lives, as far as it is known, and the country that named them."""

    country: str | None
    region: str | None
    city: str | None
    origin: Country


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and the form of it that an e-mail address can hold."""

    text: str
    slug: str


def draw_homes(rng: Random, count: int) -> list[Home]:
    """Return ``count`` homes; bigger countries, regions and cities come up more often."""
    return rng.choices(_HOMES, cum_weights=_HOME_WEIGHTS, k=count)


def draw_names(
    rng: Random, homes: Iterable[Home], genders: Iterable[str | None]
) -> list[tuple[Name, Name]]:
    """Return a first and a last name for each home and gender."""
    random = rng.random
    names = []
    for home, gender in zip(homes, genders, strict=True):
        first = _FIRST_NAMES[home.origin.name, gender]
        last = _LAST_NAMES[home.origin.name]
        names.append((first[int(random() * len(first))], last[int(random() * len(last))]))
    return names


def _homes(country: Country) -> Iterator[tuple[Home, float]]:
    """Yield each place of a country with its share of the users; some are known in part only."""
    name, weight = country.name, float(country.weight)
    yield Home(country=None, region=None, city=None, origin=country), weight * 0.01
    yield Home(country=name, region=None, city=None, origin=country), weight * 0.02
    for region, region_share in _shares(country.regions):
        share = weight * 0.97 * region_share
        yield Home(country=name, region=region, city=None, origin=country), share * 0.03
        for city, city_share in _shares(country.regions[region]):
            home = Home(country=name, region=region, city=city, origin=country)
            yield home, share * 0.97 * city_share


def _shares(places: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Share the people out over the places: each has two thirds of the one before it."""
    names = list(places)
    sizes = [(2 / 3) ** rank for rank in range(len(names))]
    return ((name, size / sum(sizes)) for name, size in zip(names, sizes, strict=True))


def _names(texts: Iterable[str]) -> list[Name]:
    return [Name(text, _slug(text)) for text in texts]


def _slug(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in decomposed.lower() if letter in _SLUG_LETTERS)


def _first_names(country: Country, gender: str | None) -> list[Name]:
    by_gender = {Gender.FEMALE: country.female_names, Gender.MALE: country.male_names}
    chosen = by_gender.get(Gender(gender)) if gender else None
    return _names(chosen or country.female_names + country.male_names)


_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_WEIGHTED_HOMES = [pair for country in WORLD for pair in _homes(country)]
_HOMES = [home for home, _ in _WEIGHTED_HOMES]
_HOME_WEIGHTS = list(accumulate(weight for _, weight in _WEIGHTED_HOMES))
_LAST_NAMES = {country.name: _names(country.last_names) for country in WORLD}
_FIRST_NAMES = {
    (country.name, gender): _first_names(country, gender)
    for country in WORLD
    for gender in (*Gender.values, None)
}
