"""A small shop, of Django and TypeScript, as a graph."""

from __future__ import annotations

from collections.abc import Mapping

from devagent.analysis.entry_points import EntryPoints
from devagent.analysis.graph import CodeGraph
from devagent.analysis.references import read_references
from devagent.index.discovery import find_language
from tests.devagent.index.snippets import make_corpus

SHOP = {
    "accounts/authentication.py": (
        "from accounts.digests import matches\n"
        "\n"
        "def authenticate(email, password):\n"
        "    return matches(password, email)\n"
    ),
    "accounts/digests.py": (
        "def matches(password, digest):\n    return _strip(password) == digest\n\n"
        "def _strip(text):\n    return text.strip()\n\n"
        "def forgotten():\n    return 1\n"
    ),
    "accounts/views.py": (
        "from accounts.authentication import authenticate\n"
        "\n"
        "@require_POST\n"
        "def login(request):\n"
        "    return authenticate(request.POST['email'], request.POST['password'])\n"
    ),
    "accounts/urls.py": (
        "from accounts import views\nurlpatterns = [path('login/', views.login, name='login')]\n"
    ),
    "kiosk/urls.py": "urlpatterns = [path('api/accounts/', include('accounts.urls'))]\n",
    "accounts/management/commands/try_login.py": (
        "from accounts.authentication import authenticate as check\n"
        "class Command(BaseCommand):\n"
        "    def handle(self, *args, **options):\n"
        "        check('a', 'b')\n"
    ),
    "accounts/tasks.py": (
        "from accounts import authentication\n"
        "@shared_task\n"
        "def recheck():\n"
        "    authentication.authenticate('a', 'b')\n"
    ),
    "accounts/admin.py": (
        "from django.contrib import admin\n"
        "from accounts.digests import matches\n"
        "from accounts.models import Customer\n"
        "@admin.register(Customer)\n"
        "class CustomerAdmin(admin.ModelAdmin):\n"
        "    def is_weak(self, customer):\n"
        "        return matches('secret', customer.digest)\n"
    ),
    "accounts/models.py": "class Customer(models.Model):\n    digest = models.TextField()\n",
    "app/api/client.ts": "export async function post(address: string) { return fetch(address); }\n",
    "app/auth/login.tsx": (
        'import { post } from "../api/client";\n'
        "export function Login() {\n"
        '  return <form onSubmit={() => post("accounts/login/")} />;\n'
        "}\n"
    ),
    "app/page.tsx": (
        'import { Login } from "./auth/login";\nexport function Page() { return <Login />; }\n'
    ),
    "tests/test_login.py": (
        "from accounts.authentication import authenticate\n"
        "def test_login_works():\n"
        "    assert authenticate('a', 'b')\n"
    ),
}


def make_graph(files: Mapping[str, str]) -> CodeGraph:
    """Return the graph of files given by their path and text."""
    languages = {path: find_language(path) or "" for path in files}
    references = [read_references(text.encode(), languages[path]) for path, text in files.items()]
    return CodeGraph(make_corpus(files), references)


def find_segment(graph: CodeGraph, path: str, name: str) -> int:
    """Return the segment of a definition, by its qualified name."""
    file = list(graph.corpus.paths).index(path)
    first = int(graph.corpus.first_segments[file])
    names = [symbol.qualified_name for symbol in graph.corpus.files[file].symbols]
    return first + names.index(name) + 1


def users_of(graph: CodeGraph, path: str, name: str) -> set[str]:
    """Return where a definition is used, as path:line."""
    segment = find_segment(graph, path, name)
    return {f"{graph.corpus.paths[use.file]}:{use.line}" for use in graph.list_uses(segment)}


def make_entry_points(graph: CodeGraph) -> EntryPoints:
    """Return the entry points of a graph."""
    return EntryPoints(graph)
