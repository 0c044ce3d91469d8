"""Each rule for scripts, beside what is like its matches and is right."""

from __future__ import annotations

import pytest

from devagent.analysis.patterns import match
from devagent.analysis.script_rules import SCRIPT_RULES

FOUND = [
    ("script-html-from-text", "box.innerHTML = name;"),
    ("script-html-from-text", "box.innerHTML += `<b>${name}</b>`;"),
    ("script-html-from-text", "box.insertAdjacentHTML('beforeend', name);"),
    ("script-html-from-text", "document.write(name);"),
    ("script-code-from-text", "const run = new Function('a', text);"),
    ("script-code-from-text", "setTimeout('go()', 10);"),
    ("script-message-to-anybody", "parent.postMessage({ token }, '*');"),
    ("script-secret-in-storage", "localStorage.setItem('authToken', token);"),
    ("script-secret-in-storage", "window.sessionStorage.setItem(PASSWORD_KEY, typed);"),
    ("script-guessable-secret", "const resetToken = Math.random().toString(36);"),
    ("script-formatted-sql", "db.query(`SELECT * FROM users WHERE id = ${id}`);"),
    ("script-formatted-sql", "db.execute('delete from users where id = ' + id, []);"),
]
RIGHT = [
    ("script-html-from-text", "box.innerHTML = '';"),
    ("script-html-from-text", "box.innerHTML = `<hr>`;"),
    ("script-html-from-text", "box.textContent = name;"),
    ("script-code-from-text", "setTimeout(go, 10);"),
    ("script-code-from-text", "setTimeout(() => go(), 10);"),
    ("script-message-to-anybody", "parent.postMessage({ token }, 'https://shop.example');"),
    ("script-secret-in-storage", "localStorage.setItem('theme', theme);"),
    ("script-guessable-secret", "const angle = Math.random();"),
    ("script-formatted-sql", "db.query('SELECT * FROM users WHERE id = $1', [id]);"),
    ("script-formatted-sql", "params.query(`page=${page}`);"),
]


def rules_that_match(code: str, language: str) -> set[str]:
    """Return the names of the rules with a match in a piece of code."""
    found = match(code, path="app/a.ts", patterns=SCRIPT_RULES, language=language)
    return {finding.rule for finding in found}


@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
@pytest.mark.parametrize(("rule", "code"), FOUND)
def test_wrong_code_is_found(rule: str, code: str, language: str) -> None:
    assert rule in rules_that_match(code, language)


@pytest.mark.parametrize(("rule", "code"), RIGHT)
def test_right_code_of_the_same_kind_is_left_alone(rule: str, code: str) -> None:
    assert rule not in rules_that_match(code, "tsx")


def test_every_rule_has_both_examples() -> None:
    names = {rule.name for rule in SCRIPT_RULES}

    assert names == {rule for rule, _ in FOUND} == {rule for rule, _ in RIGHT}
