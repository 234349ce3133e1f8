"""Compresses two public tables of word vectors into the fixed tables of the English network.

    python compress.py vectors PATH_OF_VOCAB_FOLDER vectors.bin.gz
    python compress.py pieces  PATH_OF_MODEL_FOLDER pieces.bin.gz

README.md says where the folders come from and what the files hold. Needs Python 3.11, numpy and msgpack.
"""

import gzip
import json
import pathlib
import struct
import sys

import msgpack
import numpy

WIDTH = 64
# Root mean square of the values of a table, about that of a trained row at its start.
SIZE = 0.15


def murmur64(data: bytes, seed: int = 1) -> int:
    """MurmurHash64A, by which the vocabulary names its words."""
    mask, m, r = 0xFFFFFFFFFFFFFFFF, 0xC6A4A7935BD1E995, 47
    h = (seed ^ (len(data) * m)) & mask
    whole = len(data) // 8 * 8
    for (k,) in struct.iter_unpack("<Q", data[:whole]):
        k = k * m & mask
        k = (k ^ k >> r) * m & mask
        h = (h ^ k) * m & mask
    if data[whole:]:
        h = (h ^ int.from_bytes(data[whole:], "little")) * m & mask
    h = (h ^ h >> r) * m & mask
    return h ^ h >> r


def normalized(word: str) -> str:
    """The form under which the network looks a word up last: lower case, digits to 0."""
    return "".join("0" if c.isascii() and c.isdigit() else c for c in word.lower())


def read_vectors(folder: pathlib.Path):
    """The rows, and the words with their row."""
    rows = numpy.load(folder / "vectors")
    row_of = msgpack.unpackb((folder / "key2row").read_bytes(), strict_map_key=False)
    words = {murmur64(word.encode()): word for word in json.loads((folder / "strings.json").read_text("utf-8"))}
    found = {}
    for key, row in row_of.items():
        word = words.get(key)
        if word and not any(c.isspace() for c in word):
            found.setdefault(word, row)
    # Capitals seldom change the row (3 % of the words), so a word is listed once, as the network normalises it. Words with
    # marks that split them in Universal Dependencies are of no use.
    entries = {}
    for word in found:
        plain = normalized(word)
        if not any(mark in plain for mark in "-/@"):
            entries.setdefault(plain, found.get(plain, found[word]))
    return rows, entries


def read_pieces(folder: pathlib.Path):
    """The rows of the input layer of a WordPiece model, and its pieces."""
    data = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    name = next(name for name in header if name.endswith("embeddings.word_embeddings.weight"))
    start, end = header[name]["data_offsets"]
    assert header[name]["dtype"] == "F32"
    rows = numpy.frombuffer(data[8 + length + start : 8 + length + end], numpy.float32).reshape(header[name]["shape"])
    pieces = (folder / "vocab.txt").read_text("utf-8").split("\n")
    known = [(piece, row) for row, piece in enumerate(pieces) if piece and not piece.startswith("[")]
    return rows[[row for _, row in known]], {piece: at for at, (piece, _) in enumerate(known)}


def compress(rows):
    """Unit length, principal components with their spread evened out by half, one common size."""
    rows = rows.astype(numpy.float64)
    rows /= numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    rows -= rows.mean(axis=0)
    variances, directions = numpy.linalg.eigh(rows.T @ rows / len(rows))
    directions = directions[:, ::-1][:, :WIDTH]
    # Fix the sign, which is arbitrary.
    directions *= numpy.sign(directions[numpy.abs(directions).argmax(axis=0), range(WIDTH)])
    kept = variances[::-1][:WIDTH]
    print(f"{len(rows)} rows, {WIDTH} of {rows.shape[1]} columns keep {kept.sum() / variances.sum():.0%} of the variance")
    rows = rows @ directions * kept**-0.25
    return rows * (SIZE / numpy.sqrt((rows**2).mean()))


def write(path: pathlib.Path, rows, entries):
    scales = numpy.maximum(numpy.abs(rows).max(axis=1), 1e-9) / 127
    integers = numpy.rint(rows / scales[:, None]).astype(numpy.int8)
    words = sorted(entries, key=lambda word: word.encode())
    parts = [
        struct.pack("<II", len(rows), len(words)),
        scales.astype("<f4").tobytes(),
        integers.tobytes(),
        numpy.array([entries[word] for word in words], "<u2").tobytes(),
        "".join(word + "\n" for word in words).encode(),
    ]
    path.write_bytes(gzip.compress(b"".join(parts), 9, mtime=0))
    print(f"{path}: {len(words)} strings, {path.stat().st_size} bytes")


if __name__ == "__main__":
    kind, folder, out = sys.argv[1:]
    rows, entries = {"vectors": read_vectors, "pieces": read_pieces}[kind](pathlib.Path(folder))
    write(pathlib.Path(out), compress(rows), entries)
