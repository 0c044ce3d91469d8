"""Secrets and addresses are replaced by placeholders before text leaves, and put back in replies.

Pure. Found by their shape, so it is a net and no proof: a password in plain prose is not found.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from pydantic import JsonValue

_PLACEHOLDER = r"\[REDACTED:[A-Z_]+:\d+\]"
_VENDOR_KEYS = (
    r"sk-[A-Za-z0-9_-]{20,}",  # Anthropic, OpenAI and many that copy them
    r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{20,}",  # Stripe
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])",  # AWS
    r"AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}",  # Google
    r"gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}",
    r"glpat-[A-Za-z0-9_-]{20,}",
    r"xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}",  # Slack
    r"https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}",
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",  # SendGrid
    r"SK[0-9a-f]{32}(?![A-Za-z0-9])",  # Twilio
    r"npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{40,}|hf_[A-Za-z0-9]{30,}",
    r"dop_v1_[0-9a-f]{64}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",  # DigitalOcean, Shopify
    r"\d{8,10}:AA[A-Za-z0-9_-]{33}",  # Telegram
)
_NAMED = (
    r"(?:password|passwd|passphrase|pwd|(?<![A-Za-z])pass|secret(?:[_-]?key)?|credentials?"
    r"|(?:api|access|auth|account|private|signing|encryption)[_-]?key|token)"
)
_QUOTED = r"\"(?:[^\"\\\n]|\\.){3,400}\"|'(?:[^'\\\n]|\\.){3,400}'"
# A value that is code or a stand-in: a constant, a template, a variable of the same name, an
# attribute of what a function is usually given.
_NO_VALUE = (
    r"(?:None|True|False|null|true|false|undefined)\b|\$|<|\*{3}|\{|%\(|%s\b"
    r"|(?i:\w{0,20}" + _NAMED + r")(?![\w.-])"
    r"|(?:self|cls|settings|request|user|os|env|form|data|kwargs|config)\."
)
# Right behind "=" nearly everything is a value; behind ":" or " = " it may be code or prose, so
# there it has to be quoted or to hold a digit or a sign that names do not have.
_TIGHT = r"[^\s,;&\"'()\[\]{}<>\\]{3,400}+(?![(\[])"
_LOOSE = r"(?=[A-Za-z_.]{0,400}+[0-9!@#$%^*+/~-])[^\s,;&\"'()\[\]{}<>\\]{4,400}+(?![(\[])"
_ESCAPED = r"[^\"'\\\n]{3,400}"
_PATTERNS = {
    # Text that already looks like a placeholder is hidden like a secret, so that it comes back as
    # it was and can never stand for another one.
    "LITERAL": _PLACEHOLDER,
    "PRIVATE_KEY": (
        r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
        r"(?:(?!-----END)[A-Za-z0-9+/=\s\\:,.-])*"
        r"(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?"
    ),
    "CONNECTION": (
        r"(?i:(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle"
        r"|clickhouse|ldaps?|s?ftp)(?:\+[a-z0-9]{1,20})?)://[^\s/@\"'<>]{0,200}:[^\s@\"'<>]{1,200}"
        r"@[^\s\"'<>]{1,400}"
    ),
    "PASSWORD_IN_URL": r"(?<=://)[^\s/:@\"'<>]{0,200}:[^\s/@\"'<>]{1,200}(?=@)",
    "TOKEN_IN_URL": r"(?<=://)[A-Za-z0-9_-]{20,200}(?=@)",
    "KEY": r"(?<![A-Za-z0-9])(?:" + "|".join(_VENDOR_KEYS) + ")",
    "TOKEN": (
        r"(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?"
        r"|(?i:(?<=\bbearer )|(?<=\bbasic )|(?<=\btoken ))"
        r"(?=[A-Za-z._~+/=-]{0,400}\d)[A-Za-z0-9._~+/=-]{16,}"
    ),
    "NAMED_SECRET": (
        r"(?i:" + _NAMED + r")(?:\\{0,4}[\"'])?(?:"
        r"=(?!=|" + _NO_VALUE + r")(?P<tight>" + _QUOTED + "|" + _TIGHT + r")"
        r"|[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8}(?:"
        r"(?!=|" + _NO_VALUE + r")(?P<loose>" + _QUOTED + "|" + _LOOSE + r")"
        r"|\\{1,4}[\"'](?P<escaped>" + _ESCAPED + r")))"
    ),
    "EMAIL": (r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w-])"),
    "WALLET": r"(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])",
}
_SIGNS = (
    *("redacted:", "private key", "://", "@", "0x", ":aa", "eyj", "bearer ", "basic ", "token "),
    *("sk-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "npm_", "pypi-", "hf_"),
    *("akia", "asia", "abia", "acca", "aiza", "ya29.", "gocspx-", "github_pat_", "glpat-"),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "xapp-", "sg.", "dop_v1_", "shp"),
)
_NAME_SIGNS = ("pass", "pwd", "secret", "credential", "key", "token")
_CASED_SIGN = "SK"
"""One of these is in every text that a pattern finds something in, whatever its case but for the
last; of the names only with a sign of assignment."""

_SECRET = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_SECRET_NAME = re.compile(f"(?i:{_NAMED}|authorization|cookie|session|csrf|jwt|bearer)")
_VALUES = ("tight", "loose", "escaped")


def mask(text: str) -> str:
    """Return the text with placeholders for good: for logs and messages."""
    return Redactor().redact(text)


@lru_cache(maxsize=4096)
def names_secret(name: str) -> bool:
    """Return whether what has this name is a secret, whatever it looks like."""
    return _SECRET_NAME.search(name) is not None


class Redactor:
    """Hides and restores the secrets of one conversation.

    The same texts in the same order get the same placeholders, so a conversation that grows at its
    end keeps its beginning.
    """

    def __init__(self, whole: str | None = None) -> None:
        """``whole``: a text that all texts to come are in, so that they are read faster."""
        text = whole if whole is None else whole.casefold()
        self._signs = [one for one in _SIGNS if text is None or one in text]
        self._name_signs = [one for one in _NAME_SIGNS if text is None or one in text]
        self._placeholders: dict[str, str] = {}
        self._secrets: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def redact(self, text: str) -> str:
        """Return the text with a placeholder in place of each secret."""
        # The patterns cost about two microseconds a character, and most texts hold no secret.
        return _SECRET.sub(self._hide, text) if self._may_hold_secret(text) else text

    def restore(self, text: str) -> str:
        """Return the text with the secrets in place of the placeholders that this one gave out."""
        return re.sub(_PLACEHOLDER, lambda match: self._secrets.get(match[0], match[0]), text)

    def redact_json(self, value: JsonValue) -> JsonValue:
        """Return the value with every text in it redacted; keys are kept."""
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, list):
            return [self.redact_json(item) for item in value]
        if isinstance(value, dict):
            return {key: self.redact_json(item) for key, item in value.items()}
        return value

    def restore_json(self, value: JsonValue) -> JsonValue:
        """Return the value with every text in it restored; keys are kept."""
        if isinstance(value, str):
            return self.restore(value)
        if isinstance(value, list):
            return [self.restore_json(item) for item in value]
        if isinstance(value, dict):
            return {key: self.restore_json(item) for key, item in value.items()}
        return value

    def _may_hold_secret(self, text: str) -> bool:
        folded = text.casefold()
        for sign in self._signs:
            if sign in folded:
                return True
        if "=" in text or ":" in text:
            for sign in self._name_signs:
                if sign in folded:
                    return True
        return _CASED_SIGN in text

    def _hide(self, match: re.Match[str]) -> str:
        kind = str(match.lastgroup)
        group = next((name for name in _VALUES if match[name]), kind)
        start, end = match.start(group), match.end(group)
        if group in _VALUES and match[group][0] in "\"'":
            start, end = start + 1, end - 1
        text = match.string
        hidden = self._placeholder(kind, text[start:end])
        return text[match.start() : start] + hidden + text[end : match.end()]

    def _placeholder(self, kind: str, secret: str) -> str:
        if secret not in self._placeholders:
            self._counts[kind] += 1
            placeholder = f"[REDACTED:{kind}:{self._counts[kind]}]"
            self._placeholders[secret] = placeholder
            self._secrets[placeholder] = secret
        return self._placeholders[secret]
