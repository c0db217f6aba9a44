"""The group of commands, and what they share: exit statuses, and faults in one line each."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import click

import reportedly
from reportedly.errors import ReportedlyError, UsageFault


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(reportedly.__version__, prog_name="reportedly")
def main() -> None:
    """Reads reports of war and keeps a structured, sourced record of what they claim.

    Exit status: 0 all went well, 1 some input failed (the rest was done), 2 wrong usage.
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
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output is gone: nothing more to say
            sys.exit(0)

    return guarded


def command(*args: Any, **kwargs: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command of the group, guarded by `one_line`."""

    def wrap(function: Callable[..., Any]) -> click.Command:
        wrapped: click.Command = main.command(*args, **kwargs)(one_line(function))
        return wrapped

    return wrap


# The modules register their commands on import.
from reportedly.cli import desk, judging, record, registers, reports, stages  # noqa: E402, F401
