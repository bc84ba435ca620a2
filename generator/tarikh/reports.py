"""Problems as people, programs, GitHub and GitLab read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

import msgspec

from tarikh.model.problem import Problem, report


def as_json(problems: Sequence[Problem], events: int) -> str:
    """One object: `problems`, each with file, line and column (0 where it is of the whole file), severity, code,
    message and hint, and the number of `events`.
    """
    told = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": "warning" if problem.warning else "error",
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return msgspec.json.format(msgspec.json.encode({"problems": told, "events": events}), indent=2).decode()


def as_annotations(problems: Sequence[Problem], events: int) -> str:
    """A line for each problem that GitHub shows beside the line it is about (workflow commands of GitHub Actions)."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    place = {"file": problem.place.file, "line": problem.place.line, "col": problem.place.column}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    kind = "warning" if problem.warning else "error"
    return f"::{kind} {given},title={_property(problem.code)}::{_data(text)}"


def as_code_quality(problems: Sequence[Problem], events: int) -> str:
    """A list that GitLab shows beside the lines of a merge request (its format for reports of code quality)."""
    told = [
        {
            "description": f"{problem.message}; {problem.hint}" if problem.hint else problem.message,
            "check_name": problem.code,
            "fingerprint": sha256(str(problem).encode()).hexdigest(),
            "severity": "minor" if problem.warning else "major",
            "location": {"path": problem.place.file, "lines": {"begin": max(1, problem.place.line)}},
        }
        for problem in problems
    ]
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Sequence[Problem], int], str]] = {
    "text": report,
    "json": as_json,
    "github": as_annotations,
    "gitlab": as_code_quality,
}
