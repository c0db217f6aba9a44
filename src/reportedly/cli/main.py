"""The group of commands, and what they share: exit statuses, and faults in one line each."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

import reportedly
from reportedly.errors import ReportedlyError, UsageFault

CUT_SHORT = 141  # what shells say of a program whose reader has gone: 128 + SIGPIPE


@contextlib.contextmanager
def reader_may_leave() -> Iterator[None]:
    """Ends the program without a word when nobody reads its output on, as in `reportedly show … | head`. Rich turns a
    closed pipe into status 1 by itself.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except (BrokenPipeError, SystemExit) as end:
        if not isinstance(end, BrokenPipeError) and not isinstance(end.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed
        raise SystemExit(CUT_SHORT) from None


class Commands(click.Group):
    """The commands, each of which may lose its reader; so may the help."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """As Click does."""
        with reader_may_leave():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """As Click does."""
        with reader_may_leave():
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(reportedly.__version__, prog_name="reportedly")
def main() -> None:
    """Reads reports of war and keeps a structured, sourced record of what they claim.

    Exit status: 0 all went well, 1 some input failed (the rest was done), 2 wrong usage, 141 nobody read the output on.
    """


def one_line(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command whose faults come out as one line on standard error, with the exit status that they stand for."""

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except UsageFault as fault:
            raise click.UsageError(str(fault)) from None
        except ReportedlyError as fault:
            click.echo(f"reportedly: {fault}", err=True)
            sys.exit(1)

    return guarded


def command(*args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of the group, guarded by `one_line`."""

    def wrap(function: Callable[..., Any]) -> click.Command:
        wrapped: click.Command = main.command(*args, **kwargs)(one_line(function))
        return wrapped

    return wrap


# The modules register their commands on import.
from reportedly.cli import desk, judging, record, registers, reports, stages, upkeep  # noqa: E402, F401
