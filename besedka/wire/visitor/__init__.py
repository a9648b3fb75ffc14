"""The visitor's language: every frame that a widget and the server may say to each other.

What a visitor may not know has no word here: no notes, no e-mails, no leads, no journal numbers, no other conversation.
A connection begins with the client's `hello` and the server's `welcome`. Frames that carry a `position` are facts of the
journal: they come in order, exactly once per position, and the client keeps the newest position to resume from.
"""

from besedka.wire.visitor.bodies import *
from besedka.wire.visitor.hears import *
from besedka.wire.visitor.says import *
from besedka.wire.visitor.things import *
