"""What general linters miss in Django code, as patterns."""

from __future__ import annotations

from collections.abc import Mapping

from devagent.analysis.findings import Kind, Severity
from devagent.analysis.patterns import Pattern

_MANAGER_CALL = {"pattern": "$MODEL.objects.$METHOD($$$)"}
_IN_VIEW = {
    "inside": {
        "kind": "function_definition",
        "has": {"field": "parameters", "regex": r"\brequest\b"},
        "stopBy": "end",
    }
}
_REPEATED = {
    "any": [
        {"inside": {"kind": "block", "inside": {"kind": kind}, "stopBy": "end"}}
        for kind in ("for_statement", "while_statement")
    ]
    + [
        {"inside": {"kind": kind, "stopBy": "end"}, "not": {"inside": {"kind": "for_in_clause"}}}
        for kind in (
            "list_comprehension",
            "set_comprehension",
            "dictionary_comprehension",
            "generator_expression",
        )
    ]
}
_PUT_TOGETHER = {
    "any": [
        {"kind": "binary_operator"},
        {"kind": "string", "has": {"kind": "interpolation"}},
        {"pattern": "$TEMPLATE.format($$$)"},
    ]
}
_BARE_QUERY = {
    "regex": r"\.objects\b",
    "not": {"regex": r"select_related|prefetch_related|\.values"},
}
_FIXED = [{"kind": kind} for kind in ("string", "none", "integer")]
_RUNS_SQL = (
    "$CURSOR.execute($SQL, $$$)",
    "$CURSOR.execute($SQL)",
    "$CURSOR.raw($SQL, $$$)",
    "$CURSOR.raw($SQL)",
    "RawSQL($SQL, $$$)",
)
_SELECTS = ("$QUERY.filter(**$DATA)", "$QUERY.exclude(**$DATA)", "$QUERY.get(**$DATA)")
_OF_VISITOR = {"regex": r"^(dict\()?(self\.)?request\.(GET|POST|data|query_params)\b"}
_DELICATE = r"(?i)(passw(or)?d|token|secret|signature|digest|hmac|api_?key)\W*$"


def _function_with(name: str, value: Mapping[str, object]) -> dict[str, object]:
    """Return the rule for a function around a match that assigns such a value to the name."""
    return {
        "kind": "function_definition",
        "has": {
            "kind": "assignment",
            "all": [
                {"has": {"field": "left", "pattern": name}},
                {"has": {"field": "right", **value}},
            ],
            "stopBy": "end",
        },
        "stopBy": "end",
    }


QUERY_IN_LOOP = Pattern(
    name="django-query-in-loop",
    kind=Kind.PERFORMANCE,
    severity=Severity.MEDIUM,
    message="A query runs once for each turn of the loop.",
    fix="Ask for all rows before the loop (filter(pk__in=…), in_bulk, prefetch_related, annotate).",
    rule={"all": [_MANAGER_CALL, _REPEATED]},
    constraints={
        "METHOD": {"regex": "^(get|filter|exclude|all|first|last|count|exists|get_or_create)$"}
    },
)

MISSING_SELECT_RELATED = Pattern(
    name="django-missing-select-related",
    kind=Kind.PERFORMANCE,
    severity=Severity.MEDIUM,
    message="Each turn of the loop may load related rows with a query of its own.",
    fix="Add select_related or prefetch_related for the relation to the query of the loop.",
    rule={
        "any": [
            {
                "pattern": "$ROW.$RELATION.$FIELD",
                "not": {"inside": {"kind": "call", "field": "function"}},
            },
            {"pattern": "$ROW.$RELATION.$METHOD($$$)"},
        ],
        "inside": {
            "kind": "for_statement",
            "all": [
                {"has": {"field": "left", "pattern": "$ROW"}},
                {
                    "any": [
                        {"has": {"field": "right", **_BARE_QUERY}},
                        {
                            "all": [
                                {"has": {"field": "right", "pattern": "$ROWS"}},
                                {"inside": _function_with("$ROWS", _BARE_QUERY)},
                            ]
                        },
                    ]
                },
            ],
            "stopBy": "end",
        },
    },
    constraints={
        "METHOD": {"regex": "^(all|filter|exclude|count|exists|first|last)$"},
    },
)

UNBOUNDED_QUERYSET = Pattern(
    name="django-unbounded-queryset",
    kind=Kind.PERFORMANCE,
    severity=Severity.LOW,
    message="A view takes all rows of a table, however many there are.",
    fix="Page it (Paginator), slice it, or filter it.",
    rule={
        "pattern": "$MODEL.objects.all()",
        **_IN_VIEW,
        "not": {
            "any": [
                {"inside": {"kind": "attribute"}},
                {"inside": {"kind": "subscript"}},
                {"inside": {"kind": "call", "regex": "^(Paginator|get_object_or_404)"}},
                {
                    "inside": {
                        "kind": "argument_list",
                        "inside": {
                            "kind": "call",
                            "regex": "^(Paginator|get_object_or_404|get_list_or_404)",
                        },
                    }
                },
            ]
        },
    },
)

UNHANDLED_GET = Pattern(
    name="django-unhandled-get",
    kind=Kind.BUG,
    severity=Severity.MEDIUM,
    message="A row that is missing raises DoesNotExist, which the visitor sees as a server error.",
    fix="Use get_object_or_404, or handle DoesNotExist.",
    rule={
        "pattern": "$MODEL.objects.get($$$)",
        "any": [
            _IN_VIEW,
            {
                "inside": {
                    "kind": "class_definition",
                    "has": {"field": "superclasses", "regex": r"View(Set)?\b"},
                    "stopBy": "end",
                }
            },
        ],
        "not": {
            "inside": {
                "kind": "try_statement",
                "has": {
                    "kind": "except_clause",
                    "regex": r"^except(\s*:|.*(DoesNotExist|Exception))",
                },
                "stopBy": "end",
            }
        },
    },
)

COMPARED_SECRET = Pattern(
    name="django-compared-secret",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="A secret is compared by ==: a password unhashed, anything else told by its timing.",
    fix="Use user.check_password(…) for passwords, constant_time_compare(…) for tokens.",
    rule={
        "kind": "comparison_operator",
        "regex": "[=!]=",
        "has": {"regex": _DELICATE},
        "not": {"has": {"any": _FIXED}},
    },
)

UNSAFE_MARK_SAFE = Pattern(
    name="django-mark-safe",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="Text that is not fixed in the code reaches the page without being escaped.",
    fix="Use format_html with placeholders.",
    rule={"any": [{"pattern": "mark_safe($TEXT)"}, {"pattern": "$LIBRARY.mark_safe($TEXT)"}]},
    constraints={
        "TEXT": {
            "any": [
                {"not": {"kind": "string"}},
                {"kind": "string", "has": {"kind": "interpolation"}},
            ]
        }
    },
)

FORMATTED_SQL = Pattern(
    name="django-formatted-sql",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="SQL is put together from text, so a value can change what it does.",
    fix="Give values as parameters: execute(sql, [value]).",
    rule={
        "any": [
            {
                "any": [{"pattern": call} for call in _RUNS_SQL],
                "inside": _function_with("$SQL", _PUT_TOGETHER),
            },
            # Last, as what it matches is then held to the constraint, and nothing else is tried.
            {"any": [{"pattern": call.replace("$SQL", "$TEXT")} for call in _RUNS_SQL]},
        ]
    },
    constraints={"TEXT": _PUT_TOGETHER},
)

CSRF_EXEMPT = Pattern(
    name="django-csrf-exempt",
    kind=Kind.SECURITY,
    severity=Severity.MEDIUM,
    message="Any other site can make a visitor's browser send this request.",
    fix="Take csrf_exempt away, or ask for something that a browser does not send by itself.",
    rule={
        "any": [
            {"kind": "decorator", "regex": r"\bcsrf_exempt\b"},
            {"pattern": "csrf_exempt($VIEW)", "not": {"inside": {"kind": "decorator"}}},
        ]
    },
)

FILTER_BY_REQUEST = Pattern(
    name="django-filter-by-request",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="A visitor chooses what is filtered by, and so can find out any column: passwords too.",
    fix="Take the values that are meant one by one, or through a form.",
    rule={
        "any": [
            {
                "any": [{"pattern": call} for call in _SELECTS],
                "inside": _function_with("$DATA", _OF_VISITOR),
            },
            {"any": [{"pattern": call.replace("$DATA", "$TEXT")} for call in _SELECTS]},
        ]
    },
    constraints={"TEXT": _OF_VISITOR},
)

PLAIN_PASSWORD = Pattern(
    name="django-plain-password",
    kind=Kind.SECURITY,
    severity=Severity.HIGH,
    message="A password is stored as it was typed, for anybody who can read the table.",
    fix="Use set_password, create_user or make_password, which store a hash.",
    rule={
        "any": [
            {"pattern": "$USER.password = $PASSWORD"},
            {"pattern": "$MODEL.objects.create($$$, password=$PASSWORD)"},
            {"pattern": "$MODEL.objects.create($$$, password=$PASSWORD, $$$)"},
            {"pattern": "$MODEL.objects.create(password=$PASSWORD, $$$)"},
        ]
    },
    constraints={
        "USER": {"not": {"regex": "^(self|cls)$"}},
        "PASSWORD": {
            "not": {"any": [{"regex": "(?i)hash|digest|crypt|encode|make_password"}, *_FIXED]}
        },
    },
)

DJANGO_RULES = (
    QUERY_IN_LOOP,
    MISSING_SELECT_RELATED,
    UNBOUNDED_QUERYSET,
    UNHANDLED_GET,
    COMPARED_SECRET,
    UNSAFE_MARK_SAFE,
    FORMATTED_SQL,
    CSRF_EXEMPT,
    FILTER_BY_REQUEST,
    PLAIN_PASSWORD,
)
