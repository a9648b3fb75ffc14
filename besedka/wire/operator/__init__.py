"""The operator's language: frames of the operators' app, and the bodies of its HTTP requests.

Facts of the journal carry `position`, the project's own number; the app fetches once with a position and applies what
comes after it. What lies outside an operator's scope is not told, but for one word: that a conversation was taken, and by whom.
"""

from besedka.wire.operator.bodies import *
from besedka.wire.operator.canned import *
from besedka.wire.operator.cards import *
from besedka.wire.operator.deals import *
from besedka.wire.operator.devices import *
from besedka.wire.operator.finds import *
from besedka.wire.operator.hears import *
from besedka.wire.operator.leads import *
from besedka.wire.operator.letters import *
from besedka.wire.operator.life import *
from besedka.wire.operator.says import *
from besedka.wire.operator.tags import *
from besedka.wire.operator.things import *
