"""What publishers' servers may answer: 98 misbehaving answers as data - what is sent, and what must come of it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, cycle, repeat
from uuid import uuid4

Piece = bytes | float
"""Bytes to send, or seconds to send nothing for."""
RESET = b"RESET"
"""In place of bytes: break the connection."""

SILENCE = 60.0
ELSEWHERE = "https://good.invalid/file.csv"
"""An address that answers as it should."""
LOADED = ""
"""The sentence where there is nothing to tell: the file is loaded, the page is read."""


@dataclass(frozen=True)
class Misbehaviour:
    """One answer, and the sentence (a pattern) that must be told of it."""

    name: str
    sends: Callable[[bytes], Iterable[Piece]]
    """From the good file (or page) to what comes in its place, status line and all."""
    must: str
    page: bool = False
    """Whether an index page is answered so, not a file."""


def head(*headers: str, status: str = "200 OK") -> bytes:
    """Status line and headers."""
    return "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers, "")).encode()


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer with its true length."""
    return head(f"Content-Length: {len(body)}", *headers, status=status) + body


def chunk(body: bytes) -> bytes:
    """One chunk of a body."""
    return b"%x\r\n%s\r\n" % (len(body), body)


def _then(first: bytes, following: Callable[[], Iterable[Piece]]) -> Callable[[bytes], Iterable[Piece]]:
    def sends(_: bytes) -> Iterator[Piece]:
        yield first
        yield from following()

    return sends


def _says(answer: bytes) -> Callable[[bytes], Iterable[Piece]]:
    return lambda _: [answer]


def _to(location: str, status: str = "302 Found") -> Callable[[bytes], Iterable[Piece]]:
    return _says(whole(b"", f"Location: {location}", status=status))


def _length(text: str) -> Callable[[bytes], Iterable[Piece]]:
    return lambda good: [head(f"Content-Length: {text}", "Connection: close") + good]


def _part(text: str, status: str = "206 Partial Content") -> Callable[[bytes], Iterable[Piece]]:
    return lambda good: [whole(good, f"Content-Range: {text}", status=status)]


def _drip(piece: bytes) -> Callable[[], Iterator[Piece]]:
    return lambda: cycle((piece, 0.05))


def _for_ever(piece: bytes) -> Callable[[], Iterator[Piece]]:
    return lambda: repeat(piece)


def _numbered_headers() -> Iterator[bytes]:
    return (b"X-%d: x\r\n" % number for number in count())


def _zip(members: Iterable[tuple[str, bytes]], declared: int | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
        if declared:
            archive.filelist[0].file_size = declared
    return buffer.getvalue()


def _empty_blocks(_: bytes) -> Iterator[Piece]:
    """A zlib stream of nothing but empty blocks: it goes on for ever and holds not one byte."""
    yield head("Content-Encoding: deflate", "Connection: close") + b"\x78\x01"
    yield from repeat(b"\x00\x00\x00\xff\xff" * 1000)


KILO, MEGA = b"x" * 1024, b"0" * (1 << 20)
CHUNKED = head("Transfer-Encoding: chunked")
OPEN = head("Connection: close")
GZIPPED = "Content-Encoding: gzip"
HTML = "Content-Type: text/html"

NO_ANSWER = "its server does not answer"
BROKE_OFF = "broke off again and again"
NO_NUMBER = "the server announces a file of .* bytes"
TOO_LARGE = "is larger than"
NO_ADDRESS = "the server sends us to .* which is no address"
PRIVATE = "which lies in a private network"
NO_FIT = "broke off again and again .its answers do not fit together"

ANSWERS = (
    # The status line
    Misbehaviour("hangs up without a word", _says(b""), NO_ANSWER),
    Misbehaviour("says nothing", lambda _: [SILENCE], NO_ANSWER),
    Misbehaviour("breaks the connection", _says(RESET), NO_ANSWER),
    Misbehaviour("answers with noise", _says(bytes(range(256)) * 40), NO_ANSWER),
    Misbehaviour("speaks another protocol", _says(b"SSH-2.0-OpenSSH_9.2\r\n"), NO_ANSWER),
    Misbehaviour("sends the body alone", lambda good: [good], NO_ANSWER),
    Misbehaviour("status below 100", _says(whole(b"x", status="99 Low")), NO_ANSWER),
    Misbehaviour("status above 999", _says(whole(b"x", status="1000 High")), NO_ANSWER),
    Misbehaviour("status that is no number", _says(whole(b"x", status="OK 200")), NO_ANSWER),
    Misbehaviour("a status line without end", _then(b"HTTP/1.1 200 ", _for_ever(KILO)), NO_ANSWER),
    Misbehaviour("a status line drop by drop", _then(b"HTTP/1.1 200 ", _drip(b"x")), NO_ANSWER),
    Misbehaviour("100 Continue without end", lambda _: repeat(head(status="100 Continue")), NO_ANSWER),
    Misbehaviour("100 Continue now and then", _then(b"", _drip(head(status="100 Continue"))), NO_ANSWER),
    Misbehaviour("100 Continue, then the file", lambda good: [head(status="100 Continue") + whole(good)], LOADED),
    Misbehaviour("early hints without end", lambda _: repeat(head(status="103 Early Hints")), r"cannot use \(103\)"),
    Misbehaviour("wants another protocol", _says(head("Upgrade: h2c", status="101 Switching")), r"cannot use \(101\)"),
    # The headers
    Misbehaviour("headers without end", _then(head()[:-2], _numbered_headers), NO_ANSWER),
    Misbehaviour("headers without end, slowly", _then(head()[:-2], lambda: chain.from_iterable((line, 0.02) for line in _numbered_headers())), NO_ANSWER),
    Misbehaviour("one header without end", _then(head()[:-2] + b"X: ", _for_ever(KILO)), NO_ANSWER),
    Misbehaviour("one header drop by drop", _then(head()[:-2] + b"X: ", _drip(b"x")), NO_ANSWER),
    Misbehaviour("headers that end in the middle", _says(head()[:-9]), NO_ANSWER),
    Misbehaviour("a header without a colon", lambda good: [whole(good, "nonsense")], LOADED),
    Misbehaviour("a header of zeros", lambda good: [whole(good, "X: \0\0\0")], LOADED),
    Misbehaviour("a header in no encoding", lambda good: [whole(good)[:-len(good) - 2] + b"X: \xff\xfe\r\n\r\n" + good], LOADED),
    Misbehaviour("a folded header", lambda good: [whole(good, "X: one\r\n two")], LOADED),
    Misbehaviour("lines that end like Unix", lambda good: [whole(good).replace(b"\r\n", b"\n")], LOADED),
    # Numbers in headers
    Misbehaviour("a negative length", _length("-1"), NO_NUMBER),
    Misbehaviour("a length with an exponent", _length("1e9"), NO_NUMBER),
    Misbehaviour("a length in Arabic digits", _length("٣"), NO_NUMBER),
    Misbehaviour("a length in hexadecimal", _length("0x20"), NO_NUMBER),
    Misbehaviour("a length with an underscore", _length("1_0"), NO_NUMBER),
    Misbehaviour("a length with a sign", _length("+12"), NO_NUMBER),
    Misbehaviour("an empty length", _length(""), NO_NUMBER),
    Misbehaviour("a length of 400 digits", _length("9" * 400), NO_NUMBER),
    Misbehaviour("a length beyond all measure", _length("9" * 14), TOO_LARGE),
    Misbehaviour("two lengths", _length("12\r\nContent-Length: 13"), "cannot be asked for: InvalidHeader"),
    Misbehaviour("one length twice", lambda good: [whole(good, f"Content-Length: {len(good)}")], LOADED),
    Misbehaviour("a length beside chunks", lambda good: [head("Content-Length: 7", "Transfer-Encoding: chunked") + chunk(good) + chunk(b"")], LOADED),
    Misbehaviour("a length that is too long", lambda good: [head(f"Content-Length: {len(good) + 9}", "Connection: close") + good], BROKE_OFF),
    Misbehaviour("no bytes at all", _says(whole(b"")), "is empty"),
    Misbehaviour("a part nobody asked for", _part("bytes 5-9/100"), NO_FIT),
    Misbehaviour("a part of an unknown whole", _part("bytes 0-9/*"), NO_FIT),
    Misbehaviour("a part counted in Arabic digits", _part("bytes 0-٣/٤"), NO_FIT),
    Misbehaviour("a part without its place", lambda good: [whole(good, status="206 Partial Content")], NO_FIT),
    Misbehaviour("no such part, for ever", _says(whole(b"", status="416 Range Not Satisfiable")), NO_FIT),
    Misbehaviour("unchanged, to one who has nothing", _says(head(status="304 Not Modified")), NO_FIT),
    Misbehaviour("wait -1 seconds", _says(whole(b"", "Retry-After: -1", status="429 Busy")), r"no answer we could use \(answered 429"),
    Misbehaviour("wait 1e9 seconds", _says(whole(b"", "Retry-After: 1e9", status="429 Busy")), r"no answer we could use \(answered 429"),
    Misbehaviour("wait in Arabic digits", _says(whole(b"", "Retry-After: ٣", status="503 Busy")), r"no answer we could use \(answered 503"),
    Misbehaviour("wait for 30 years", _says(whole(b"", "Retry-After: 999999999", status="503 Busy")), r"no answer we could use \(answered 503"),
    Misbehaviour("wait until a day that is none", _says(whole(b"", "Retry-After: Mon, 32 Foo 99999 25:61:61 GMT", status="503 Busy")), r"no answer we could use \(answered 503"),
    # Chunks
    Misbehaviour("chunks without end", _then(CHUNKED, _for_ever(chunk(MEGA))), TOO_LARGE),
    Misbehaviour("a chunk larger than all", _then(CHUNKED + b"fffffffffffff\r\n", _for_ever(MEGA)), TOO_LARGE),
    Misbehaviour("chunks of one byte, slowly", _then(CHUNKED, _drip(chunk(b"x"))), "comes too slowly"),
    Misbehaviour("a chunk with a negative size", _then(CHUNKED + b"-5\r\nabcde\r\n0\r\n\r\n", list), BROKE_OFF),
    Misbehaviour("a chunk whose size is no number", _says(CHUNKED + b"lots\r\nabcde\r\n"), BROKE_OFF),
    Misbehaviour("a chunk size without end", _then(CHUNKED, _for_ever(b"0" * 1024)), BROKE_OFF),
    Misbehaviour("a chunk extension drop by drop", _then(CHUNKED + b"5;", _drip(b"x")), BROKE_OFF),
    Misbehaviour("a chunk cut in the middle", lambda good: [CHUNKED + chunk(good)[:-20]], BROKE_OFF),
    Misbehaviour("chunks without the last", lambda good: [CHUNKED + chunk(good)], BROKE_OFF),
    Misbehaviour("trailers without end", lambda good: _then(CHUNKED + chunk(good) + b"0\r\n", _for_ever(b"X: x\r\n"))(good), BROKE_OFF),
    Misbehaviour("trailers without end, slowly", lambda good: _then(CHUNKED + chunk(good) + b"0\r\n", _drip(b"X: x\r\n"))(good), BROKE_OFF),
    Misbehaviour("chunks of something packed", _says(head("Transfer-Encoding: gzip, chunked") + chunk(KILO)), "comes framed as"),
    # The body
    Misbehaviour("a body without end", _then(OPEN, _for_ever(MEGA)), TOO_LARGE),
    Misbehaviour("a body drop by drop", _then(OPEN, _drip(b"x")), "comes too slowly"),
    Misbehaviour("half a body, then silence", lambda good: [whole(good)[:-20], SILENCE], BROKE_OFF),
    Misbehaviour("half a body, then the end", lambda good: [whole(good)[:-20]], BROKE_OFF),
    Misbehaviour("half a body, then a reset", lambda good: [whole(good)[:-20], 0.05, RESET], BROKE_OFF),
    Misbehaviour("a gzip bomb", _says(whole(gzip.compress(MEGA * 200), GZIPPED)), TOO_LARGE),
    Misbehaviour("a gzip cut short", lambda good: [whole(gzip.compress(good)[:-9], GZIPPED)], BROKE_OFF),
    Misbehaviour("a gzip that is none", lambda good: [whole(good, GZIPPED)], BROKE_OFF),
    Misbehaviour("a gzip with more behind it", lambda good: [whole(gzip.compress(good) + KILO, GZIPPED)], BROKE_OFF),
    Misbehaviour("a gzip nobody asked for", lambda good: [whole(gzip.compress(good), GZIPPED)], LOADED),
    Misbehaviour("a packing nobody knows", lambda good: [whole(good, "Content-Encoding: gzip, br")], "comes packed as"),
    Misbehaviour("packed nothing without end", _empty_blocks, "took longer|comes too slowly|is larger"),
    # Redirects
    Misbehaviour("goes round", _to("/file.csv"), "from address to address without end"),
    Misbehaviour("goes on and on", lambda _: [whole(b"", f"Location: /{uuid4()}", status="302 Found")], "from address to address without end"),
    Misbehaviour("a redirect with a body without end", _then(head(f"Location: {ELSEWHERE}", status="301 Moved"), _for_ever(MEGA)), LOADED),
    Misbehaviour("a redirect to nowhere", _says(whole(b"", status="302 Found")), r"cannot use \(302\)"),
    Misbehaviour("a redirect to no address", _to("http://[insert link here]/x"), NO_ADDRESS),
    Misbehaviour("a redirect to a script", _to("javascript:alert(1)"), NO_ADDRESS),
    Misbehaviour("a redirect to a file of this machine", _to("file:///etc/passwd"), NO_ADDRESS),
    Misbehaviour("a redirect with a log-in", _to("https://user:word@good.invalid/file.csv"), "an address with a log-in in it"),
    Misbehaviour("a redirect out of encryption", _to("http://good.invalid/file.csv"), "which is not encrypted"),
    Misbehaviour("a redirect to this machine", _to("https://127.0.0.1/file.csv"), PRIVATE),
    Misbehaviour("a redirect to this machine as a number", _to("https://2130706433/file.csv"), PRIVATE),
    Misbehaviour("a redirect to a private network", _to("https://10.0.0.1/file.csv"), PRIVATE),
    Misbehaviour("a redirect to a cloud's own address", _to("https://169.254.169.254/latest"), PRIVATE),
    Misbehaviour("a redirect to this machine, version 6", _to("https://[::1]/file.csv"), PRIVATE),
    # What comes in place of the file
    Misbehaviour("a web page", _says(whole(b"<!DOCTYPE html><title>Sorry</title>", HTML)), "is a web page in place of a data file"),
    Misbehaviour("an error in JSON", _says(whole(b'{"error": {"message": "no such layer"}}')), "no such layer"),
    Misbehaviour("a zip that would burst", _says(whole(_zip([("a", b"x")], 10 << 30))), "would unpack to"),
    # Pages
    Misbehaviour("a page in an unknown encoding", lambda good: [whole(good, f"{HTML}; charset=x-nhs")], LOADED, page=True),
    Misbehaviour("a page in an encoding that is no text", lambda good: [whole(good, f"{HTML}; charset=hex")], LOADED, page=True),
    Misbehaviour("a page of broken characters", lambda good: [whole(good + b"\xff\xfe\x00\x80", f"{HTML}; charset=utf-8")], LOADED, page=True),
    Misbehaviour("a page without end", _then(head(HTML), _for_ever(b"<a href='x'>x</a>" * 60_000)), TOO_LARGE, page=True),
    Misbehaviour("a page of openings", lambda good: [whole(good + b"<" * 1_000_000 + b"<!--" * 200_000, HTML)], LOADED, page=True),
    Misbehaviour("a page with a link that is none", lambda good: [whole(b'<a href="http://[insert link here]/x">2026</a>' + good, HTML)], LOADED, page=True),
)  # fmt: skip
