"""A place is written by its name; what is not clear is asked back."""

import pytest

from lumbung.core.places import Placed, PlaceField, PlacesField

KNOWN = {"33.23.14.2004": "Langgeng, Tlogomulyo", "33.23.01.2001": "Bulu, Bulu", "33.23.01": "Bulu, Temanggung"}


def find(*, text, within):
    named = [(code, names) for code, names in KNOWN.items() if text in (code, names, names.split(",")[0])]
    alike = [(code, names) for code, names in KNOWN.items() if names.startswith(text)]
    return (named, []) if named else ([], alike)


class Form(Placed):
    """One place, and several."""

    one = PlaceField(find=find)
    many = PlacesField(find=find, required=False)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        ("Langgeng", "33.23.14.2004"),
        ("33.23", "33.23"),
        ("Bulu, Temanggung", "33.23.01"),
        (" Langgeng ", "33.23.14.2004"),
    ],
)
def test_a_name_or_a_code_is_a_place(one, code):
    form = Form({"one": one})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["one"] == code


@pytest.mark.parametrize(
    ("one", "said"),
    [("Bulu", "Bulu, Bulu; Bulu, Temanggung"), ("Lang", "Langgeng, Tlogomulyo"), ("Antah", "Antah"), ("", "")],
)
def test_what_is_not_clear_is_asked_back_by_name(one, said):
    form = Form({"one": one})
    assert not form.is_valid()
    assert said in form.errors["one"][0]


@pytest.mark.parametrize(
    ("many", "codes"),
    [
        ("33.23.01, 33.23.02", ["33.23.01", "33.23.02"]),
        ("Langgeng; 33.23.02", ["33.23.14.2004", "33.23.02"]),
        ("Langgeng, Tlogomulyo; Bulu, Bulu", ["33.23.14.2004", "33.23.01.2001"]),
        ("", []),
    ],
)
def test_several_places_stand_apart_by_semicolons_and_codes_also_by_commas(many, codes):
    form = Form({"one": "33", "many": many})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["many"] == codes


def test_a_code_that_was_there_before_is_shown_by_name():
    shown = str(Form(initial={"one": "33.23.14.2004", "many": ["33.23.01", "99"]}))
    assert 'value="Langgeng, Tlogomulyo"' in shown
    assert 'value="Bulu, Temanggung; 99"' in shown
