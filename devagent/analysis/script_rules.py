"""What oxlint misses in JavaScript and TypeScript, as patterns."""

from __future__ import annotations

from devagent.analysis.findings import Kind, Severity
from devagent.analysis.patterns import Pattern

_DELICATE = r"(?i)(passw(or)?d|token|secret|jwt|api_?key)"
# What is put together while it runs: not one string, and no template without a gap.
_NOT_FIXED = {
    "not": {
        "any": [
            {"kind": "string"},
            {"kind": "template_string", "not": {"has": {"kind": "template_substitution"}}},
        ]
    }
}
_TEXT_WITH_GAPS = {
    "any": [
        {"kind": "template_string", "has": {"kind": "template_substitution"}},
        {"kind": "binary_expression", "has": {"kind": "string"}},
    ]
}

HTML_FROM_TEXT = Pattern(
    name="script-html-from-text",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="Text that is not fixed in the code becomes part of the page, scripts included.",
    fix="Set textContent, or make the elements one by one.",
    rule={
        "any": [
            {"pattern": "$ELEMENT.innerHTML = $TEXT"},
            {"pattern": "$ELEMENT.innerHTML += $TEXT"},
            {"pattern": "$ELEMENT.outerHTML = $TEXT"},
            {"pattern": "$ELEMENT.insertAdjacentHTML($WHERE, $TEXT)"},
            {"pattern": "document.write($TEXT)"},
        ]
    },
    constraints={"TEXT": _NOT_FIXED},
)

CODE_FROM_TEXT = Pattern(
    name="script-code-from-text",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="Text is run as code.",
    fix="Pass a function.",
    rule={
        "any": [
            {"pattern": "new Function($$$)"},
            {"pattern": "$TIMER($TEXT, $$$)"},
            {"pattern": "window.$TIMER($TEXT, $$$)"},
        ]
    },
    constraints={
        "TIMER": {"regex": "^(setTimeout|setInterval)$"},
        "TEXT": {"any": [{"kind": "string"}, {"kind": "template_string"}]},
    },
)

MESSAGE_TO_ANYBODY = Pattern(
    name="script-message-to-anybody",
    kind=Kind.SECURITY,
    severity=Severity.MEDIUM,
    message="Whatever page is in the other window gets this message.",
    fix="Name the origin that is meant in place of *.",
    rule={"pattern": "$WINDOW.postMessage($MESSAGE, $ORIGIN)"},
    constraints={"ORIGIN": {"regex": r"^[\"']\*[\"']$"}},
)

SECRET_IN_STORAGE = Pattern(
    name="script-secret-in-storage",
    kind=Kind.SECURITY,
    severity=Severity.MEDIUM,
    message="Every script of the page can read this secret, also one that got in by a mistake.",
    fix="Keep it in a cookie that is HttpOnly.",
    rule={
        "any": [
            {"pattern": "localStorage.setItem($KEY, $VALUE)"},
            {"pattern": "sessionStorage.setItem($KEY, $VALUE)"},
            {"pattern": "window.localStorage.setItem($KEY, $VALUE)"},
            {"pattern": "window.sessionStorage.setItem($KEY, $VALUE)"},
        ]
    },
    constraints={"KEY": {"regex": _DELICATE}},
)

GUESSABLE_DELICATE = Pattern(
    name="script-guessable-secret",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="Math.random can be foreseen, so this secret can be guessed.",
    fix="Use crypto.randomUUID or crypto.getRandomValues.",
    rule={
        "pattern": "Math.random()",
        "inside": {
            "kind": "variable_declarator",
            "has": {"field": "name", "regex": _DELICATE},
            "stopBy": "end",
        },
    },
)

FORMATTED_SQL = Pattern(
    name="script-formatted-sql",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="SQL is put together from text, so a value can change what it does.",
    fix="Give values as parameters of the query.",
    rule={
        "any": [
            {"pattern": f"$DATABASE.{method}($SQL{rest})"}
            for method in ("query", "execute", "raw")
            for rest in ("", ", $$$")
        ]
    },
    constraints={
        "SQL": {
            "all": [
                {"regex": r"(?i)^[`\"'\s]*(select|insert|update|delete)\b"},
                _TEXT_WITH_GAPS,
            ]
        }
    },
)

SCRIPT_RULES = (
    HTML_FROM_TEXT,
    CODE_FROM_TEXT,
    MESSAGE_TO_ANYBODY,
    SECRET_IN_STORAGE,
    GUESSABLE_DELICATE,
    FORMATTED_SQL,
)
