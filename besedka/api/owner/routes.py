"""Every router of the owner's door, one for each noun."""

from besedka.api.owner import canned, home, members, operators, sessions, settings

ROUTERS = (sessions.router, home.router, operators.router, members.router, settings.router, canned.router)
