"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import avatars, canned, cards, conversations, files, messages, notes, poll, profile, sessions

ROUTERS = (
    sessions.router,
    profile.router,
    avatars.router,
    conversations.router,
    messages.router,
    notes.router,
    files.router,
    canned.router,
    cards.router,
    poll.router,
)
