"""Every router of the owner's door, one for each noun."""

from besedka.api.owner import avatars, canned, home, members, operators, sessions, settings

ROUTERS = (
    sessions.router,
    home.router,
    operators.router,
    avatars.router,
    members.router,
    settings.router,
    canned.router,
)
