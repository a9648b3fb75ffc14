"""What the installed command runs: the command line, read while the cycle collector rests."""

from besedka.collector import resting


def main() -> None:
    """Run the command line."""
    with resting():
        from besedka.commands import app
    app()
