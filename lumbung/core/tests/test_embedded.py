"""The embedded server keeps its promises: with real starts, real kills and the real programs."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from lumbung.core import embedded
from lumbung.core.embedded import cluster, tuning
from lumbung.core.embedded.place import Place, remembered_place

PROJECT = Path(__file__).resolve().parents[3]
ASK = "from lumbung.core import embedded; print(embedded.ensure_running())"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the embedded server needs Unix sockets")


@pytest.fixture
def home(tmp_path):
    """A LUMBUNG_HOME of its own; its server is stopped and its data removed afterwards."""
    chosen = tmp_path / "home"
    yield chosen
    place = remembered_place(chosen)
    if place:
        embedded.stop(chosen)
        shutil.rmtree(place.folder)


def test_a_data_folder_deleted_by_hand_is_told_in_a_sentence(tmp_path):
    note = tmp_path / "home" / "postgresql" / "place"
    note.parent.mkdir(parents=True)
    note.write_text(f"{tmp_path}/deleted\n")
    environment = {**os.environ, "LUMBUNG_HOME": str(tmp_path / "home")}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "lumbung.site.cli", "db", "url"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert f"{tmp_path}/deleted, which is gone" in told.stderr
    assert str(note) in told.stderr
    assert "Traceback" not in told.stderr


def known_place(home: Path) -> Place:
    place = remembered_place(home)
    assert place is not None
    return place


def ask(home: Path, **options) -> subprocess.Popen[str]:
    environment = {"PATH": os.environ["PATH"], "LUMBUNG_HOME": str(home), "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen([sys.executable, "-c", ASK], env=environment, stdout=subprocess.PIPE, text=True, **options)


def can_run_python(options: dict) -> bool:
    try:
        tried = subprocess.run(
            [sys.executable, "-c", ASK.partition(";")[0]], env={"PYTHONPATH": str(PROJECT)}, check=False, **options
        )
    except PermissionError:
        return False
    return tried.returncode == 0


def kill_server(home: Path) -> None:
    pid = int((known_place(home).data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    while embedded.is_running(home):
        time.sleep(0.01)


def test_the_role_is_no_superuser_and_pages_carry_checksums(home):
    with psycopg.connect(embedded.ensure_running(home)) as connection:
        asked = "select rolsuper, rolcreatedb from pg_roles where rolname = current_user"
        assert connection.execute(asked).fetchone() == (False, True)
        assert connection.execute("show data_checksums").fetchone() == ("on",)


def test_no_network_reaches_the_server(home):
    with psycopg.connect(embedded.ensure_running(home)) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_only_the_account_itself_enters_the_data_and_the_socket(home):
    embedded.ensure_running(home)
    place = known_place(home)
    for private in (place.data, place.socket_folder, home / "postgresql"):
        assert private.stat().st_mode & 0o077 == 0
    assert place.password_file.stat().st_mode & 0o777 == 0o600


def test_a_wrong_password_is_refused(home):
    right = embedded.ensure_running(home)
    wrong = right.replace(known_place(home).password_file.read_text(), "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_what_was_committed_outlives_a_killed_server(home):
    with psycopg.connect(embedded.ensure_running(home)) as connection:
        connection.execute("create table kept (amount bigint)")
        connection.execute("insert into kept values (225000)")
    kill_server(home)
    with psycopg.connect(embedded.ensure_running(home)) as connection:
        assert connection.execute("select amount from kept").fetchone() == (225000,)


def test_the_server_outlives_the_process_that_started_it(home):
    starter = ask(home)
    address, _ = starter.communicate()
    assert starter.returncode == 0
    with psycopg.connect(address.strip()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_many_processes_that_start_at_once_share_one_server(home):
    askers = [ask(home) for _ in range(4)]
    addresses = {asker.communicate()[0].strip() for asker in askers}
    assert len(addresses) == 1
    assert embedded.is_running(home)


def test_a_start_killed_while_it_makes_the_data_is_made_again(home):
    starter = ask(home)
    while not list((home / "postgresql").glob("place")):
        time.sleep(0.005)
    starter.kill()
    starter.communicate()
    with psycopg.connect(embedded.ensure_running(home)) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_deep_data_folder_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("very-long-name-" * 8) / "home"
    place = Place(home=deep, folder=deep / "postgresql", account=None)
    assert len(str(place.socket_folder / ".s.PGSQL.5432")) < 107
    assert place.socket_folder == Place(home=deep, folder=deep / "postgresql", account=None).socket_folder


def test_psql_and_pg_dump_take_the_address(home):
    address = embedded.ensure_running(home)
    answer = subprocess.run(
        [embedded.client_program("psql", home), address, "-Atc", "select 1"], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "1"
    dump = subprocess.run(
        [embedded.client_program("pg_dump", home), address], capture_output=True, text=True, check=True
    )
    assert "PostgreSQL database dump complete" in dump.stdout


def test_the_dump_of_the_operator_leaves_no_row_out(home, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with psycopg.connect(embedded.database_url(home)) as connection:
        connection.execute("create table seen_by_nobody as select 'kept' as word")
        connection.execute("alter table seen_by_nobody enable row level security, force row level security")
        assert connection.execute("select count(*) from seen_by_nobody").fetchone() == (0,)
    address = embedded.operator_url(home)
    dump = subprocess.run(
        [embedded.client_program("pg_dump", home), address], capture_output=True, text=True, check=True
    )
    assert "kept" in dump.stdout


def test_the_operators_address_does_not_lift_row_level_security_from_the_program(home, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL", embedded.operator_url(home))
    with psycopg.connect(embedded.database_url(home)) as connection:
        assert connection.execute("select current_user").fetchone() == ("lumbung",)


def test_a_note_that_names_another_program_does_not_block_the_start(home):
    embedded.ensure_running(home)
    assert embedded.stop(home)
    note = known_place(home).data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{note.parent}\n0\n5432\n\n\n\nready\n")
    cluster.forget_stale_note(known_place(home))
    assert not note.exists()


def test_stopping_twice_says_that_nothing_ran(home):
    embedded.ensure_running(home)
    assert embedded.stop(home) is True
    assert embedded.stop(home) is False


def test_a_lost_password_file_is_said_and_the_data_stays(home):
    embedded.ensure_running(home)
    embedded.stop(home)
    known_place(home).password_file.unlink()
    with pytest.raises(embedded.EmbeddedServerFailed, match="is missing"):
        embedded.ensure_running(home)
    assert known_place(home).data.is_dir()


def test_database_url_from_the_environment_wins(home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    assert embedded.database_url(home) == "postgresql://somewhere/else"
    assert not home.exists()


@pytest.mark.parametrize(("gigabytes", "shared_buffers"), [(1, 128), (8, 1024), (256, 4096)])
def test_a_machine_with_more_memory_gives_the_database_more(gigabytes, shared_buffers):
    text = tuning.settings(socket_folder=Path("/run/x"), memory=gigabytes * 1024**3)
    assert f"shared_buffers = {shared_buffers}MB" in text


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can try it as somebody else")
def test_an_ordinary_account_runs_its_own_server():
    account = pwd.getpwnam("nobody")
    options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}
    if not can_run_python(options):
        pytest.skip("the account nobody can't run this Python or read this checkout")
    folder = Path(f"/tmp/lumbung-test-{os.getpid()}")
    folder.mkdir(mode=0o700)
    os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        asker = ask(folder / "home", **options)
        address, _ = asker.communicate()
        assert asker.returncode == 0
        with psycopg.connect(address.strip()) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
        assert (folder / "home/postgresql/data").stat().st_uid == account.pw_uid
    finally:
        embedded.stop(folder / "home")
        shutil.rmtree(folder)
