"""The cabinet's language: bodies of the owner's HTTP requests."""

from besedka.wire.owner.accounts import *
from besedka.wire.owner.alerts import *
from besedka.wire.owner.audit import *
from besedka.wire.owner.counter import *
from besedka.wire.owner.counting import *
from besedka.wire.owner.crm import *
from besedka.wire.owner.desktop import *
from besedka.wire.owner.multiwidget import *
from besedka.wire.owner.pipelines import *
from besedka.wire.owner.settings import *
from besedka.wire.owner.tables import *
from besedka.wire.owner.things import *
