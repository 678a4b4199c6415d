"""One module a button: read tables → logic → write tables.

Every command takes an open ``xlwings.Book`` and returns a result with the counts and places that
the ribbon shows and the command line prints. Saving is the caller's.
"""
