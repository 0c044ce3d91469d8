"""Which files a test imports, read off its text."""

from __future__ import annotations

import pytest

from devagent.repair.imports import list_imported, resolves

FILES = {
    "app/auth/login.tsx",
    "app/api/client.ts",
    "app/menu/index.ts",
    "shop/__init__.py",
    "shop/carts.py",
    "src/bills/rows.py",
}
SCRIPT = """
import { render } from "@testing-library/react";
import { Login } from "./login";
import * as menu from '../menu';
const client = await import("../api/client.js");
"""


def test_what_a_script_imports_is_found_from_where_it_lies() -> None:
    path = "app/auth/x.test.tsx"

    assert list_imported(path, SCRIPT, FILES) == [
        *("app/auth/login.tsx", "app/menu/index.ts", "app/api/client.ts")
    ]
    assert resolves(path, SCRIPT, FILES)
    assert not resolves("app/x.test.tsx", SCRIPT, FILES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from shop.carts import total\n", ["shop/carts.py"]),
        ("from shop import carts\n", ["shop/carts.py", "shop/__init__.py"]),
        ("import bills.rows, pytest\n", ["src/bills/rows.py"]),
        ("import (\n", []),
    ],
)
def test_what_a_python_test_imports_is_found_by_name(text: str, expected: list[str]) -> None:
    assert list_imported("tests/test_x.py", text, FILES) == expected
