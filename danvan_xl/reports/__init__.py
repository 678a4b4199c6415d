"""Reports in Word and PDF, made from a round's data and templates that staff may edit."""
