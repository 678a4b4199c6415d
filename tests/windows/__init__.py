"""What runs on Windows, run by Windows' own Python under Wine."""
