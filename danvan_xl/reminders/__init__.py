"""Reminders: who is reminded on a day, and the letters and drafts of e-mails that do it."""
