"""E-mail: messages, drafts, and the ways in which they go out."""
