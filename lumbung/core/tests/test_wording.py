"""Words from outside: a sentence without numbers of anybody, or one of the words that may stand there."""

import pytest
from django.db.models import TextChoices

from lumbung.core.wording import NoSuchChoice, NumberWritten, one_of, sentence


class Answer(TextChoices):
    YES = "yes", "Ya"
    NO = "no", "Tidak"


def test_a_word_of_the_list_is_the_choice():
    assert one_of(Answer, "yes", field="answer") is Answer.YES


@pytest.mark.parametrize("word", ["", "YES", "3323010101809001", "\U0001f600"])
def test_any_other_word_is_refused_with_the_field_and_the_list_and_not_repeated(word):
    with pytest.raises(NoSuchChoice) as refused:
        one_of(Answer, word, field="answer")
    assert refused.value.fields.keys() == {"answer"}
    assert "yes, no" in str(refused.value)
    assert not word or word not in str(refused.value)


@pytest.mark.parametrize("text", ["NIK 3323010101809001", "33.2301.0101.8090.01"])
def test_a_number_of_somebody_is_no_sentence(text):
    with pytest.raises(NumberWritten):
        sentence(text, field="said", empty=None)
