"""What a script does that could sway the tests that judge it, told by patterns; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sandbox.verdicts.answers import Answers, find_script_answers
from sandbox.verdicts.python_policy import VARIABLE, Finding
from sandbox.verdicts.records import FlagKind
from sandbox.verdicts.script_state import find_state

_BUILT_IN = r"(?:Object|Array|Number|String|Math|JSON|Promise|Map|Set|Date|RegExp|Error|Symbol)"
_PATCHED = r"(?:Object|Array|Math|JSON|Promise|Map|Set|Date|RegExp|Error)"
_NODE_MODULES = (
    "assert buffer console crypto events path querystring stream string_decoder timers url util "
    "zlib"
)
_MOMENT = r"(?:Date\.now\(\)|new Date\(\s*\)(?:\.\w+\(\))*|(?<![.\w ])Date\(\))"
_WRITTEN = r"(?:['\"`\d]|new Date\(\s*['\"`\d])"
_PATTERNS = {
    FlagKind.TEST_TOOLS: r"['\"](?:vitest|jest|@jest/|@vitest/|node:test|chai|expect)\b",
    FlagKind.KNOWS_TESTS: (
        r"VITEST|JEST_WORKER|NODE_ENV|\bprocess\.argv|\bexpect\s*\(|\bimport\.meta\.(?:vitest|env)|"
        r"\bimport\.meta\.glob\b|\bfrom\s*['\"][^'\"]*\?raw|"
        r"\barguments\s*\[|[=(]\s*arguments\b|\.\.\.arguments\b|"
        r"\btypeof (?:jest|vi|expect|it|test|describe|before\w+|after\w+)\b|\b(?:jest|vi)\.\w|"
        r"\brequire\.(?!cache\b)\w|(?<![.\w])module\.(?!exports\b)\w|['\"][^'\"]*\.(?:test|spec)['\".]"
    ),
    FlagKind.ENDS_PROCESS: (
        r"(?<![.\w])process\s*\??\.\s*(?!(?:env|nextTick|hrtime|platform|cwd|uptime|argv|versions?)\b)[a-z_]|"
        r"(?<![.\w])process\s*(?:\?\.\s*)?(?:\[|/\*)|(?:^|[=(,])\s*process\s*(?:[;,)]|$)"
    ),
    FlagKind.PATCHES_OTHERS: (
        r"\bglobalThis\b|\bfunction\b[^{]*\{\s*return this\s*(?:[;}]|$)|\bgetPrototypeOf\b|"
        rf"[\w)\]]\s*=\s*{_PATCHED}\s*[,)]|"
        r"\bglobal\s*[.\[]|[=(,]\s*global\s*(?:[;,)]|$)|"
        rf"\b{_BUILT_IN}\s*\[|\b{_BUILT_IN}\.\w+\s*=(?!=)|[=(,]\s*{_BUILT_IN}\s*(?:;|$)|"
        rf"\.prototype\s*[.\[]|\b{_BUILT_IN}\.prototype\b|"
        r"\bObject\.(?:defineProperty|assign|"
        r"setPrototypeOf|defineProperties|is\s*=)|__proto__|\bReflect\.|\bnew Proxy\b|"
        rf"\brequire\.cache|(?:[\[({{,=?]|=>|\breturn|\|\||&&)\s*{_PATCHED}\s*(?:[\]}}]|\bas\b)|"
        rf"\(\s*{_PATCHED}\s*\)|(?:=>|\breturn)\s*{_PATCHED}\s*(?:[;)]|$)|\bof {_PATCHED}\b|"
        r"\{[^{}=]*\b(?:prototype|defineProperty|assign)\b[^{}=]*\}\s*=(?!=)"
    ),
    FlagKind.COMPARISON: (
        r"Symbol\.(?:toPrimitive|hasInstance|iterator|toStringTag|species)|asymmetricMatch"
    ),
    FlagKind.DYNAMIC_CODE: (
        r"\beval\b|\bFunction\s*[(.\[]|=\s*Function\b|\bimport\s*\(|\.\s*constructor\b|"
        r"['\"](?:node:)?(?:vm|module|constructor)['\"]|createRequire|\brequire\s*\(\s*[^'\"\s]|"
        r"\{[^{}=]*\bconstructor\b[^{}=]*\}\s*=(?!=)|"
        r"\[\s*['\"`][^'\"`\]]*['\"`]\s*\+|\\u00[2-7]|\\u\{[2-7]|\\x[2-7]"
    ),
    FlagKind.DESCRIPTORS: (
        r"/proc/|writeSync|node:(?:fs|process)|['\"](?:fs(?:/promises)?|process)['\"]"
    ),
    FlagKind.NETWORK: (
        r"\bfetch\s*\(|node:(?:net|https?|dns)|['\"](?:net|https?|dns)['\"]|WebSocket"
    ),
    FlagKind.SURROUNDINGS: (
        r"\bperformance\s*[.\[]|\buptime\b|\bcpuUsage\b|stackTraceLimit|"
        r"['\"`]/(?:work|tmp|etc|opt|usr|var|dev)(?:/|['\"`])|['\"](?:node:)?(?:os|perf_hooks)['\"]|"
        r"\bimport\.meta\.(?:url|dirname|filename|resolve)|\b__(?:dirname|filename)\b|"
        r"\bprocess\.(?:cwd|hrtime|platform|versions?)\b|\bresolvedOptions\b|\bnavigator\b|"
        r"\bgetTimezoneOffset\b|\btypeof (?:window|document|localStorage|self|gc|Bun|Deno)\b|"
        rf"{_MOMENT}\s*[<>=!]=*\s*{_WRITTEN}|{_WRITTEN}[^\s;]*\s*[<>=!]=*\s*{_MOMENT}|"
        r"\.toLocale\w*\(\)\s*[!=]==?\s*['\"`]|\(\)\.format\([\d.]+\)|['\"]\.localeCompare\(['\"]|"
        r"^(?:queueMicrotask\(|process\.nextTick\(|Promise\.resolve\(\)\.then\()|"
        r"\bsetTimeout\(.*,\s*\d[\d_]{4,}\s*\)|"
        r"\bprocess\.env\b(?!\??\.\w|\??\.?\[['\"])(?<!\} = process\.env)|"
        r"(?:(?:\|\||\?\?)=|(?:^|[;{}])\s*[\w$]+\s*=)\s*(?:Date\.now\b|new Date\(\s*\))|"
        r"^(?:export\s+)?(?:const|let|var)\b.*(?:\bDate\.now\b|\bnew Date\(\s*\))|"
        r"^(?:const .*=\s*)?set(?:Timeout|Interval|Immediate)\b|\.unref\("
    ),
    FlagKind.PROCESSES: r"child_process|worker_threads|['\"]cluster['\"]",
    FlagKind.UNUSUAL: (
        rf"['\"]node:(?!(?:{'|'.join(_NODE_MODULES.split())})\b)|"
        r"['\"](?:async_hooks|diagnostics_channel|inspector|repl|tty|readline|test|trace_events|v8|"
        r"wasi)['\"]|\b(?:WeakRef|FinalizationRegistry|SharedArrayBuffer|Atomics|WebAssembly)\b"
    ),
    FlagKind.INTROSPECTION: (
        r"\.(?:caller|callee)\b|\.stack\b|\{[^{}=]*\bstack\b[^{}=]*\}\s*=(?!=)|\[\s*['\"`]stack['\"`]|"
        r"getOwnPropertyNames|getOwnPropertyDescriptors?|\bownKeys\b|"
        r"captureStackTrace|prepareStackTrace|node:(?:inspector|v8|async_hooks)"
    ),
}
_VARIABLE = re.compile(r"\bprocess\.env(?:\.|\[['\"])(?P<name>\w+)")
_TAKEN_VARIABLES = re.compile(r"\{(?P<names>[^{}]*)\}\s*=\s*process\.env\b")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`\\])//[^\n]*", re.DOTALL)
_AROUND_DOT = re.compile(r"\s*(\?\.|\.(?!\d))\s*")


def find_in_script(text: str, answers: Sequence[Answers] = ()) -> list[Finding]:
    """Return what the script does, by line; what is told only without comments has no line."""
    found = [*_find(text), *find_state(text), *find_script_answers(text, answers)]
    known = {finding[:2] for finding in found}
    joined = _AROUND_DOT.sub(r"\1", _COMMENT.sub("", text))
    hidden = (finding._replace(line=0) for finding in _find(joined))
    return found + [finding for finding in hidden if finding[:2] not in known]


def _find(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in _PATTERNS.items():
            for match in re.finditer(pattern, line):
                yield Finding(kind, match.group(), number)
        for match in _VARIABLE.finditer(line):
            yield Finding(FlagKind.SURROUNDINGS, f"{VARIABLE}{match['name']}", number)
        for taken in _TAKEN_VARIABLES.finditer(line):
            for name in re.findall(r"\w+", taken["names"]):
                yield Finding(FlagKind.SURROUNDINGS, f"{VARIABLE}{name}", number)
