"""Every router of the owner's door, one for each noun."""

from besedka.api.owner import (
    accounts,
    avatars,
    browsers,
    canned,
    consents,
    counter,
    forms,
    home,
    members,
    multiwidget,
    operators,
    projects,
    sessions,
    settings,
    speech,
    targeting,
)

ROUTERS = (
    sessions.router,
    browsers.router,
    accounts.router,
    home.router,
    counter.router,
    projects.router,
    operators.router,
    avatars.router,
    members.router,
    settings.router,
    speech.router,
    targeting.router,
    forms.router,
    consents.router,
    multiwidget.router,
    canned.router,
)
