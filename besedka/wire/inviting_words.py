"""Tells a page what its invitation says, and in whose name."""

from collections.abc import Iterable

from besedka.domain.operator import Operator
from besedka.domain.project import Project
from besedka.domain.speech import Standard, said
from besedka.wire import visitor as words
from besedka.wire import visitor_words

FACES = 3


def invitation(project: Project, standard: Standard, there: Iterable[Operator]) -> words.Invitation:
    """Return what is said in the name of those who are there: as the project has written, else the usual words."""
    staff = {one.id: one for one in there}
    spoken = {one: said(project.speech, standard, one) for one in project.spoken}
    own = project.multiwidget.invite.text
    return {
        "people": [visitor_words.person(id, staff) for id in sorted(staff)[:FACES]],
        "text": {one: own.get(one) or texts["invite.hello"] for one, texts in spoken.items()},
        "close": {one: texts["invite.close"] for one, texts in spoken.items()},
    }
