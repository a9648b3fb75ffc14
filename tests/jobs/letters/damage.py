"""What may be wrong with a mailbox: a stranger on the way to the real server, who answers some of our questions himself."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_OF_ONE = re.compile(rb"(\S+) UID (FETCH|STORE) (\d+) ")


class Damage:
    """What is refused: `verb` for the first letter that it is asked for, and for that one always."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.verb = b""
        self.breaks = False
        """Break the connection off, where it would be refused."""
        self.letter = b""
        self.asked = list[bytes]()
        self._refused = list[int]()

    def times(self) -> int:
        """How often the house was refused and has heard of it: it has asked for something else since."""
        return sum(at < len(self.asked) for at in self._refused)

    def of(self, line: bytes) -> bytes:
        """Return how a line is refused; empty when it is not."""
        self.asked.append(line)
        found = _OF_ONE.match(line)
        if found is None or found[2] != self.verb or (self.letter or found[3]) != found[3]:
            return b""
        self.letter = found[3]
        self._refused.append(len(self.asked))
        return found[1] + b" NO [SERVERBUG] the message is damaged\r\n"


@contextmanager
def damaged(server: int) -> Iterator[Damage]:
    """Stand before the server at this port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        damage = Damage(door.getsockname()[1])
        threading.Thread(target=_serve, args=(door, server, damage), daemon=True).start()
        yield damage
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _serve(door: socket.socket, server: int, damage: Damage) -> None:
    with suppress(OSError):
        while True:
            client, behind = door.accept()[0], socket.create_connection(("127.0.0.1", server))
            threading.Thread(target=_answers, args=(behind, client), daemon=True).start()
            threading.Thread(target=_questions, args=(client, behind, damage), daemon=True).start()


def _answers(behind: socket.socket, client: socket.socket) -> None:
    with behind, suppress(OSError):
        while said := behind.recv(65_536):
            client.sendall(said)


def _questions(client: socket.socket, behind: socket.socket, damage: Damage) -> None:
    with client, client.makefile("rb") as lines, suppress(OSError):
        for line in lines:
            refused = damage.of(line)
            if refused and damage.breaks:
                break
            (client if refused else behind).sendall(refused or line)
        behind.shutdown(socket.SHUT_RDWR)
