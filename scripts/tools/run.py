"""Two commands on a fresh machine: this is the first. Sets everything up, then becomes the demo server."""

from tools import environment


def main(arguments: list[str]) -> int:
    """Prepare and turn into `besedka demo` with the same arguments. Returns only when the preparation failed."""
    try:
        environment.prepare("run")
        environment.prepare_frontend()
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    environment.become(environment.COMMAND, ["demo", *arguments])
