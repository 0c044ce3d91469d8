"""Small files of several languages, and corpora made of them."""

from __future__ import annotations

from collections.abc import Mapping

from devagent.index.discovery import find_language
from devagent.index.packing import PackedFile, pack
from devagent.index.parsing import parse
from devagent.index.search.corpus import Corpus

PYTHON = '''"""Signing in."""

from __future__ import annotations

import hashlib
from shop.accounts.models import User as Account
from . import tokens

ATTEMPTS_ALLOWED = 5


@receiver(user_logged_in)
class LoginService:
    """Checks who somebody is."""

    attempts: int = 0

    @classmethod
    def check_password(cls, user: Account, password: str) -> bool:
        """Compare the stored digest."""
        # Constant time keeps the digest secret.
        if not user.is_active:
            raise ValueError(f"Account {user.email} is locked out")

        def digest(text: str) -> str:
            return hashlib.sha256(text.encode()).hexdigest()

        return tokens.equal(digest(password), user.digest)


urlpatterns = [path("login/", LoginService.view, name="account-login")]
if settings.LOGIN_REDIRECT:
    pass
'''
TSX = """import { post, type Session } from '../api/client';
import React from "react";

export const MAX_TRIES = 3;

/** Shows the form to sign in. */
export function LoginForm(props: { next: string }) {
  const submit = async () => post('/api/login');
  return <Button onClick={submit}>Please sign in to go on</Button>;
}

export interface Credentials { email: string }

class Store {
  remember(session: Session): void { window.save(session); }
}
"""


def make_corpus(files: Mapping[str, str]) -> Corpus:
    """Return a corpus of files given by their path and text."""
    parsed = []
    for path, text in files.items():
        language = find_language(path)
        assert language
        parsed.append((path, PackedFile(pack(parse(text.encode(), language)))))
    return Corpus(parsed)
