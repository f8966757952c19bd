"""Files: what was taken in and given out, named by what is in it, outside the database."""

import hashlib
import io
import os
import tempfile
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import BinaryIO

from lumbung.core.home import data_folder

BLOCK = 2**20


def fingerprint(source: BinaryIO) -> str:
    """`sha256-…` of a stream, read to its end; base64, since a dump may hold no run of 16 digits."""
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
    return f"sha256-{urlsafe_b64encode(digest.digest()).decode().rstrip('=')}"


def fingerprint_of(*texts: str) -> str:
    """One fingerprint for several texts in their order."""
    return fingerprint(io.BytesIO("\n".join(texts).encode()))


def store(content: bytes | Path | BinaryIO, suffix: str = "") -> str:
    """Keep a file under its fingerprint, for the owner's eyes only; keeping it again changes nothing."""
    folder = data_folder() / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") if isinstance(content, Path) else content as source:
                while block := source.read(BLOCK):
                    file.write(block)
        file.flush()
        os.fsync(file.fileno())
    with open(draft, "rb") as written:
        ref = f"{fingerprint(written)}{suffix}"
    os.replace(draft, path(ref))
    return ref


def path(ref: str) -> Path:
    """Where the file of a reference lies."""
    if "/" in ref or not ref.startswith("sha256-"):
        raise ValueError(f"not a file reference: {ref!r}")
    return data_folder() / "files" / ref
