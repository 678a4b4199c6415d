"""The one exception that users see."""


class DanVanError(Exception):
    """A mistake or an obstacle that a user can do something about.

    Its text is one plain Vietnamese sentence: where, what is wrong, what to do. The command
    line prints it and ends with exit code 2; a ribbon button shows it. Anything else that is
    raised is a defect of the program.
    """
