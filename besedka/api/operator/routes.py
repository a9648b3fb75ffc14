"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import canned, conversations, files, messages, poll, profile, sessions

ROUTERS = (
    sessions.router,
    profile.router,
    conversations.router,
    messages.router,
    files.router,
    canned.router,
    poll.router,
)
