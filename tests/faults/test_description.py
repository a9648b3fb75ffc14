"""The API keeps its own description: whatever is sent, the answer is one that docs/reference/openapi.json tells of."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from besedka.api.application import make_api

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiOperation

MAIN = "import sys; from besedka.cli import main; sys.exit(main())"
KEPT = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """A demo in a process of its own."""
    data: Path = tmp_path_factory.mktemp("description")
    command = [sys.executable, "-c", MAIN, "demo", "--port", "0", "--json", "--data", str(data)]
    with subprocess.Popen(command, stdout=-1, text=True) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)


@pytest.fixture(scope="module")
def cookies(installed: dict[str, object]) -> dict[str, str]:
    """Anna's and the owner's sessions."""
    url = installed["url"]
    project, operator, owner = (installed[name] for name in ("project", "operator", "owner"))
    assert isinstance(project, dict)
    assert isinstance(operator, dict)
    assert isinstance(owner, dict)
    with httpx2.Client(headers={"Origin": str(url)}) as client:
        client.post(
            f"{url}/api/operator/v1/session", json={**operator, "project": project["number"], "remember": False}
        )
        client.post(f"{url}/api/owner/v1/session", json={**owner, "remember": False})
        found = {name: value for name, value in client.cookies.items() if not name.endswith("_browser")}
    assert len(found) == 2
    return found


described = schemathesis.openapi.from_dict(make_api().openapi()).exclude(
    method="DELETE"
)  # signing out would end the test


@described.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_answers_as_described(
    case: "schemathesis.Case[OpenApiOperation]", installed: dict[str, object], cookies: dict[str, str]
) -> None:
    url = str(installed["url"])
    if isinstance(case.body, dict) and "wait" in case.body:
        case.body["wait"] = 0
    answer = case.call(base_url=url, cookies=cookies, headers={"Origin": url})
    case.validate_response(answer, checks=list(KEPT))
