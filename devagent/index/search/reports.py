"""What a bug report says: its words, names, paths, modules, and frames of tracebacks."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from devagent.index.search.stopwords import STOP_WORDS
from devagent.index.terms import list_phrases, list_terms

_PYTHON_FRAME = re.compile(
    r'File "(?P<path>[^"\n]+)", line (?P<line>\d+)(?:, in (?P<function>\w+))?'
)
_PYTEST_FRAME = re.compile(
    r"^(?P<path>[\w./\\-]+\.py):(?P<line>\d+):(?: in (?P<function>\w+))?", re.M
)
_NODE_FRAME = re.compile(
    r"\bat (?:(?P<function>[\w.$<>]+) \()?(?P<path>[\w@./\\:-]+\.[cm]?[jt]sx?):(?P<line>\d+)"
)
# From the start of a token only, or long tokens would take the square of their length.
_PATH = re.compile(
    r"(?<![\w./\\-])[/\\]?(?:[\w.-]+[/\\])*[\w.-]+\.(?:pyi?|[cm]?[jt]sx?|html?|jinja2?|po)\b"
)
_DOTTED = re.compile(r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_IMPORT = re.compile(r"\bfrom\s+([.\w]+)\s+import\s+\(?([\w, \t*]+)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"```.*?(?:```|\Z)|^(?: {4}|\t|>|\$|\|)[^\n]*$", re.DOTALL | re.MULTILINE)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_LOOKS_LIKE_CODE = re.compile(r"\w_\w|[a-z0-9][A-Z]")
_TITLE_WEIGHT, _CODE_WEIGHT = 1.5, 0.5
_LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A place in a traceback: the path as it was printed, with / between folders."""

    path: str
    line: int
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report taken apart.

    ``terms`` has the weight of each, ``phrases`` the number, ``names`` what looks like code.
    """

    terms: Mapping[str, float]
    phrases: Mapping[str, int]
    names: tuple[str, ...]
    frames: tuple[Frame, ...]
    paths: tuple[str, ...]
    dotted: tuple[str, ...]


def read_report(report: str) -> Report:
    """Take a report apart, its first line being the title.

    What an issue's template says in comments is left out, and all beyond 200,000 signs.
    """
    text = _COMMENT.sub(" ", report[:_LONGEST].replace("\r\n", "\n")).strip()
    title = text.partition("\n")[0]
    return Report(
        terms=_weigh(title, text),
        phrases=list_phrases(text),
        names=tuple(dict.fromkeys(_list_names(title, text))),
        frames=tuple(_list_frames(text)),
        paths=tuple(dict.fromkeys(found.replace("\\", "/") for found in _PATH.findall(text))),
        dotted=tuple(dict.fromkeys(_list_dotted(text))),
    )


def _weigh(title: str, text: str) -> dict[str, float]:
    """Return the weight of each term: by the logarithm of how often, more in the title."""
    prose, all_terms = Counter(list_terms(_CODE.sub(" ", text))), Counter(list_terms(text))
    titled = Counter(list_terms(title))
    return {
        term: (math.log1p(prose[term]) if term in prose else _CODE_WEIGHT * math.log1p(count))
        + _TITLE_WEIGHT * math.log1p(titled[term])
        for term, count in all_terms.items()
        if term not in STOP_WORDS
    }


def _list_names(title: str, text: str) -> Iterator[str]:
    """Yield identifiers that are meant as such: by form, by what is around, or in the title."""
    titled = set(_IDENTIFIER.findall(title))
    for match in _IDENTIFIER.finditer(text):
        name = match[0]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        marked = before in {"`", "."} or after in {"(", "`"} or _LOOKS_LIKE_CODE.search(name)
        if marked or (name in titled and name.lower() not in STOP_WORDS):
            yield name


def _list_frames(text: str) -> list[Frame]:
    matches = [
        match
        for pattern in (_PYTHON_FRAME, _PYTEST_FRAME, _NODE_FRAME)
        for match in pattern.finditer(text)
    ]
    return [
        Frame(
            path=match["path"].replace("\\", "/"),
            line=int(match["line"][:9]),
            function=match["function"] or "",
        )
        for match in sorted(matches, key=lambda match: match.start())
    ]


def _list_dotted(text: str) -> Iterator[str]:
    yield from _DOTTED.findall(text)
    for module, names in _IMPORT.findall(text):
        for name in names.split(","):
            if name.strip():
                yield f"{module}.{name.split()[0]}"
