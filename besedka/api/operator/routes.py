"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import (
    avatars,
    browsers,
    canned,
    cards,
    conversations,
    deals,
    files,
    finds,
    leads,
    lists,
    messages,
    notes,
    poll,
    profile,
    sessions,
    tags,
)

ROUTERS = (
    sessions.router,
    browsers.router,
    profile.router,
    avatars.router,
    lists.router,
    conversations.router,
    messages.router,
    notes.router,
    files.router,
    canned.router,
    cards.router,
    leads.router,
    deals.router,
    tags.router,
    finds.router,
    poll.router,
)
