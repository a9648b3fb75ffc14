"""Leads of the built-in CRM: read, made, changed, commented on and taken along by operators, each within their scope."""
