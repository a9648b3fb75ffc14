"""The browsers that one is signed in with to the cabinet."""

from besedka.api.browsers import list_and_end
from besedka.api.owner.door import make_router, session_of

router = make_router()
list_and_end(router, session_of)
