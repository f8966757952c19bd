"""Every sentence has its English, with the same named values."""

import re

import pytest

from lumbung.site import messages

VALUE = re.compile(r"%\(\w+\)[sd]")
CONTEXTS = messages.contexts()


def forms(string) -> list[str]:
    """A sentence's forms: one, or singular and plural."""
    return [string] if isinstance(string, str) else list(string)


@pytest.mark.parametrize("folder", CONTEXTS, ids=lambda path: path.name)
def test_every_sentence_is_in_the_catalogue(folder):
    said = {(message.context, message.id) for message in messages.sentences(folder) if message.id}
    known = {(message.context, message.id) for message in messages.read(folder) if message.id}
    assert said - known == set(), "run `make messages`"
    assert known - said == set(), "run `make messages`"


@pytest.mark.parametrize("folder", CONTEXTS, ids=lambda path: path.name)
def test_every_sentence_has_its_english(folder):
    lacking = [
        message.id for message in messages.read(folder) if message.id and not messages.is_translated(message.string)
    ]
    assert lacking == []


@pytest.mark.parametrize("folder", CONTEXTS, ids=lambda path: path.name)
def test_the_english_names_the_same_values(folder):
    for message in messages.read(folder):
        if message.id:
            wanted = {value for form in forms(message.id) for value in VALUE.findall(form)}
            given = {value for form in forms(message.string) for value in VALUE.findall(form)}
            assert given == wanted, message.id


def test_a_sentence_has_one_english_wherever_it_stands():
    """Django reads all catalogues as one: of two English words for the same Indonesian one, one page says the wrong."""
    english: dict[tuple, set[str]] = {}
    for folder in CONTEXTS:
        for message in messages.read(folder):
            if message.id:
                key = message.context, forms(message.id)[0]
                english.setdefault(key, set()).add(forms(message.string)[0])
    assert {key: words for key, words in english.items() if len(words) > 1} == {}, "say which is meant by pgettext"


def test_extraction_reads_python_and_templates(tmp_path):
    (tmp_path / "page.html").write_text(
        "{% load i18n %}{% blocktranslate with n=3 trimmed %}Ada {{ n }} keluarga.{% endblocktranslate %}"
    )
    (tmp_path / "views.py").write_text('title = _("Keluarga")\n')
    found = {entry[1] for path in tmp_path.iterdir() for entry in messages._extract(path)}
    assert found == {"Ada %(n)s keluarga.", "Keluarga"}
