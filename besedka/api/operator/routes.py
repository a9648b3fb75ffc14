"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import conversations, files, messages, poll, profile, sessions

ROUTERS = (sessions.router, profile.router, conversations.router, messages.router, files.router, poll.router)
