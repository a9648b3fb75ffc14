"""Every router of the operators' door, one for each noun."""

from besedka.api.operator import conversations, messages, poll, sessions

ROUTERS = (sessions.router, conversations.router, messages.router, poll.router)
