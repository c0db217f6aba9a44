"""What can go wrong, each with whose fault it is. The command line prints one line and goes on where it can."""

from __future__ import annotations


class ReportedlyError(Exception):
    """Anything that this program says of its own accord."""


class InputFault(ReportedlyError):
    """An input that cannot be read as a report: the input's fault. The other inputs go on.

    `where` names the file (and line), `what` says what is wrong and what to do.
    """

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class UsageFault(ReportedlyError):
    """A command given in a way that it cannot be carried out: the caller's fault."""


class InstallFault(ReportedlyError):
    """A file that comes with the package is missing or is not the one that was pinned: the installation's fault."""


class StoreFault(ReportedlyError):
    """The record cannot be read or written: its database says why."""
