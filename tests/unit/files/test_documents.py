"""JSON of strangers is measured before anything is done with it."""

import pytest

from keyway.files import DocumentLimits, Fault, Unreadable, read_document, read_document_apart


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"{", Fault.DAMAGED),
        (b"3", Fault.DAMAGED),
        (b'{"a": NaN}', Fault.DAMAGED),
        (b'{"a": 1, "a": 2}', Fault.DAMAGED),
        (b"[" * 100_000, Fault.DENSE),
        (b"[" * 50 + b"]" * 50, Fault.DENSE),
        (b'{"a": "b\\u0000"}', Fault.LONG_CELL),
        (b'{"a": "\\ud800"}', Fault.LETTERS),
        (b'["' + b"x" * 20_001 + b'"]', Fault.LONG_CELL),
    ],
)
def test_what_is_no_document_is_named(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_document(data)

    assert refusal.value.fault is fault


def test_too_many_values_and_too_many_bytes_are_refused() -> None:
    small = DocumentLimits(file_bytes=20, values=5)
    with pytest.raises(Unreadable):
        read_document(b"[1, 2, 3, 4, 5, 6]", small)
    with pytest.raises(Unreadable):
        read_document(b'{"a": "bbbbbbbbbbbbbbbbbbbbbbbb"}', small)


def test_a_document_is_read_in_a_process_of_its_own() -> None:
    assert read_document_apart('{"nombre": ["soldadura — España"]}'.encode()) == {
        "nombre": ["soldadura — España"]
    }
    with pytest.raises(Unreadable):
        read_document_apart(b"{")
