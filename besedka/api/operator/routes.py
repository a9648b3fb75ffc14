"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import conversations, messages, poll, profile, sessions

ROUTERS = (sessions.router, profile.router, conversations.router, messages.router, poll.router)
