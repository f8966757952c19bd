"""Settings of the embedded server: from the machine's memory, and careful with what it writes to its log."""

import os
from pathlib import Path

MB = 1024 * 1024
CONTAINER_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
SMALL_SHARED_MEMORY = 512 * MB

TEMPLATE = """\
# Written by Lumbung at every start; put your own settings into postgresql.conf below the include.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
password_encryption = scram-sha-256
max_connections = 120
shared_buffers = {shared_buffers}MB
effective_cache_size = {effective_cache_size}MB
work_mem = {work_mem}MB
maintenance_work_mem = {maintenance_work_mem}MB
dynamic_shared_memory_type = {dynamic_shared_memory_type}
max_wal_size = 4GB
checkpoint_timeout = 15min
wal_compression = pglz
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# A statement or a detail line may hold a person's data: neither goes to the log.
log_min_error_statement = panic
log_error_verbosity = terse
"""


def settings(*, socket_folder: Path, memory: int | None = None) -> str:
    """The text of the settings file; a machine with more memory gives the database more."""
    megabytes = (memory or machine_memory()) // MB
    return TEMPLATE.format(
        socket_folder=str(socket_folder).replace("'", "''"),
        shared_buffers=_between(64, megabytes // 8, 4096),
        effective_cache_size=_between(128, megabytes // 2, 65536),
        work_mem=_between(8, megabytes // 256, 64),
        maintenance_work_mem=_between(64, megabytes // 32, 1024),
        dynamic_shared_memory_type="mmap" if _little_shared_memory() else "posix",
    )


def machine_memory() -> int:
    """Bytes of memory: the machine's, or less where a container sets a limit."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [int(text) for path in CONTAINER_LIMITS if path.exists() and (text := path.read_text().strip()).isdigit()]
    return min([physical, *limits])


def _little_shared_memory() -> bool:
    """A container's /dev/shm is often 64 MB, too little for parallel queries."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return True
    return room.f_frsize * room.f_blocks < SMALL_SHARED_MEMORY


def _between(low: int, value: int, high: int) -> int:
    return max(low, min(value, high))
