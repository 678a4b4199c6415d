"""Functions run in processes of their own, with limits on time and memory."""

from danvan_xl.workers.pool import Failure, Reason, Workers
from danvan_xl.workers.process import NotStarted

__all__ = ["Failure", "NotStarted", "Reason", "Workers"]
