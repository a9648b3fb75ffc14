"""What CI runs, on any machine: every check and every test, whatever the other said."""

from tools import check, environment, test


def main(arguments: list[str]) -> int:
    """Run both, the tests last; return 1 when either failed."""
    try:
        environment.enter("test", "ci", arguments)
    except environment.SetupFailed as failure:
        environment.say(str(failure))
        return 1
    return max([check.main([]), test.main([])])
