"""A secret is made once, whole, and for its owner's eyes only."""

from lumbung.core.home import made_once


def test_a_secret_is_made_once_and_kept_from_others(tmp_path):
    path = tmp_path / "secret"
    assert made_once(path, lambda: "first") == made_once(path, lambda: "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["secret"]


def test_what_a_killed_process_left_of_a_secret_is_no_secret(tmp_path):
    (tmp_path / "secret.123").write_text("ha")
    assert made_once(tmp_path / "secret", lambda: "whole") == "whole"
