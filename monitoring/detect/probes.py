"""Requests that no visitor makes: injection, traversal, known holes, scanners.

Every expression is linear on bounded text: what is looked at is an attacker's.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

_LOOKED_AT = 4096
_DECODED = 2

_KINDS = {
    "sql-injection": (
        r"\bunion\s{1,9}(?:all\s{1,9}|distinct\s{1,9})?select\b"
        r"|['\")]\s{0,9}(?:or|and|\|\|)\s{1,9}['\"(]?\w{1,20}['\")]?\s{0,9}(?:=|like\b|<|>)"
        r"|\b(?:or|and)\s{1,9}(\d{1,9})\s{0,9}=\s{0,9}\1\b"
        r"|\b(?:sleep|benchmark|pg_sleep|extractvalue|updatexml)\s{0,9}\(|waitfor\s{1,9}delay"
        r"|information_schema|xp_cmdshell|;\s{0,9}(?:drop|truncate|alter)\s{1,9}table"
        r"|\border\s{1,9}by\s{1,9}\d{1,3}\s{0,9}(?:--|#)|'\s{0,9}(?:--|#|/\*)|/\*!?\d{0,5}\*/"
    ),
    "xss": (
        r"<script|javascript:|<(?:img|svg|iframe|body|input|video|details)\b[^>]{0,200}\bon\w{3,20}\s{0,9}="
        r"|\bon(?:error|load|mouseover|focus|click)\s{0,9}=|\balert\s{0,9}\(|document\.cookie"
    ),
    "traversal": (
        r"\.\.[/\\]|/etc/(?:passwd|shadow|hosts)\b|\bboot\.ini|win\.ini|/proc/self/"
        r"|(?:php|file|expect|phar|zip)://"
    ),
    "command-injection": (
        r"[;|&`]\s{0,9}(?:cat|wget|curl|id|ls|nc|bash|sh|whoami|ping|uname|python\d?|perl)\b[^=]"
        r"|\$\((?!document)|/bin/(?:ba)?sh|\$\{jndi:|\(\)\s{0,9}\{|\{\{\s{0,9}\d{1,9}\s{0,9}\*"
        r"|(?:allow_url_include|auto_prepend_file)"
    ),
    "known-hole": (
        r"/\.(?:env|git|svn|hg|aws|ssh|htpasswd|htaccess|ds_store|npmrc|dockercfg|vscode)\b"
        r"|/(?:c99|r57|wso|b374k|webshell|shell|cmd|alfa)\.(?:php|jsp|aspx?)"
        r"|/vendor/phpunit|/_ignition/|/actuator/(?:env|heapdump|gateway)|/hnap1|/boaform"
        r"|/cgi-bin/|/manager/html|/solr/admin|/gponform|/owa/auth|/geoserver|/telescope/requests"
    ),
}
_ABSENT = re.compile(
    r"/(?:wp-(?:login|config|admin|includes|content)|xmlrpc\.php|phpmyadmin|pma/|adminer|phpinfo"
    r"|server-status|config\.(?:php|ya?ml|json)|(?:dump|backup|db|database)\.(?:sql|zip|tar|gz))"
)
_SCANNERS = re.compile(
    r"sqlmap|nikto|nmap|masscan|zgrab|nuclei|dirbuster|gobuster|wpscan|acunetix|nessus|openvas"
    r"|hydra|ffuf|feroxbuster|dirsearch|netsparker|arachni|w3af|whatweb|jndi:"
)
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
_REFUSED = range(400, 500)


def find_probe(request: str, agent: str = "", status: int | None = None) -> str | None:
    """Return the kind of probing that a request is, None where it is none.

    A page that other software has (wp-login.php) is probed for only where it is refused.
    """
    text = request[:_LOOKED_AT].lower()
    for _ in range(_DECODED):
        if "%" in text or "+" in text:
            text = unquote_plus(text, errors="replace").lower()
    for kind, pattern in _PATTERNS.items():
        if pattern.search(text):
            return kind
    if (status is None or status in _REFUSED) and _ABSENT.search(text):
        return "known-hole"
    return "scanner" if _SCANNERS.search(agent[:_LOOKED_AT].lower()) else None
