"""The command line, loaded once: every command runs in a process of its own, forked from one that has done the imports."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.processes import ROOT, environment

_PROGRAM = """
import importlib, json, os, sys
from besedka.collector import resting

with resting():
    import besedka.cli, besedka.commands
    from besedka.actions import passwords
    from tests.people import CHEAP

    for name in sys.argv[1:]:
        importlib.import_module(name)
passwords.HASHER = CHEAP

for line in sys.stdin:
    told = json.loads(line)
    child = os.fork()
    if not child:
        for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, told["out"], os.O_WRONLY), (2, told["err"], os.O_WRONLY)):
            os.dup2(os.open(path, how), number)
        os.environ.clear()
        os.environ.update(told["env"])
        sys.argv = ["besedka", *told["arguments"]]
        try:
            besedka.cli.main()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code or 0)  # half of the work of a command would be taking the modules down
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Warm:
    """Runs commands one after the other; a call is like `tests.processes.besedka`, without a second of imports."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, *arguments: str, env: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Run one command to its end."""
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            out.touch()
            err.touch()
            told = {"arguments": arguments, "env": environment(env), "out": str(out), "err": str(err)}
            return subprocess.CompletedProcess(arguments, self._ask(told), out.read_text(), err.read_text())

    def _ask(self, told: object) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(told), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())


@contextmanager
def warmed(*modules: str) -> Iterator[Warm]:
    """Load the command line, with what else the commands read (`modules`), and keep it until the block ends."""
    command = [sys.executable, "-c", _PROGRAM, *modules]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment({}), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield Warm(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0
