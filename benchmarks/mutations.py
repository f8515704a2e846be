"""Documents disturbed at random: bytes changed, cut, repeated, put in from elsewhere."""

from collections.abc import Callable

from hypothesis import strategies as st

#: What parsers mind: openings without ends, entities, marks, numbers beyond their types.
TOKENS = [
    *(b"<p>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<table><tr><td>", b"<br>"),
    *(b"<founder-content>", b"<!--enpcontent-->", b"<!--/enpcontent-->", b"<!--enpproperty "),
    *(b'<!DOCTYPE a [<!ENTITY b "c">]>', b"&b;", b"&#x10FFFF;", b"&#0;", b"<?xml version='1.0'?>"),
    *(b'<meta charset="utf-16">', b"<script>", b"<style>", b"<b><i>", b' a="', b"xmlns="),
    *(b"[", b"{", b'"', b"\\ud800", b"null,", b"1e999", b"9" * 5000, b'{"uri":"', b'"bodies":['),
    *(b",", b'""', b"\r\n", b"\n", b"\t", b";", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81\x30"),
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PAR1", b"\xff\xff\xff\x7f", b"\0\0\0\0"),
    *(b"2026-13-45T99:99:99Z", b"stat:dead", b"10000-01-01", b"0001-01-01T00:00:00+23:59"),
    *(b" obj\n<<", b">>\nendobj", b"stream\n", b"endstream", b"xref\n0 1", b"/Kids [1 0 R]"),
]

Mutation = Callable[[bytes], bytes]

#: A place in a document, as a share of its length.
_PLACES = st.floats(0, 1)


def disturbed(documents: list[bytes], most_bytes: int) -> st.SearchStrategy[bytes]:
    """Return documents with up to six mutations one after another, and plain bytes now and then.

    Args:
        documents: Valid ones of a format.
        most_bytes: What is longer is cut off.
    """

    def apply(document: bytes, mutations: list[Mutation]) -> bytes:
        for mutation in mutations:
            document = mutation(document)[:most_bytes]
        return document

    mutations = st.one_of(_change(), _cut(), _repeat(most_bytes), _insert(documents, most_bytes))
    changed = st.builds(apply, st.sampled_from(documents), st.lists(mutations, max_size=6))
    return st.one_of(changed, changed, changed, st.binary(max_size=200))


def _change() -> st.SearchStrategy[Mutation]:
    def change(place: float, byte: int) -> Mutation:
        return lambda data: _replace(data, place, bytes([byte]), 1)

    return st.builds(change, _PLACES, st.integers(0, 255))


def _cut() -> st.SearchStrategy[Mutation]:
    def cut(place: float, share: float) -> Mutation:
        return lambda data: _replace(data, place, b"", int(share * len(data)) + 1)

    return st.builds(cut, _PLACES, st.floats(0, 0.5))


def _repeat(most_bytes: int) -> st.SearchStrategy[Mutation]:
    def repeat(place: float, length: int, fill: float) -> Mutation:
        def mutate(data: bytes) -> bytes:
            start = int(place * len(data))
            part = data[start : start + length]
            times = int(fill * most_bytes) // max(1, len(part))
            return data[:start] + part * times + data[start:]

        return mutate

    return st.builds(repeat, _PLACES, st.integers(1, 300), st.sampled_from([0.001, 0.1, 1.0]))


def _insert(documents: list[bytes], most_bytes: int) -> st.SearchStrategy[Mutation]:
    def insert(place: float, token: bytes, times: int) -> Mutation:
        fitting = min(times, most_bytes // len(token) + 1)
        return lambda data: _replace(data, place, token * fitting, 0)

    tokens = st.sampled_from([*TOKENS, *documents])
    return st.builds(insert, _PLACES, tokens, st.sampled_from([1, 1, 1, 2, 100, 20_000]))


def _replace(data: bytes, place: float, new: bytes, length: int) -> bytes:
    start = int(place * len(data))
    return data[:start] + new + data[start + length :]
