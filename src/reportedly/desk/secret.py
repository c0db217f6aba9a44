"""What sessions are signed with: drawn once for a record and kept, so that people stay signed in when the desk restarts."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from reportedly.errors import StoreFault
from reportedly.store import Database, derived
from reportedly.store.schema import SECRET


def secret_of(database: Database) -> str:
    """The secret of a record. Beside a SQLite file it lies in `FILE.key`, which only its owner may read, so that who can
    read the record cannot sign in; on a server it is a note that dumps leave out. Raises StoreFault.
    """
    if not database.is_sqlite:
        with database.writing() as connection:
            found = derived.note(connection, SECRET)
            if found is None:
                found = secrets.token_urlsafe(32)
                derived.set_note(connection, SECRET, found)
            return found
    path = Path(f"{database.engine.url.database}.key")
    try:
        return _in_file(path)
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "no text"
        raise StoreFault(f"{path}: {reason}; the desk keeps there what sessions are signed with") from None


def _in_file(path: Path) -> str:
    """The secret in a file, which is made when there is none: whole, or not at all."""
    if not path.exists():
        drawn = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(drawn, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(32))
        try:
            os.link(drawn, path)  # of two desks that start at once, one makes it and both have it
        except FileExistsError:
            pass
        finally:
            drawn.unlink()
    found = path.read_text(encoding="ascii").strip()
    if len(found) < 32:
        raise StoreFault(f"{path} holds no secret: delete it, and the desk draws another")
    path.chmod(0o600)
    return found
